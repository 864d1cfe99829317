import { quoteName, quoteQualified } from '../sql/quote.ts';
import type { VersionTableName } from '../migrations/source.ts';
import type { Asking } from './asking.ts';
import { RunError } from './run-error.ts';

/** The table that holds the applied revisions, as a server knows it. */
export interface VersionTable {
  /** Where it is, or where it would be created. */
  readonly schema: string;
  readonly name: string;
  /** Missing is not the same as empty: nobody ever ran a migration here. */
  readonly exists: boolean;
  /** Characters that a revision id may have; undefined: any number. */
  readonly width: number | undefined;
  /** It would be created without a primary key. */
  readonly keyless?: true;
}

/** As Alembic makes the table: VARCHAR(32). */
export const DEFAULT_WIDTH = 32;

interface Described { readonly schema: string; readonly kind: string; readonly typmod: number | null; readonly column: string | null }

/** Looks for the table; without a schema, through the search_path as Alembic does. Throws `RunError`. */
export async function findVersionTable(asking: Asking, wanted: VersionTableName): Promise<VersionTable> {
  const found = await asking.query<Described>(
    `SELECT n.nspname AS schema, c.relkind AS kind, a.atttypmod AS typmod, a.attname AS column
       FROM pg_catalog.pg_class c
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'version_num' AND NOT a.attisdropped
      WHERE c.oid = pg_catalog.to_regclass($1)`,
    [quoted(wanted)],
  );
  const [table] = found.rows;
  if (table) return described(table, wanted.name);
  return { schema: await schemaFor(asking, wanted), name: wanted.name, exists: false, width: DEFAULT_WIDTH, ...(wanted.keyless && { keyless: true }) };
}

function described({ schema, kind, typmod, column }: Described, name: string): VersionTable {
  const called = quoteQualified({ schema, name });
  if (kind !== 'r' && kind !== 'p') {
    throw new RunError('not-a-version-table', `${called} is not a table, so it cannot hold the applied revisions. Rename it, or name another version table.`);
  }
  if (column === null) {
    throw new RunError('not-a-version-table', `${called} has no column version_num, so it is not a version table. Rename it, or name another version table.`);
  }
  return { schema, name, exists: true, width: typmod === null || typmod < 0 ? undefined : typmod - 4 };
}

/** A new table goes where the project says, else where the server creates tables. */
async function schemaFor(asking: Asking, { schema, name }: { readonly schema?: string; readonly name: string }): Promise<string> {
  const { rows: [here] } = await asking.query<{ there: boolean; current: string | null }>(
    'SELECT pg_catalog.to_regnamespace($1) IS NOT NULL AS there, pg_catalog.current_schema() AS current',
    [schema === undefined ? 'pg_catalog' : quoteName(schema)],
  );
  if (schema !== undefined) {
    if (here?.there === true) return schema;
    throw new RunError('no-schema', `there is no schema ${schema} for the version table ${name}. Create it: CREATE SCHEMA ${quoteName(schema)}`);
  }
  if (here?.current != null) return here.current;
  throw new RunError('no-schema', `no schema of the search_path exists, so there is no place for the version table ${name}. Create one: CREATE SCHEMA public`);
}

function quoted({ schema, name }: { readonly schema?: string; readonly name: string }): string {
  return quoteQualified(schema === undefined ? { name } : { schema, name });
}
