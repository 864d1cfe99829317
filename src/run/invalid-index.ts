import type { OperationOf } from '../operations/operation.ts';
import { quoteQualified } from '../sql/quote.ts';
import type { Asking } from './asking.ts';
import type { PlannedStatement } from './plan.ts';

/** An index that PostgreSQL keeps but does not use, left behind by a build that failed. */
export interface InvalidIndex { readonly schema: string; readonly name: string }

/** The indexes that a statement builds and that may come out invalid, or that its IF NOT EXISTS may take for done. */
export function doubtfulBuilds({ operations }: PlannedStatement): readonly OperationOf<'create index'>[] {
  return operations.flatMap((operation) =>
    operation.kind === 'create index' && !operation.only && (operation.concurrently || operation.ifNotExists) ? [operation] : []);
}

/**
 * The invalid indexes of the tables on which a statement builds. IF NOT EXISTS passes over an invalid index as if it were
 * there: https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
export async function invalidIndexes(asking: Asking, builds: readonly OperationOf<'create index'>[]): Promise<readonly InvalidIndex[]> {
  const found: InvalidIndex[] = [];
  for (const { table, name } of builds) {
    const { rows } = await asking.query<InvalidIndex>(
      `SELECT n.nspname AS schema, c.relname AS name
         FROM pg_catalog.pg_index i
         JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE i.indrelid = pg_catalog.to_regclass($1) AND NOT (i.indisvalid AND i.indisready)
          AND ($2::text IS NULL OR c.relname = $2)
        ORDER BY 1, 2`,
      [quoteQualified(table), name?.name ?? null],
    );
    found.push(...rows);
  }
  return found;
}
