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
