import type { OperationOf, SqlType } from '../operations/operation.ts';
import type { Named } from '../sql/name.ts';
import type { Situation } from './situation.ts';

/** The statements that give a column its type. */
export const GIVE_TYPES = ['create table', 'add column', 'set type'] as const;

/** A column and the type that a statement gives it; `label`: as a person calls it, "orders.total". */
export interface ColumnGiven { readonly table: Named; readonly column: string; readonly type: SqlType; readonly label: string }

/** What a temporary table is made of concerns nobody else. */
export function columnsGiven(operation: OperationOf<typeof GIVE_TYPES[number]>, here: Situation): readonly ColumnGiven[] {
  const given = (column: string, type: SqlType): ColumnGiven => ({ table: operation.table, column, type, label: `${here.named(operation.table)}.${column}` });
  if (here.lastSeen(operation.table)?.persistence === 'temporary') return [];
  switch (operation.kind) {
    case 'create table': return operation.persistence === 'temporary' ? [] : operation.columns.map(({ name, sqlType }) => given(name.name, sqlType));
    case 'add column': return [given(operation.column.name.name, operation.column.sqlType)];
    case 'set type': return [given(operation.column.name, operation.to)];
  }
}

/** One of PostgreSQL's own types, not one of the project that has its name. */
export function isType({ schema, name }: SqlType, wanted: string): boolean {
  return name === wanted && (schema === undefined || schema === 'pg_catalog');
}
