import type { AttributeSpec, SqlType } from '../operations/operation.ts';
import { changeColumn, putColumn } from './columns.ts';
import type { Draft } from './draft.ts';
import { dropColumn } from './drop.ts';
import type { Column } from './object.ts';
import type { ColumnRecord, RelationRecord } from './record.ts';
import { renameColumn } from './rename-column.ts';
import type { TypeName } from './types.ts';
import { changeType, typeOf } from './types.ts';

/** A part of a composite type comes, goes and changes together with the column of each table that is of the type. */
export function addAttribute(draft: Draft, type: TypeName, { name, sqlType }: AttributeSpec): void {
  changeType(draft, type, ({ attributes }) => ({ attributes: [...attributes, { name: name.name, sqlType }] }));
  for (const { relation, children } of tablesOf(draft, type)) {
    for (const id of [relation.id, ...children]) putColumn(draft, id, columnFrom(draft, name.name, sqlType, id !== relation.id));
  }
}

export function removeAttribute(draft: Draft, type: TypeName, name: string): void {
  changeType(draft, type, ({ attributes }) => ({ attributes: attributes.filter((attribute) => attribute.name !== name) }));
  for (const { relation } of tablesOf(draft, type)) dropColumn(draft, relation.id, name, true);
}

export function setAttributeType(draft: Draft, type: TypeName, name: string, sqlType: SqlType): void {
  changeType(draft, type, ({ attributes }) => ({ attributes: attributes.map((held) => (held.name === name ? { ...held, sqlType } : held)) }));
  for (const { relation } of tablesOf(draft, type)) changeColumn(draft, relation.id, name, 'type', () => ({ sqlType }));
}

export function renameAttribute(draft: Draft, type: TypeName, from: string, to: string): void {
  changeType(draft, type, ({ attributes }) => ({ attributes: attributes.map((held) => (held.name === from ? { ...held, name: to } : held)) }));
  for (const { relation } of tablesOf(draft, type)) renameColumn(draft, relation.id, from, to);
}

/** The columns that a table gets from its type. */
export function typedColumns(draft: Draft, type: TypeName): readonly ColumnRecord[] {
  return (typeOf(draft, type)?.attributes ?? []).map(({ name, sqlType }) => columnFrom(draft, name, sqlType, false));
}

export function tablesOf(draft: Draft, type: TypeName): readonly RelationRecord[] {
  const held = typeOf(draft, type);
  return draft.state.records.values().filter(({ of }) => held !== undefined && of?.schema === held.schema && of.name === held.name);
}

function columnFrom(draft: Draft, name: string, sqlType: SqlType, inherited: boolean): ColumnRecord {
  const column: Column = { name, sqlType, notNull: 'no', identity: false, born: draft.by };
  return { column, at: draft.now, inherited };
}
