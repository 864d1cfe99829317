import type { RelationSeen, Relations } from './relations.ts';

/** Each table that is watched outside a transaction takes a connection. */
const MOST_TABLES = 40;

/** A parent and its child, by their oids: partitions and inheritance. */
export interface Kin { readonly child: string; readonly parent: string }

/**
 * The tables that a statement may be about: those that it names, itself or by an index, and those above and below; all
 * of them where it names none, such as VACUUM of everything.
 */
export function tablesNamedIn(statement: string, relations: Relations, kin: readonly Kin[]): readonly RelationSeen[] {
  const all = [...relations.values()];
  const words = new Set([statement, statement.toLowerCase()].flatMap((text) => text.split(/[^\p{L}\p{N}_$]+/u)));
  const named = all.filter(({ name }) => words.has(name) || statement.includes(`"${name}"`));
  const oids = withKin(new Set(named.map(({ oid, indexOf }) => indexOf ?? oid)), kin);
  const tables = all.filter(({ kind }) => kind === 'r' || kind === 'p');
  const concerned = tables.filter(({ oid }) => oids.has(oid));
  return (concerned.length > 0 ? concerned : tables).slice(0, MOST_TABLES);
}

function withKin(oids: ReadonlySet<string>, kin: readonly Kin[]): ReadonlySet<string> {
  const more = new Set([...oids, ...kin.filter(({ child, parent }) => oids.has(child) || oids.has(parent)).flatMap(({ child, parent }) => [child, parent])]);
  return more.size === oids.size ? more : withKin(more, kin);
}
