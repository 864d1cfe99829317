import { printable } from './printable.ts';

/** `a.sql:3, 5, 9` in pieces between which a line may break: the path is said once, for all that stands in it. */
export function placesIn(path: string, positions: readonly string[]): readonly string[] {
  const [first, ...others] = positions;
  const pieces = [...(first === undefined ? [] : [`${printable(path)}:${first}`]), ...others];
  return pieces.map((piece, at) => (at === pieces.length - 1 ? piece : `${piece},`));
}
