import type { Asking } from './asking.ts';
import { ownSchema } from './asking.ts';

/** Types with what they are made of. Those of base types are written in C and have no parts. */
const TYPES = `
  WITH own AS (
    SELECT t.*, pg_catalog.quote_ident(nspname) || '.' || pg_catalog.quote_ident(typname) AS name
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = typnamespace WHERE ${ownSchema('n')}
  )
  SELECT 'CREATE TYPE ' || name || ' AS ENUM (' || coalesce((
    SELECT pg_catalog.string_agg(pg_catalog.quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = own.oid), '') || ')' AS sql
  FROM own WHERE typtype = 'e'
  UNION ALL
  SELECT 'CREATE TYPE ' || name || ' AS (' || coalesce((
    SELECT pg_catalog.string_agg(pg_catalog.quote_ident(attname) || ' ' || pg_catalog.format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
    FROM pg_catalog.pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped), '') || ')'
  FROM own WHERE typtype = 'c' AND EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = typrelid AND relkind = 'c')
  UNION ALL
  SELECT 'CREATE TYPE ' || name || ' AS RANGE (SUBTYPE = ' || pg_catalog.format_type(rngsubtype, NULL) || ')'
  FROM own JOIN pg_catalog.pg_range ON rngtypid = own.oid WHERE typtype = 'r'
  UNION ALL
  SELECT 'CREATE DOMAIN ' || name || ' AS ' || pg_catalog.format_type(typbasetype, typtypmod) || coalesce(' DEFAULT ' || typdefault, '')
    || CASE WHEN typnotnull THEN ' NOT NULL' ELSE '' END
    || coalesce((
      SELECT pg_catalog.string_agg(' CONSTRAINT ' || pg_catalog.quote_ident(conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid), '' ORDER BY conname)
      FROM pg_catalog.pg_constraint k WHERE contypid = own.oid AND contype = 'c' AND convalidated), '')
    || coalesce((
      SELECT pg_catalog.string_agg('; ALTER DOMAIN ' || name || ' ADD CONSTRAINT ' || pg_catalog.quote_ident(conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid), '' ORDER BY conname)
      FROM pg_catalog.pg_constraint k WHERE contypid = own.oid AND contype = 'c' AND NOT convalidated), '')
  FROM own WHERE typtype = 'd'`;

/** Bodies may hold what is nobody's business, and are not needed. */
const FUNCTIONS = `
  SELECT 'CREATE FUNCTION ' || pg_catalog.quote_ident(nspname) || '.' || pg_catalog.quote_ident(proname)
    || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ') RETURNS ' || pg_catalog.format_type(prorettype, NULL)
    || ' LANGUAGE ' || pg_catalog.quote_ident(lanname)
    || CASE provolatile WHEN 'i' THEN ' IMMUTABLE' WHEN 's' THEN ' STABLE' ELSE '' END || ' AS ''''' AS sql
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace JOIN pg_catalog.pg_language l ON l.oid = prolang
  WHERE ${ownSchema('n')} AND prokind IN ('f', 'w')`;

export async function typesOf(asking: Asking): Promise<readonly string[]> {
  return statements(asking, TYPES);
}

export async function functionsOf(asking: Asking): Promise<readonly string[]> {
  return statements(asking, FUNCTIONS);
}

async function statements(asking: Asking, query: string): Promise<readonly string[]> {
  const { rows } = await asking.query<{ sql: string }>(query);
  return rows.map(({ sql }) => sql).sort();
}
