import type { OperationOf } from '../operations/operation.ts';
import { changeColumn } from './columns.ts';
import { removeAttribute, tablesOf } from './composites.ts';
import type { Draft } from './draft.ts';
import { dropColumn, dropRelation } from './drop.ts';
import type { TypeName } from './types.ts';
import { columnsOfType, isOfType, typeOf } from './types.ts';

/** CASCADE takes along the columns and tables of the type, the types that are made of it, and defaults that are cast from or to it. */
export function dropType(draft: Draft, { type, cascade }: OperationOf<'drop type'>): void {
  if (cascade) dropUsers(draft, type);
  draft.setType(typeOf(draft, type)?.schema ?? draft.schemaFor(type), type.name, undefined);
}

function dropUsers(draft: Draft, type: TypeName): void {
  for (const table of tablesOf(draft, type)) dropRelation(draft, table);
  for (const { id, column } of columnsOfType(draft, type)) dropColumn(draft, id, column, true);
  dropDefaults(draft, type);
  for (const { type: user } of draft.state.types.values()) {
    if (!user) continue;
    if (user.base && isOfType(user.base, type)) {
      dropUsers(draft, user);
      draft.setType(user.schema, user.name, undefined);
    }
    for (const { name, sqlType } of user.attributes) if (isOfType(sqlType, type)) removeAttribute(draft, user, name);
  }
}

function dropDefaults(draft: Draft, { name }: TypeName): void {
  for (const { relation, columns } of draft.state.records.values()) {
    for (const { column } of columns) {
      if (column.fallback?.casts.includes(name)) changeColumn(draft, relation.id, column.name, 'rest', () => ({ fallback: undefined }));
    }
  }
}
