import { indexColumns, joinedColumns, madeName } from '../../catalog/made-name.ts';
import type { OperationOf } from '../../operations/operation.ts';
import type { Situation } from '../situation.ts';

/** The name that PostgreSQL would make up: `tasks_user_id_fkey`, its parts cut where it gets too long. */
export function nameFor(table: string, columns: readonly string[], suffix: string): string {
  return madeName(table, columns.length === 0 ? undefined : joinedColumns(columns), suffix);
}

/** The name that PostgreSQL would make up for an index on that table, or the first with a number behind it that is free. */
export function indexNameFor(table: { readonly schema?: string; readonly name: string }, { keys, include }: Pick<OperationOf<'create index'>, 'keys' | 'include'>, here: Situation): string {
  const columns = indexColumns(keys, include);
  const isTaken = (name: string) => {
    const answer = here.catalog.relation({ type: 'relation', schema: table.schema, name }, here.session);
    return (answer.known ? answer.value : answer.last) !== undefined;
  };
  return freeIndexName(table.name, columns, isTaken);
}

/** The same for a table of that name, by whatever says which names are taken. */
export function freeIndexName(table: string, columns: readonly string[], isTaken: (name: string) => boolean): string {
  let name = nameFor(table, columns, 'idx');
  for (let number = 1; isTaken(name); number++) name = nameFor(table, columns, `idx${number}`);
  return name;
}
