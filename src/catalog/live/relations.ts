import { NAME, ownSchema } from './asking.ts';

/** A table or view by its oid. */
export interface RelationRow {
  readonly oid: string;
  readonly name: string;
  readonly kind: 'r' | 'p' | 'f' | 'v' | 'm';
  readonly unlogged: boolean;
  readonly partitionBy: string | null;
  readonly bound: string | null;
  /** The composite type that it is of. */
  readonly of: string | null;
  readonly parents: readonly string[];
  readonly rows: number;
  readonly pages: number;
}

/** What is counted of a table, and of its indexes by their names; of a partitioned one, that of its partitions together. */
export interface StatisticsRow {
  readonly oid: string;
  readonly rows: number;
  readonly bytes: number;
  readonly reads: number;
  readonly writes: number;
  readonly indexes: Readonly<Record<string, { readonly bytes: number; readonly scans: number }>> | null;
}

/** Before it is analysed a table has -1 rows, before 14 none. */
export const RELATIONS = `
  SELECT c.oid::text AS oid, ${NAME} AS name, relkind AS kind, relpersistence = 'u' AS unlogged,
    pg_catalog.pg_get_partkeydef(c.oid) AS "partitionBy", pg_catalog.pg_get_expr(relpartbound, 0) AS bound,
    (SELECT pg_catalog.quote_ident(yn.nspname) || '.' || pg_catalog.quote_ident(typname)
      FROM pg_catalog.pg_type y JOIN pg_catalog.pg_namespace yn ON yn.oid = typnamespace WHERE y.oid = reloftype) AS of,
    ARRAY(SELECT pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname)
      FROM pg_catalog.pg_inherits JOIN pg_catalog.pg_class p ON p.oid = inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
      WHERE inhrelid = c.oid ORDER BY inhseqno) AS parents,
    reltuples AS rows, relpages AS pages
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
  WHERE ${ownSchema('n')} AND relkind IN ('r', 'p', 'f', 'v', 'm')`;

/**
 * Uses a minute, since the counters of the database were reset or the server began; sizes as the planner knows them, as
 * asking for the files would wait for whoever holds a table ACCESS EXCLUSIVE.
 * https://www.postgresql.org/docs/current/monitoring-stats.html
 */
export const STATISTICS = `
  WITH RECURSIVE since AS (
    SELECT greatest(1, extract(epoch FROM pg_catalog.now() - coalesce(stats_reset, pg_catalog.pg_postmaster_start_time())) / 60) AS minutes
    FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()
  ), part AS (
    SELECT c.oid, c.oid AS part FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    WHERE ${ownSchema('n')} AND relkind IN ('r', 'p', 'm')
    UNION ALL
    SELECT part.oid, inhrelid FROM part JOIN pg_catalog.pg_class c ON c.oid = part AND relkind = 'p' JOIN pg_catalog.pg_inherits ON inhparent = part
  ), sized AS (
    SELECT c.oid, greatest(reltuples, 0) AS rows, greatest(relpages, 0)
      + coalesce((SELECT relpages FROM pg_catalog.pg_class t WHERE t.oid = c.reltoastrelid), 0)
      + coalesce((SELECT sum(relpages) FROM pg_catalog.pg_index JOIN pg_catalog.pg_class i ON i.oid = indexrelid WHERE indrelid = c.oid), 0) AS pages
    FROM pg_catalog.pg_class c WHERE relkind IN ('r', 'm')
  )
  SELECT part.oid::text AS oid, sum(greatest(rows, n_live_tup))::float8 AS rows, sum(pages * 8192)::float8 AS bytes,
    round((sum(coalesce(seq_scan, 0) + coalesce(idx_scan, 0)) / max(minutes))::numeric, 1)::float8 AS reads,
    round((sum(coalesce(n_tup_ins, 0) + coalesce(n_tup_upd, 0) + coalesce(n_tup_del, 0)) / max(minutes))::numeric, 1)::float8 AS writes,
    (SELECT pg_catalog.jsonb_object_agg(indexrelname, pg_catalog.jsonb_build_object('bytes', relpages * 8192::bigint, 'scans', idx_scan))
      FROM pg_catalog.pg_stat_all_indexes x JOIN pg_catalog.pg_class i ON i.oid = indexrelid WHERE x.relid = part.oid) AS indexes
  FROM part JOIN sized ON sized.oid = part LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = part CROSS JOIN since
  GROUP BY part.oid`;

/** Sequences that stand alone or behind a serial column. */
export const SEQUENCES = `
  SELECT 'CREATE SEQUENCE ' || ${NAME} || coalesce(' OWNED BY ' || (
    SELECT pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.relname) || '.' || pg_catalog.quote_ident(attname)
    FROM pg_catalog.pg_depend JOIN pg_catalog.pg_class t ON t.oid = refobjid JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
      JOIN pg_catalog.pg_attribute ON attrelid = t.oid AND attnum = refobjsubid
    WHERE classid = 'pg_catalog.pg_class'::regclass AND objid = c.oid AND refclassid = 'pg_catalog.pg_class'::regclass AND deptype = 'a'), '') AS sql
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ownSchema('n')} AND relkind = 'S'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::regclass AND objid = c.oid AND deptype = 'i')`;
