import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { World } from '../../../src/text/world.ts';
import { Unreadable } from '../../../src/text/world.ts';

/** The disk as it is. */
export const disk: World = {
  read(path) {
    try {
      return fs.readFileSync(path);
    } catch {
      throw new Unreadable(path, 'no such file');
    }
  },
  list(folder) {
    if (!fs.existsSync(folder)) return [];
    return fs.readdirSync(folder, { withFileTypes: true }).map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
  },
  kindOf(path) {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? 'nothing' : stat.isDirectory() ? 'folder' : 'file';
  },
};

export function projectFolder(name: string): string {
  return fileURLToPath(new URL(`../../../fixtures/projects/${name}`, import.meta.url));
}

/** Files that are only in memory, by absolute path. */
export function memory(files: Readonly<Record<string, string>>): World {
  const paths = Object.keys(files);
  return {
    read(path) {
      const text = files[path];
      if (text === undefined) throw new Unreadable(path, 'no such file');
      return new TextEncoder().encode(text);
    },
    list(folder) {
      const below = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
      return [...new Set(below.map((path) => (path.includes('/') ? `${path.split('/')[0] ?? ''}/` : path)))].sort();
    },
    kindOf: (path) => (files[path] !== undefined ? 'file' : paths.some((other) => other.startsWith(`${path}/`)) ? 'folder' : 'nothing'),
  };
}
