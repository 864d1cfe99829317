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
  ENOTDIR: 'a part of its path is no folder',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'there is a file of that name in the way',
};

/** Why the system refused something with a file, as a clause. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return REASONS[code] ?? code;
}

/** The disk as it is. */
export const disk: World = {
  read(file) {
    try {
      return fs.readFileSync(file);
    } catch (error) {
      throw new Unreadable(file, reasonOf(error));
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
    const stat = statOf(file);
    if (!stat) return 'nothing';
    return stat.isDirectory() ? 'folder' : 'file';
  },
};

/** A path as the readers write it: absolute, with `/` between the names. */
export function absolute(written: string, from: string = process.cwd()): string {
  return path.resolve(from, written).split(path.sep).join('/');
}

/** Where a path leads when its links are followed; the path itself where it leads nowhere. */
export function realPath(file: string): string {
  try {
    return absolute(fs.realpathSync(file));
  } catch {
    return file;
  }
}

function isFolder(folder: string, entry: fs.Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statOf(path.join(folder, entry.name))?.isDirectory() ?? false;
}

/** Undefined where there is nothing, and where nobody lets us look: in a folder that is closed to us, behind links in a circle. */
function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
