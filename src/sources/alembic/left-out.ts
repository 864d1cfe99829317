import type { LeftOut } from '../../migrations/migration.ts';
import type { EnumType } from './emit/enum.ts';
import { columnTerm } from './emit/column.ts';
import { typeSql } from './emit/type.ts';
import type { CallValue, Value } from './value.ts';

/**
 * What `op.add_column` and `op.alter_column` do not do, though the same words do it in `op.create_table`: CREATE TYPE, and
 * PRIMARY KEY. The call has been emitted before, so that it can be read.
 * https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.Operations.add_column
 */
export function leftOut(call: CallValue, by: string): readonly LeftOut[] {
  if (by === 'op.add_column') {
    const column = call.args[1] ?? valueOf(call, 'column');
    if (!column) return [];
    const inline = valueOf(call, 'inline_primary_key');
    const isInline = inline?.kind === 'bool' && inline.value;
    const { name, type, primaryKey } = columnTerm(column, undefined);
    const key: readonly LeftOut[] = primaryKey?.value === true && !isInline ? [{ what: 'primary key', name: name.text.text, by, place: primaryKey.place }] : [];
    return [...typeOf(type.enum, by), ...key];
  }
  if (by !== 'op.alter_column') return [];
  const type = valueOf(call, 'type_');
  return type && type.kind !== 'none' ? typeOf(typeSql(type).enum, by) : [];
}

function valueOf(call: CallValue, keyword: string): Value | undefined {
  return call.keywords.find(({ name }) => name === keyword)?.value;
}

function typeOf(type: EnumType | undefined, by: string): readonly LeftOut[] {
  if (!type?.native || !type.name) return [];
  return [{ what: 'type', ...(type.schema && { schema: type.schema.text.text }), name: type.name.text.text, by, place: type.call.place }];
}
