import type { ColumnSpec, Expression, SqlType } from '../operations/operation.ts';
import { quoteName } from '../sql/quote.ts';
import type { Doubt } from './doubt.ts';
import type { Draft } from './draft.ts';
import { BEFORE } from './draft.ts';
import type { Column } from './object.ts';
import type { ColumnRecord, RelationRecord } from './record.ts';
import { doubtAboutPart } from './state.ts';

const NOWHERE = { start: 0, end: 0 };

/** The type of a column of which the history only says what became of it. */
export const UNKNOWN_TYPE: SqlType = { name: 'unknown', modifiers: [], array: false, serial: false, text: 'unknown', span: NOWHERE };

/** What of a column a statement says. */
export type Aspect = keyof NonNullable<ColumnRecord['unsure']>;

export function columnFrom(spec: ColumnSpec, draft: Draft, sequence: string | undefined): ColumnRecord {
  const isKey = spec.constraints.some(({ type }) => type === 'primary key');
  const named = spec.constraints.find(({ type }) => type === 'not null');
  const required = spec.notNull !== undefined || spec.identity !== undefined || spec.sqlType.serial || isKey;
  const column: Column = {
    name: spec.name.name,
    sqlType: spec.sqlType,
    notNull: named?.validated === false ? 'not valid' : required || named ? 'yes' : 'no',
    fallback: spec.sqlType.serial && sequence !== undefined ? nextval(sequence) : spec.fallback,
    identity: spec.identity !== undefined,
    ...(spec.identityAlways && { identityAlways: true }),
    generated: spec.generated && { as: spec.generated.as, stored: spec.generated.stored },
    born: draft.by,
  };
  return { column, at: draft.now, inherited: false };
}

function nextval(sequence: string): Expression {
  const text = `nextval('${quoteName(sequence)}'::regclass)`;
  return { span: NOWHERE, text, shape: 'other', columns: [], calls: ['nextval'], casts: ['regclass'], through: [], sequences: [{ type: 'relation', name: sequence }], impliesNotNull: [] };
}

export function columnExpression(name: string): Expression {
  return { span: NOWHERE, text: quoteName(name), shape: 'column', columns: [name], calls: [], casts: [], through: [], sequences: [], impliesNotNull: [name] };
}

export function columnOf(record: RelationRecord, name: string): ColumnRecord | undefined {
  return record.columns.find(({ column }) => column.name === name);
}

/** Appends a column, or takes the place of one of the same name that was in doubt. */
export function putColumn(draft: Draft, id: string, added: ColumnRecord): void {
  draft.update(id, (record) => {
    const { name } = added.column;
    const isThere = columnOf(record, name) !== undefined;
    return {
      columns: isThere ? record.columns.map((old) => (old.column.name === name ? added : old)) : [...record.columns, added],
      doubts: record.doubts.filter((doubt) => doubt.part !== 'columns' || doubt.name !== name),
      gone: record.gone.filter((gone) => gone.part !== 'columns' || gone.name !== name),
    };
  });
}

export function removeColumn(draft: Draft, id: string, name: string): void {
  draft.update(id, (record) => ({
    columns: record.columns.filter(({ column }) => column.name !== name),
    doubts: record.doubts.filter((doubt) => doubt.part !== 'columns' || doubt.name !== name),
    gone: [...record.gone.filter((gone) => gone.part !== 'columns' || gone.name !== name), { part: 'columns', name, at: draft.now }],
  }));
}

/**
 * Changes one aspect of a column, here and in the children that have it from here. Where the history cannot know the
 * column, it exists from now on; all but this aspect stays in doubt.
 */
export function changeColumn(draft: Draft, id: string, name: string, aspect: Aspect, change: (column: Column) => Partial<Column>): void {
  const record = draft.record(id);
  const old = record && (columnOf(record, name) ?? metColumn(draft, record, name));
  if (!record || !old) return;

  const doubt = doubtAboutPart(draft.state, record, 'columns', name, old.at);
  const unsure = { ...old.unsure, ...(doubt && allUnsure(doubt)), [aspect]: undefined };
  const stays = unsure.type ?? unsure.notNull ?? unsure.rest;
  putColumn(draft, id, {
    ...old, column: { ...old.column, ...change(old.column) }, at: draft.now, unsure: stays ? unsure : undefined,
  });
  for (const child of record.children) {
    const below = draft.record(child);
    if (below && columnOf(below, name)) changeColumn(draft, child, name, aspect, change);
  }
}

/** A column that a statement needs and that the history may have missed. */
function metColumn(draft: Draft, record: RelationRecord, name: string): ColumnRecord | undefined {
  const gone = record.gone.find((candidate) => candidate.part === 'columns' && candidate.name === name);
  const doubt = doubtAboutPart(draft.state, record, 'columns', name, gone?.at ?? record.at);
  if (!doubt) return undefined;
  const column: Column = { name, sqlType: UNKNOWN_TYPE, notNull: 'no', identity: false, born: BEFORE };
  return { column, at: draft.now, inherited: false, unsure: allUnsure(doubt) };
}

export function allUnsure(doubt: Doubt): NonNullable<ColumnRecord['unsure']> {
  return { type: doubt, notNull: doubt, rest: doubt };
}
