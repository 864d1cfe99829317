import type { World } from '../../src/text/world.ts';
import { Unreadable } from '../../src/text/world.ts';

/** A file system made of a record: absolute paths and their content. */
export function memoryWorld(files: Readonly<Record<string, string | Uint8Array>>): World {
  const paths = Object.keys(files);
  const below = (folder: string) => (folder === '/' ? '/' : `${folder}/`);
  return {
    read(path) {
      const content = files[path];
      if (content === undefined) throw new Unreadable(path, 'no such file');
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    list(folder) {
      const names = paths.filter((path) => path.startsWith(below(folder))).map((path) => path.slice(below(folder).length));
      return [...new Set(names.map((name) => name.replace(/\/.*$/, '/')))].sort();
    },
    kindOf(path) {
      if (files[path] !== undefined) return 'file';
      return paths.some((other) => other.startsWith(below(path))) ? 'folder' : 'nothing';
    },
  };
}
