import type { OperationOf } from '../operations/operation.ts';
import type { Situation } from './situation.ts';

/** Where the history does not tell a table's keys: names that hardly anybody gives to anything else. */
const KEY_NAMES = new Set(['id', 'uuid', 'key', 'code', 'slug', 'name']);

/** Does the WHERE of a data change name single rows, or a bounded batch of them? */
export function touchesFewRows({ table, bound }: OperationOf<'update' | 'delete'>, here: Situation): boolean {
  switch (bound.kind) {
    case 'none': case 'condition': return false;
    case 'range': return true;
    case 'keys': return namesKey(bound.columns, keysOf(table, here));
  }
}

function namesKey(compared: readonly string[], keys: readonly (readonly string[])[] | undefined): boolean {
  if (keys === undefined) return compared.some((column) => KEY_NAMES.has(column));
  return keys.some((key) => key.length > 0 && key.every((column) => compared.includes(column)));
}

/** The column lists of the table's unique indexes; undefined where the history does not tell. */
function keysOf(table: OperationOf<'update'>['table'], here: Situation): readonly (readonly string[])[] | undefined {
  const relation = here.relation(table);
  const indexes = relation && here.catalog.indexes(relation);
  if (!indexes?.known) return undefined;
  return indexes.value
    .filter(({ unique, where }) => unique && where === undefined)
    .map(({ keys }) => keys.map(({ expression }) => (expression.shape === 'column' ? expression.columns[0] ?? '' : '')));
}
