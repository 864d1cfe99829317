import type { SavedTable, SavedView, Snapshot, Statistics } from '../snapshot.ts';
import { SNAPSHOT_FORMAT } from '../snapshot.ts';
import type { Asking } from './asking.ts';
import { ownSchema } from './asking.ts';
import { ATTACHED, publicationsOn } from './attached.ts';
import type { IndexPiece, Piece, ReadPiece } from './parts.ts';
import { COLUMNS, CONSTRAINTS, INDEXES, READS } from './parts.ts';
import type { RelationRow, StatisticsRow } from './relations.ts';
import { RELATIONS, SEQUENCES, STATISTICS } from './relations.ts';
import { functionsOf, typesOf } from './types.ts';

const SCHEMAS = `SELECT nspname AS name FROM pg_catalog.pg_namespace n WHERE ${ownSchema('n')}`;
const EXTENSIONS = `SELECT extname AS name FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'`;
const VERSION = `SELECT pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) AS name`;

/** A server writes indexes and expressions down with the names of their columns, and locks the table for it as any SELECT does. */
const PATIENCE = '5s';

/**
 * Reads what a database holds from its system catalogs, all as of one moment and with every name qualified. Any role may
 * read them; nothing is written, and no row of a table is read. Tables with indexes or expressions are locked ACCESS SHARE
 * for a moment: it waits for nobody but who holds such a table ACCESS EXCLUSIVE.
 */
export async function readLive(asking: Asking): Promise<Snapshot> {
  await asking.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await asking.query(`SELECT pg_catalog.set_config('search_path', '', true), pg_catalog.set_config('lock_timeout', '${PATIENCE}', true)`);
    return await read(asking);
  } finally {
    await asking.query('ROLLBACK');
  }
}

