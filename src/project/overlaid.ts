import { folderOf, isWithin, nameOf } from '../text/path.ts';
import type { World } from '../text/world.ts';
import { Unreadable } from '../text/world.ts';

/** A world in which some files are otherwise: they hold what `read` gives, or are not there where it gives nothing. */
export function overlaid(below: World, otherwise: readonly string[], read: (path: string) => Uint8Array | undefined): World {
  const paths = new Set(otherwise);
  const contents = new Map<string, Uint8Array | undefined>();
  const contentOf = (path: string) => {
    if (!contents.has(path)) contents.set(path, read(path));
    return contents.get(path);
  };
  const heldBelow = (folder: string) => [...paths].filter((path) => isWithin(path, folder) && contentOf(path) !== undefined);
  return {
    read(path) {
      if (!paths.has(path)) return below.read(path);
      const content = contentOf(path);
      if (content === undefined) throw new Unreadable(path, 'there is no such file');
      return content;
    },
    list(folder) {
      const kept = below.list(folder).filter((name) => !paths.has(`${folder === '/' ? '' : folder}/${name}`));
      const within = folder === '/' ? '' : folder;
      const own = heldBelow(folder).map((path) => (folderOf(path) === folder ? nameOf(path) : `${path.slice(within.length + 1).split('/')[0] ?? ''}/`));
      return [...new Set([...kept, ...own])].sort();
    },
    kindOf(path) {
      if (paths.has(path)) return contentOf(path) === undefined ? 'nothing' : 'file';
      const kind = below.kindOf(path);
      return kind === 'nothing' && heldBelow(path).length > 0 ? 'folder' : kind;
    },
  };
}
