import type { LockMode } from '../../src/effects/effect.ts';
import type { Fact } from '../../src/rule/fact.ts';
import type { Observation } from '../../src/server/observer/observation.ts';
import type { RelationSeen, Relations } from '../../src/server/observer/relations.ts';
import type { Session } from '../../src/server/observer/session.ts';
import { rows } from '../../src/server/observer/session.ts';
import type { Standing } from './stage.ts';

/** What the server said of a statement; `table`: the one whose rows it did not like, by its oid. */
export interface Refused { readonly sqlstate: string; readonly message: string; readonly table?: string }

/** The columns of each relation, by the relation's oid. */
export type Columns = ReadonlyMap<string, ReadonlySet<string>>;

/** The database as a statement meets it. */
export interface Scene {
  /** What stood before the script, with rows: all that an application can be using. */
  readonly standing: Standing;
  readonly columns: Columns;
  readonly relations: Relations;
  /** What the transaction holds of it, by oid. */
  readonly held: ReadonlyMap<string, LockMode>;
  /** Emptied, because its rows were in the way of a statement: nothing more is seen of scans. */
  readonly emptied: ReadonlySet<string>;
  readonly lockTimeout: string;
}

/** Rows that a statement touched in a table: those that were there, and new ones. */
export interface Touched { readonly on: string; readonly changed: number; readonly added: number }

/** One statement of a real project and what a server did with it. */
export interface Seen {
  readonly fact: Fact;
  readonly scene: Scene;
  /** `stand-in`, `undecided`: nobody can say what would be sent. */
  readonly fate: 'ran' | 'refused' | 'stand-in' | 'undecided' | 'skipped';
  /** Why it was refused; or on which rows it failed before it ran without them. */
  readonly refused?: Refused;
  readonly observation?: Observation;
  readonly touched: readonly Touched[];
  /** Of an UPDATE or DELETE: the rows are found by a key. */
  readonly byKey?: boolean;
  readonly columnsAfter: Columns;
}

export async function columnsIn(session: Session): Promise<Columns> {
  const all = await rows<{ oid: string; names: readonly string[] }>(session, `
    SELECT attrelid::text AS oid, array_agg(attname::text) AS names FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
     WHERE attnum > 0 AND NOT attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'c', 'f')
       AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND c.relnamespace::regnamespace::text !~ '^pg_toast'
     GROUP BY attrelid`);
  return new Map(all.map(({ oid, names }) => [oid, new Set(names)]));
}

/** Rows that the open transaction has touched so far. */
export async function touchedSoFar(session: Session): Promise<readonly Touched[]> {
  return rows<Touched>(session, `
    SELECT relid::text AS "on", (n_tup_upd + n_tup_del)::int AS changed, n_tup_ins::int AS added
      FROM pg_stat_xact_user_tables WHERE n_tup_upd + n_tup_del + n_tup_ins > 0`);
}

export function touchedBetween(before: readonly Touched[], after: readonly Touched[]): readonly Touched[] {
  return after.flatMap(({ on, changed, added }): readonly Touched[] => {
    const then = before.find((one) => one.on === on);
    const between = { on, changed: changed - (then?.changed ?? 0), added: added - (then?.added ?? 0) };
    return between.changed > 0 || between.added > 0 ? [between] : [];
  });
}

/** A relation by its name, as the statement finds it. */
export function relationCalled({ schema, name }: { readonly schema: string; readonly name: string }, { relations }: Scene): RelationSeen | undefined {
  return [...relations.values()].find((one) => one.name === name && one.schema === schema);
}

/** A relation by a name as people write it. */
export function namedIn(name: string, searchPath: readonly string[], scene: Scene): RelationSeen | undefined {
  const [first = '', second] = name.split('.');
  if (second !== undefined) return relationCalled({ schema: first, name: second }, scene);
  return ['pg_temp', ...searchPath].map((schema) => relationCalled({ schema, name: first }, scene)).find((one) => one !== undefined);
}