async function read(asking: Asking): Promise<Snapshot> {
  const rowsOf = async <R extends object>(sql: string) => (await asking.query<R>(sql)).rows;
  const named = async (sql: string) => (await rowsOf<{ name: string }>(sql)).map(({ name }) => name).sort();
  const [postgres = ''] = await named(VERSION);
  const relations = (await rowsOf<RelationRow>(RELATIONS)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const columns = grouped(await rowsOf<Piece>(COLUMNS), ({ relation }) => relation);
  const constraints = grouped(await rowsOf<Piece>(CONSTRAINTS), ({ relation }) => relation);
  const indexes = grouped(await rowsOf<IndexPiece>(INDEXES), ({ relation }) => relation);
  const attached = grouped((await rowsOf<Piece>(ATTACHED)).toSorted((a, b) => (a.sql < b.sql ? -1 : 1)), ({ relation }) => relation);
  const reads = grouped(await rowsOf<ReadPiece>(READS), ({ view }) => view);
  const counted = new Map((await rowsOf<StatisticsRow>(STATISTICS)).map((row) => [row.oid, row]));
  const isView = ({ kind }: RelationRow) => kind === 'v' || kind === 'm';

  return {
    format: SNAPSHOT_FORMAT,
    postgres,
    schemas: await named(SCHEMAS),
    extensions: await named(EXTENSIONS),
    types: await typesOf(asking),
    functions: await functionsOf(asking),
    sequences: (await rowsOf<{ sql: string }>(SEQUENCES)).map(({ sql }) => sql).sort(),
    tables: relations.filter((row) => !isView(row)).map((row) => tableFrom(row, columns(row.oid), constraints(row.oid), indexes(row.oid), attached(row.oid), counted.get(row.oid))),
    views: relations.filter(isView).map((row) => viewFrom(row, columns(row.oid), reads(row.oid), indexes(row.oid), attached(row.oid), counted.get(row.oid))),
    publications: await named(publicationsOn(Number.parseInt(postgres, 10))),
  };
}

function grouped<P>(pieces: readonly P[], keyOf: (piece: P) => string): (key: string) => readonly P[] {
  const groups = new Map<string, P[]>();
  for (const piece of pieces) {
    const group = groups.get(keyOf(piece));
    if (group) group.push(piece);
    else groups.set(keyOf(piece), [piece]);
  }
  return (key) => groups.get(key) ?? [];
}

function tableFrom(
  row: RelationRow, columns: readonly Piece[], constraints: readonly Piece[], indexes: readonly IndexPiece[], attached: readonly Piece[],
  counted: StatisticsRow | undefined,
): SavedTable {
  const [parent] = row.parents;
  const isPartition = row.bound !== null && parent !== undefined;
  const parts = indexes.flatMap(({ name, parent: of }) => (of === null ? [] : [[name, of] as const]));
  return {
    table: row.name,
    ...(row.unlogged && { persistence: 'unlogged' }),
    ...(row.kind === 'f' && { foreign: true }),
    ...(row.of !== null && { of: row.of }),
    columns: columns.map(({ sql }) => sql),
    ...some('constraints', constraints.map(({ sql }) => sql)),
    ...some('indexes', indexes.flatMap(({ sql }) => sql ?? [])),
    ...some('invalid', indexes.filter(({ valid }) => !valid).map(({ name }) => name)),
    ...(row.partitionBy !== null && { partitionBy: row.partitionBy }),
    ...(isPartition && { partition: { of: parent, bound: row.bound } }),
    ...(parts.length > 0 && { parts: Object.fromEntries(parts) }),
    ...(!isPartition && some('inherits', row.parents)),
    ...inheritedOf({ columns: isPartition ? [] : columns, constraints, triggers: attached }),
    ...some('attached', attached.map(({ sql }) => sql)),
    ...statisticsOf(row, counted),
  };
}

function inheritedOf({ columns, constraints, triggers }: Readonly<Record<'columns' | 'constraints' | 'triggers', readonly Piece[]>>): Pick<SavedTable, 'inherited'> {
  const inherited = {
    ...some('columns', namesOfInherited(columns)), ...some('constraints', namesOfInherited(constraints)), ...some('triggers', namesOfInherited(triggers)),
  };
  return Object.keys(inherited).length > 0 ? { inherited } : {};
}

function namesOfInherited(pieces: readonly Piece[]): readonly string[] {
  return pieces.filter(({ inherited }) => inherited).map(({ name }) => name);
}

function viewFrom(
  row: RelationRow, columns: readonly Piece[], reads: readonly ReadPiece[], indexes: readonly IndexPiece[], attached: readonly Piece[],
  counted: StatisticsRow | undefined,
): SavedView {
  const columnsOf = grouped(reads, (piece) => piece.reads);
  const sources = [...new Set(reads.map((piece) => piece.reads))].sort();
  return {
    view: row.name,
    ...(row.kind === 'm' && { materialized: true }),
    columns: columns.map(({ sql }) => sql),
    reads: Object.fromEntries(sources.map((name) => [name, columnsOf(name).flatMap(({ column }) => column ?? []).sort()])),
    ...some('indexes', indexes.flatMap(({ sql }) => sql ?? [])),
    ...some('attached', attached.map(({ sql }) => sql)),
    ...(row.kind === 'm' && statisticsOf(row, counted)),
  };
}

/** A list that is left out where it is empty. */
function some<K extends string>(key: K, list: readonly string[]): Partial<Record<K, readonly string[]>> {
  return list.length > 0 ? { [key]: list } as Record<K, readonly string[]> : {};
}

/** The planner knows nothing of a table that was never analysed; what is counted of it may say more. */
function statisticsOf({ rows, pages }: RelationRow, counted: StatisticsRow | undefined): { readonly statistics?: Statistics } {
  const known = Math.max(0, Math.round(rows), Math.round(counted?.rows ?? 0));
  if (known === 0 && pages <= 0) return {};
  const { bytes, reads, writes, indexes } = counted ?? {};
  return {
    statistics: {
      rows: known, pages: Math.max(0, pages), ...(bytes !== undefined && { bytes }), ...(reads !== undefined && { reads }), ...(writes !== undefined && { writes }),
      ...(indexes && { indexes }),
    },
  };
}
