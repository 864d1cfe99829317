import { joinedColumns, madeName } from '../../catalog/made-name.ts';

/** The name that PostgreSQL would make up: `tasks_user_id_fkey`, its parts cut where it gets too long. */
export function nameFor(table: string, columns: readonly string[], suffix: string): string {
  return madeName(table, columns.length === 0 ? undefined : joinedColumns(columns), suffix);
}
