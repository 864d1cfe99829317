import type { Asking } from './asking.ts';
import type { VersionTable } from './version-table.ts';

/** Does the database hold tables of anybody's, beside the version table and those of extensions? If not, nobody can wait for one. */
export async function hasUserTables(asking: Asking, { schema, name }: Pick<VersionTable, 'schema' | 'name'>): Promise<boolean> {
  const { rows } = await asking.query(
    `SELECT 1
       FROM pg_catalog.pg_class c
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'm', 'f')
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
        AND NOT (n.nspname = $1 AND c.relname = $2)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                         WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
      LIMIT 1`,
    [schema, name],
  );
  return rows.length > 0;
}
