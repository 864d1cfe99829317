import type { FillableColumn, Numbering } from './fillable.ts';
import { fillableColumns, fillingOf } from './fillable.ts';
import type { RelationSeen, Relations } from './relations.ts';
import { relationsOf } from './relations.ts';
import type { Session } from './session.ts';
import { failureOf, rows } from './session.ts';

/** Tables that have rows now, and those that we could not give any, each with what the server said. */
export interface Filled { readonly filled: readonly RelationSeen[]; readonly empty: readonly { readonly table: RelationSeen; readonly reason: string }[] }

/**
 * Puts `count` rows into every ordinary table that has none, so that scans can be seen: values of each column's type,
 * keys that exist for its foreign keys, words of its CHECK constraints. Triggers of the user's do not run. The session
 * must be a superuser's and in no transaction.
 */
export async function fill(session: Session, count: number): Promise<Filled> {
  const relations = await relationsOf(session);
  const filled: RelationSeen[] = [];
  const empty: { table: RelationSeen; reason: string }[] = [];
  await session.client.query('SET session_replication_role = replica');
  for (const table of await parentsFirst(session, relations)) {
    const reason = await hasRows(session, table) ? undefined : await fillOne(session, table, relations, count);
    if (reason === undefined) filled.push(table);
    else empty.push({ table, reason });
  }
  for (const { quoted } of [...relations.values()].filter(({ kind }) => kind === 'm')) await tried(session, `REFRESH MATERIALIZED VIEW ${quoted}`);
  await session.client.query('RESET session_replication_role');
  return { filled, empty };
}

const REFERENCES = `
  SELECT conrelid::text AS child, confrelid::text AS parent FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid`;

/** Ordinary tables in an order in which what is referenced comes first; circles are cut somewhere. */
async function parentsFirst(session: Session, relations: Relations): Promise<readonly RelationSeen[]> {
  const references = await rows<{ child: string; parent: string }>(session, REFERENCES);
  const inOrder = new Map<string, RelationSeen>();
  const entered = new Set<string>();
  const enter = (oid: string): void => {
    if (entered.has(oid)) return;
    entered.add(oid);
    for (const { child, parent } of references) if (child === oid) enter(parent);
    const table = relations.get(oid);
    if (table?.kind === 'r') inOrder.set(oid, table);
  };
  for (const oid of relations.keys()) enter(oid);
  return [...inOrder.values()];
}

async function hasRows(session: Session, { quoted }: RelationSeen): Promise<boolean> {
  return (await rows(session, `SELECT 1 FROM ONLY ${quoted} LIMIT 1`)).length > 0;
}

/** Tries numbers that are all different, then small ones, then only what a row must have; the reason why none would do. */
async function fillOne(session: Session, table: RelationSeen, relations: Relations, count: number): Promise<string | undefined> {
  const columns = await fillableColumns(session, table);
  const { bounds, through } = await partitionOf(session, table);
  const target = relations.get(through ?? '') ?? table;
  const needed = columns.filter((column) => (column.notNull && !column.hasDefault) || bounds.has(column.name));
  let reason: string | undefined;
  for (const [some, small] of [[columns, 'n'], [columns, '1 + n % 5'], [needed, 'n'], [needed, '1 + n % 5']] as const) {
    reason = await tried(session, insertInto(target, some, bounds, relations, { count, small }));
    if (reason === undefined && await hasRows(session, table)) return undefined;
  }
  return reason ?? 'no row of ours stayed';
}

function insertInto(
  { quoted }: RelationSeen, columns: readonly FillableColumn[], bounds: ReadonlyMap<string, string>, relations: Relations, numbering: Numbering,
): string {
  const given = columns.flatMap((column) => {
    const value = bounds.get(column.name) ?? fillingOf(column, relations, numbering);
    return value === undefined ? [] : [{ name: column.name, value }];
  });
  if (given.length === 0) return `INSERT INTO ${quoted} SELECT FROM generate_series(1, ${numbering.count}) ON CONFLICT DO NOTHING`;
  const names = given.map(({ name }) => name).join(', ');
  const values = given.map(({ value }) => value).join(', ');
  return `INSERT INTO ${quoted} (${names}) SELECT ${values} FROM generate_series(1, ${numbering.count}) n ON CONFLICT DO NOTHING`;
}

const PARTITION = `
  SELECT pg_get_expr(c.relpartbound, c.oid) AS bound, i.inhparent::text AS parent,
         ARRAY(SELECT quote_ident(a.attname) FROM unnest(p.partattrs) WITH ORDINALITY k(attnum, at)
                 JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k.attnum ORDER BY at) AS keys
    FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_partitioned_table p ON p.partrelid = i.inhparent
   WHERE c.oid = $1`;

/** `through`: the table above, which alone knows by a hash where a row belongs. */
interface Partition { readonly bounds: ReadonlyMap<string, string>; readonly through?: string }

/** Values that lie in a partition, by the columns of its key: the lower end of a range, the first of a list. */
async function partitionOf(session: Session, { oid }: RelationSeen): Promise<Partition> {
  const [partition] = await rows<{ bound: string | null; parent: string; keys: readonly string[] }>(session, PARTITION, [oid]);
  const bound = partition?.bound ?? '';
  if (bound.startsWith('FOR VALUES WITH')) return { bounds: new Map(), through: partition?.parent };
  const inside = /^FOR VALUES (?:FROM|IN) \((.*?)\)(?: TO |$)/.exec(bound)?.[1] ?? '';
  const literals = inside.match(/'(?:[^']|'')*'|[^\s,]+/g) ?? [];
  return {
    bounds: new Map((partition?.keys ?? []).flatMap((key, at) => {
      const literal = literals[at];
      return literal === undefined || /^(?:MINVALUE|MAXVALUE)$/.test(literal) ? [] : [[key, literal] as const];
    })),
  };
}

/** What the server refused it for; undefined: it did it. */
async function tried({ client }: Session, sql: string): Promise<string | undefined> {
  try {
    await client.query(sql);
    return undefined;
  } catch (error) {
    return failureOf(error).message;
  }
}
