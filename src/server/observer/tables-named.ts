import type { RelationSeen, Relations } from './relations.ts';

/** Each table that is watched outside a transaction takes a connection. */
const MOST_TABLES = 40;

/** Two tables by their oids: a partition or an heir and its parent, or a foreign key's table and the one it references. */
export interface Kin { readonly kind: 'inheritance' | 'foreign key'; readonly child: string; readonly parent: string }

/**
 * The tables that a statement may be about: those that it names, itself or by an index, those above and below, and
 * those that foreign keys tie to them; all of them where it names none, such as VACUUM of everything.
 */
export function tablesNamedIn(statement: string, relations: Relations, kin: readonly Kin[]): readonly RelationSeen[] {
  const all = [...relations.values()];
  const words = new Set([statement, statement.toLowerCase()].flatMap((text) => text.split(/[^\p{L}\p{N}_$]+/u)));
  const named = all.filter(({ name }) => words.has(name) || statement.includes(`"${name}"`));
  const inheritance = kin.filter(({ kind }) => kind === 'inheritance');
  const own = withKin(new Set(named.map(({ oid, indexOf }) => indexOf ?? oid)), inheritance);
  const oids = withKin(oneStep(own, kin), inheritance);
  const tables = all.filter(({ kind }) => ['r', 'p', 'm'].includes(kind));
  const concerned = tables.filter(({ oid }) => oids.has(oid));
  return (concerned.length > 0 ? concerned : tables).slice(0, MOST_TABLES);
}

function withKin(oids: ReadonlySet<string>, kin: readonly Kin[]): ReadonlySet<string> {
  const more = oneStep(oids, kin);
  return more.size === oids.size ? more : withKin(more, kin);
}

function oneStep(oids: ReadonlySet<string>, kin: readonly Kin[]): ReadonlySet<string> {
  return new Set([...oids, ...kin.filter(({ child, parent }) => oids.has(child) || oids.has(parent)).flatMap(({ child, parent }) => [child, parent])]);
}
