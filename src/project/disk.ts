import fs from 'node:fs';
import path from 'node:path';
import type { World } from '../text/world.ts';
import { Unreadable } from '../text/world.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go in a circle',
};

/** The disk as it is. */
export const disk: World = {
  read(file) {
    try {
      return fs.readFileSync(file);
    } catch (error) {
      const code = codeOf(error);
      throw new Unreadable(file, REASONS[code] ?? code);
    }
  },

  list(folder) {
    try {
      return fs.readdirSync(folder, { withFileTypes: true })
        .map((entry) => (isFolder(folder, entry) ? `${entry.name}/` : entry.name))
        .sort();
    } catch {
      return [];
    }
  },

  kindOf(file) {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) return 'nothing';
    return stat.isDirectory() ? 'folder' : 'file';
  },
};

/** A path as the readers write it: absolute, with `/` between the names. */
export function absolute(written: string, from: string = process.cwd()): string {
  return path.resolve(from, written).split(path.sep).join('/');
}

function isFolder(folder: string, entry: fs.Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return fs.statSync(path.join(folder, entry.name), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
