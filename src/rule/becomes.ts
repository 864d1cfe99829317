import type { OperationOf, SqlType } from '../operations/operation.ts';
import { quoteName } from '../sql/quote.ts';
import type { Situation } from './situation.ts';

/** "total becomes bigint instead of int": a change of type in words. */
export function becomes({ table, column, to }: OperationOf<'set type'>, here: Situation): string {
  const from = here.typeOf(table, column.name);
  const change = `${column.name} becomes ${to.text}${collate(to)}`;
  return from === undefined ? change : `${change} instead of ${from.text}${collate(from)}`;
}

/** ` COLLATE "C"`, where a type says so. */
export function collate({ collation }: SqlType): string {
  return collation === undefined ? '' : ` COLLATE ${collation.split('.').map(quoteName).join('.')}`;
}
