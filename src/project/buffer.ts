import { folderOf, nameOf } from '../text/path.ts';
import type { World } from '../text/world.ts';

/** A world in which one file holds something else, such as what an editor shows, saved or not. */
export function withBuffer(below: World, path: string, content: string | Uint8Array): World {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    read: (file) => (file === path ? bytes : below.read(file)),
    list(folder, like) {
      const names = below.list(folder, like);
      const name = nameOf(path);
      return folder !== folderOf(path) || names.includes(name) || like?.test(name) === false ? names : [...names, name].sort();
    },
    kindOf: (file) => (file === path ? 'file' : below.kindOf(file)),
  };
}
