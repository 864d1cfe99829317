import { stopsReads, stopsWrites } from '../../src/effects/conflicts.ts';
import type { RelationSeen } from '../../src/server/observer/relations.ts';
import { blockedOn } from '../../src/server/observer/observation.ts';
import { lockOn } from './confirm.ts';
import type { Seen } from './seen.ts';
import { namedIn } from './seen.ts';

/** A sentence of a finding that the server belies; undefined: it kept every word that we know how to read. */
export function broken(message: string, seen: Seen): string | undefined {
  if (seen.fate !== 'ran' || !seen.observation) return undefined;
  const closed = tablesIn(/[Nn]obody can read or write ([^.:;]+?)(?= while| until|,|\.|:|;)/, message, seen);
  const readOnly = tablesIn(/[Nn]obody can write to ([^.:;]+?)(?= while| until|,|\.|:|;)/, message, seen);
  const readable = closed.find((table) => !stops('reads', table, seen));
  if (readable) return `${readable.name} can be read`;
  const writable = [...closed, ...readOnly].find((table) => !stops('writes', table, seen));
  if (writable) return `${writable.name} can be written`;
  const unreadable = /Reads go on/.test(message) ? readOnly.find((table) => stops('reads', table, seen)) : undefined;
  return unreadable && `${unreadable.name} cannot be read`;
}

/** What stood before the script: a name that it has given to something new is to others still that of the old. */
function tablesIn(said: RegExp, message: string, seen: Seen): readonly RelationSeen[] {
  const names = said.exec(message)?.[1]?.split(/ or | and |, /) ?? [];
  return names.flatMap((name) => namedIn(name.trim(), seen.fact.session.searchPath, seen.scene) ?? []).filter(({ oid, kind }) => kind !== 'i' && kind !== 'S' && seen.scene.columns.has(oid));
}

/** By a lock that the transaction holds, or as a probe found out. */
function stops(what: 'reads' | 'writes', table: RelationSeen, seen: Seen): boolean {
  const lock = lockOn(table, seen);
  const [stopping, use] = what === 'reads' ? [stopsReads, 'SELECT'] as const : [stopsWrites, 'INSERT'] as const;
  return (lock !== undefined && stopping(lock)) || (seen.observation !== undefined && blockedOn(table, seen.observation).includes(use));
}
