import { compareNatural } from '../text/natural.ts';
import type { RowChange } from '../revisions/rows.ts';
import { quoteName, quoteQualified } from '../sql/quote.ts';
import type { Asking } from './asking.ts';
import { RunError } from './run-error.ts';
import type { VersionTable } from './version-table.ts';

/** The revisions that the version table holds, sorted; none where it is missing. */
export async function readRows(asking: Asking, table: VersionTable): Promise<readonly string[]> {
  if (!table.exists) return [];
  const { rows } = await asking.query<{ version: string }>(`SELECT version_num AS version FROM ${quoteQualified(table)}`);
  return rows.map(({ version }) => version).sort(compareNatural);
}

/** The table as Alembic makes it, so that Alembic can take it over. */
export function creationOf({ schema, name, keyless }: Pick<VersionTable, 'schema' | 'name' | 'keyless'>): string {
  const key = keyless ? '' : `, CONSTRAINT ${quoteName(`${name}_pkc`)} PRIMARY KEY (version_num)`;
  return `CREATE TABLE ${quoteQualified({ schema, name })} (version_num varchar(32) NOT NULL${key})`;
}

/**
 * Makes changes to the rows, each of which must hit exactly one row as it is expected: a second guard against two
 * runners, whatever else they may have agreed on. The caller holds the transaction. Throws `RunError`.
 */
export async function changeRows(asking: Asking, table: VersionTable, changes: readonly RowChange[]): Promise<void> {
  if (!table.exists && changes.length > 0) await asking.query(creationOf(table));
  for (const change of changes) {
    const { sql, values } = statementOf(change, quoteQualified(table));
    const { rowCount } = await asking.query(sql, [...values]);
    if (rowCount !== 1) throw mismatch(change, quoteQualified(table), rowCount ?? 0);
  }
}

function statementOf(change: RowChange, table: string): { readonly sql: string; readonly values: readonly string[] } {
  switch (change.kind) {
    case 'insert':
      return { sql: `INSERT INTO ${table} (version_num) VALUES ($1) ON CONFLICT DO NOTHING`, values: [change.revision] };
    case 'update':
      return { sql: `UPDATE ${table} SET version_num = $1 WHERE version_num = $2`, values: [change.to, change.from] };
    case 'delete':
      return { sql: `DELETE FROM ${table} WHERE version_num = $1`, values: [change.revision] };
  }
}

function mismatch(change: RowChange, table: string, hit: number): RunError {
  const rows = `${hit} ${hit === 1 ? 'row' : 'rows'}`;
  const wayOut = 'Somebody else changed it during the run. Look at `phasewise current`, then run again.';
  switch (change.kind) {
    case 'insert':
      return new RunError('row-mismatch', `${table} already holds ${change.revision}. ${wayOut}`);
    case 'update':
      return new RunError('row-mismatch', `${table} was to go from ${change.from} to ${change.to}, but ${rows} said ${change.from}. ${wayOut}`);
    case 'delete':
      return new RunError('row-mismatch', `${change.revision} was to leave ${table}, but ${rows} said ${change.revision}. ${wayOut}`);
  }
}
