import type { ColumnSpec, OperationOf } from '../operations/operation.ts';
import { addConstraints } from './add-constraint.ts';
import { columnFrom, columnOf, putColumn } from './columns.ts';
import type { Doubt } from './doubt.ts';
import type { Draft } from './draft.ts';
import type { ColumnRecord, RelationRecord } from './record.ts';
import { own, sequenceFor } from './sequences.ts';
import { doubtAboutPart } from './state.ts';

/** ADD COLUMN, here and in the children. */
export function addColumn(draft: Draft, { table, column, ifNotExists }: OperationOf<'add column'>): void {
  const record = draft.touch(table);
  if (!record) return;
  const { name } = column.name;
  const there = columnOf(record, name);
  const gone = record.gone.find((candidate) => candidate.part === 'columns' && candidate.name === name);
  const doubt = doubtAboutPart(draft.state, record, 'columns', name, there?.at ?? gone?.at ?? record.at);
  if (there && (ifNotExists || !doubt)) return;
  addTo(draft, record, column, ifNotExists ? doubt : undefined);
}

function addTo(draft: Draft, table: RelationRecord, column: ColumnSpec, unsure: Doubt | undefined): void {
  const { schema, name, id } = table.relation;
  const sequence = sequenceFor(draft, schema, name, column);
  const made = columnFrom(column, draft, sequence?.relation.name);
  putColumn(draft, id, unsure ? { ...made, unsure: { type: unsure, notNull: unsure, rest: unsure } } : made);
  own(draft, sequence, id, column.name.name);
  const children = draft.record(id)?.children ?? [];
  for (const child of children) inheritColumn(draft, child, made);
  addConstraints(draft, id, column.constraints);
}

function inheritColumn(draft: Draft, id: string, made: ColumnRecord): void {
  const record = draft.record(id);
  if (!record || columnOf(record, made.column.name)) return;
  putColumn(draft, id, { ...made, inherited: true });
  for (const child of record.children) inheritColumn(draft, child, made);
}
