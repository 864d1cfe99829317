import type { Asking } from './asking.ts';

/** Relations, types and functions that belong to an extension, in whatever schema it was made. */
const MEMBERS = `
  SELECT n.nspname || '.' || name AS name
  FROM pg_catalog.pg_depend d
    JOIN (
      SELECT 'pg_catalog.pg_class'::regclass AS of, oid, relname AS name, relnamespace AS schema FROM pg_catalog.pg_class
      UNION ALL SELECT 'pg_catalog.pg_type'::regclass, oid, typname, typnamespace FROM pg_catalog.pg_type
      UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, oid, proname, pronamespace FROM pg_catalog.pg_proc
    ) thing ON of = d.classid AND thing.oid = d.objid
    JOIN pg_catalog.pg_namespace n ON n.oid = schema
  WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e'`;

export async function membersOf(asking: Asking): Promise<readonly string[]> {
  const { rows } = await asking.query<{ name: string }>(MEMBERS);
  return rows.map(({ name }) => name).sort();
}
