import type { FileChange } from '../migrations/division.ts';
import { decode } from '../text/decode.ts';
import { edited } from '../text/edit.ts';
import type { World } from '../text/world.ts';
import { overlaid } from './overlaid.ts';

/** By path: what a file holds now; undefined: it is gone. */
export type Contents = ReadonlyMap<string, string | undefined>;

/** What these changes make of the files: edits first, then all renames at once, so that files may trade names, then what is new. */
export function contentsAfter(changes: readonly FileChange[], world: World): Contents {
  const contents = new Map<string, string | undefined>();
  const textOf = (path: string) => contents.get(path) ?? textIn(path, world);
  for (const change of changes) if (change.kind === 'edit') contents.set(change.path, edited(textOf(change.path), change.edits));

  const renamed = changes.flatMap((change) => (change.kind === 'rename' ? [{ ...change, text: textOf(change.path) }] : []));
  for (const { path } of renamed) contents.set(path, undefined);
  for (const { to, text } of renamed) contents.set(to, text);
  for (const change of changes) if (change.kind === 'create') contents.set(change.path, change.text);
  return contents;
}

export function withContents(below: World, contents: Contents): World {
  return overlaid(below, [...contents.keys()], (path) => {
    const text = contents.get(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  });
}

function textIn(path: string, world: World): string {
  const decoded = decode(path, world.read(path));
  return decoded.kind === 'text' ? decoded.source.text : '';
}
