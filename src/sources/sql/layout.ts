import type { Problem } from '../../migrations/problem.ts';
import { compareNatural } from '../../text/natural.ts';
import { joined, nameOf } from '../../text/path.ts';
import type { World } from '../../text/world.ts';
import type { FileName } from './file-name.ts';
import { fileNameOf, folderNameOf } from './file-name.ts';

/** A file that is a migration or one direction of it. */
export interface Entry { readonly name: FileName; readonly path: string }

export interface Listing {
  readonly entries: readonly Entry[];
  /** Whether they run by their numbers, by their names or versions as texts, or as they are listed. */
  readonly order: 'number' | 'name' | 'version' | 'listed';
  readonly problems?: readonly Problem[];
}

/** How the files of a tool lie in a folder. */
export type Layout = (folder: string, world: World) => Listing;

/** `001_a.sql`, `001_a.up.sql` and `001_a.down.sql` beside each other. */
export const files: Layout = (folder, world) => ({ entries: entriesIn(folder, world), order: 'number' });

export const filesByName: Layout = (folder, world) => ({ entries: entriesIn(folder, world), order: 'name' });

/** Files beside each other and in folders below. */
export const filesBelow: Layout = (folder, world) => ({ entries: [folder, ...foldersBelow(folder, world)].flatMap((each) => entriesIn(each, world)), order: 'number' });

/** What the files in a migration's own folder are named. */
export interface InFolder { readonly up: string; readonly down?: string }

/** A folder for each migration: `001_a/up.sql`. */
export function folders(named: InFolder, order: Listing['order'] = 'number', version: 'number' | 'name' = 'number'): Layout {
  return (folder, world) => ({ entries: inFolders(folder, named, version, world), order });
}

/** Migrations that nobody's marks are on: files, and folders that hold an `up.sql`. */
export const anyFiles: Layout = (folder, world) => ({
  entries: [...entriesIn(folder, world), ...inFolders(folder, { up: 'up.sql', down: 'down.sql' }, 'number', world)],
  order: 'number',
});

export function entriesIn(folder: string, world: World): readonly Entry[] {
  return [...world.list(folder)].sort(compareNatural).flatMap((file): Entry[] => {
    const name = fileNameOf(file);
    return name ? [{ name, path: joined(folder, file) }] : [];
  });
}

function inFolders(folder: string, { up, down }: InFolder, version: 'number' | 'name', world: World): readonly Entry[] {
  return world.list(folder).filter((name) => name.endsWith('/')).flatMap((below): Entry[] => {
    const own = below.slice(0, -1);
    return [{ file: up, part: 'up' as const }, { file: down, part: 'down' as const }].flatMap(({ file, part }): Entry[] => {
      if (file === undefined || world.kindOf(joined(folder, `${own}/${file}`)) !== 'file') return [];
      const name = folderNameOf(own, file, part);
      return [{ name: version === 'name' ? { ...name, version: own } : name, path: joined(folder, `${own}/${file}`) }];
    });
  });
}

function foldersBelow(folder: string, world: World): readonly string[] {
  return world.list(folder).filter((name) => name.endsWith('/')).flatMap((name) => {
    const below = joined(folder, name);
    return [below, ...foldersBelow(below, world)];
  });
}

/** A migration by its whole name, where two may have the same number. */
export function byWholeName({ name, path }: Entry): Entry {
  return { path, name: { ...name, version: nameOf(path).replace(/\.sql$/i, '') } };
}
