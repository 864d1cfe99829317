import type { IndexKey, OperationOf } from '../../../operations/operation.ts';
import { sqlText } from './as-execute.ts';
import { call, keyword, listOf, repr } from './python-code.ts';
import { final } from './python-constraint.ts';

/** `op.create_index(…)`; undefined where it could not say all that the index is. */
export function createIndexCode(operation: OperationOf<'create index'>): string | undefined {
  const { table, name, concurrently, unique, ifNotExists, nullsNotDistinct, only, method, keys, include, where } = operation;
  if (!name || ifNotExists || nullsNotDistinct || only) return undefined;
  const classes = keys.flatMap(({ expression, operatorClass }) => (operatorClass === undefined ? [] : [`${repr(expression.columns[0] ?? '')}: ${repr(operatorClass)}`]));
  return call('op.create_index', [
    final(name), repr(table.name), `[${keys.map(keyCode).join(', ')}]`, `unique=${unique ? 'True' : 'False'}`,
    ...keyword('schema', table.schema === undefined ? undefined : repr(table.schema)),
    ...keyword('postgresql_using', method === 'btree' ? undefined : repr(method)),
    ...keyword('postgresql_ops', classes.length === 0 ? undefined : `{${classes.join(', ')}}`),
    ...keyword('postgresql_include', include.length === 0 ? undefined : listOf(include)),
    ...keyword('postgresql_where', where && sqlText(where.text)),
    ...keyword('postgresql_concurrently', concurrently ? 'True' : undefined),
  ]);
}

export function dropIndexCode({ index, concurrently, ifExists, cascade }: OperationOf<'drop index'>): string | undefined {
  if (ifExists || cascade) return undefined;
  // Without the table Alembic drops an index of a schema by its name alone.
  if (index.schema !== undefined) return undefined;
  return call('op.drop_index', [final(index), ...keyword('postgresql_concurrently', concurrently ? 'True' : undefined)]);
}

/** A column; whatever is more than that as it is written in SQL. */
function keyCode({ expression, collation, order }: IndexKey): string {
  const [column = ''] = expression.columns;
  if (expression.shape === 'column' && collation === undefined && order === undefined) return repr(column);
  const bare = expression.shape === 'column' || /^[\w.]+\([^()]*\)$/.test(expression.text) ? expression.text : `(${expression.text})`;
  const collated = collation === undefined ? '' : ` COLLATE "${collation}"`;
  return sqlText(`${bare}${collated}${order === undefined ? '' : ` ${order.toUpperCase()}`}`);
}
