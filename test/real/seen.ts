import type { LockMode } from '../../src/effects/effect.ts';
import type { Fact } from '../../src/rule/fact.ts';
import type { Observation } from '../../src/server/observer/observation.ts';
import type { RelationSeen, Relations } from '../../src/server/observer/relations.ts';
import type { Session } from '../../src/server/observer/session.ts';
import { rows } from '../../src/server/observer/session.ts';
import type { Standing } from './stage.ts';

/** What the server said of a statement; `table`: the one whose rows it did not like, by its oid. */
export interface Refused { readonly sqlstate: string; readonly message: string; readonly table?: string }

/** A column as the server has it. */
export interface ColumnSeen { readonly notNull: boolean; readonly type: string; readonly fallback: string | null }

/** The columns of each relation by their names, by the relation's oid. */
export type Columns = ReadonlyMap<string, ReadonlyMap<string, ColumnSeen>>;

/** What a history has left in the end: constraints that are not valid, and foreign keys whose columns no index leads with. */
export interface Left { readonly unvalidated: readonly string[]; readonly withoutIndex: readonly string[] }

/** What came of a script: its statements, in order, and the columns when it had run. */
export interface ScriptSeen { readonly seen: readonly Seen[]; readonly after: Columns }

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
  const all = await rows<ColumnSeen & { oid: string; name: string }>(session, `
    SELECT attrelid::text AS oid, attname::text AS name, attnotnull AS "notNull", format_type(atttypid, atttypmod) AS type,
           CASE WHEN attidentity <> '' THEN 'identity' ELSE pg_get_expr(adbin, adrelid) END AS fallback
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attnum > 0 AND NOT attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'c', 'f')
       AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND c.relnamespace::regnamespace::text !~ '^pg_toast'`);
  const columns = new Map<string, Map<string, ColumnSeen>>();
  for (const { oid, name, ...column } of all) {
    const own = columns.get(oid) ?? new Map<string, ColumnSeen>();
    columns.set(oid, own.set(name, column));
  }
  return columns;
}

/** Constraints by their names, foreign keys as `orders(customer_id)`. */
export async function leftIn(session: Session): Promise<Left> {
  const names = async (sql: string) => (await rows<{ name: string }>(session, sql)).map(({ name }) => name);
  return {
    unvalidated: await names('SELECT conname::text AS name FROM pg_constraint WHERE NOT convalidated'),
    withoutIndex: await names(`
      SELECT relname || '(' || (SELECT string_agg(attname, ', ' ORDER BY array_position(conkey, attnum)) FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)) || ')' AS name
        FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
       WHERE contype = 'f' AND NOT EXISTS (
         SELECT FROM pg_index WHERE indrelid = conrelid AND indisvalid AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) ~ 'IS NOT NULL')
            AND ((indkey::int2[])[0:cardinality(conkey) - 1] @> conkey OR (indisunique AND (indkey::int2[])[0:indnkeyatts - 1] <@ conkey)))`),
  };
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
