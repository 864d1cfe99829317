import type { Expression } from '../operations/operation.ts';
import { qualified } from '../sql/keyword.ts';
import { quoteName } from '../sql/quote.ts';
import { renameColumnIn } from './attached.ts';
import { allUnsure, columnOf, putColumn, removeColumn, UNKNOWN_TYPE } from './columns.ts';
import type { Draft } from './draft.ts';
import { BEFORE } from './draft.ts';
import { indexesOf } from './indexes.ts';
import type { Column, Constraint } from './object.ts';
import type { ColumnRecord, RelationRecord } from './record.ts';
import { doubtAboutPart } from './state.ts';

/** Renames a column wherever it is spoken of: constraints, indexes, sequences, foreign keys to it, children. */
export function renameColumn(draft: Draft, id: string, from: string, to: string): void {
  const record = draft.record(id);
  const old = record && (columnOf(record, from) ?? missed(draft, record, from));
  if (!record || !old || columnOf(record, to)) return;

  const name = renaming(from, to);
  draft.update(id, ({ columns, constraints, partitioning }) => ({
    columns: columns.map((held) => ({ ...held, column: renamedInColumn(held.column, name) })),
    constraints: constraints.map((held) => ({ ...held, constraint: renamedIn(held.constraint, id, name) })),
    ...(partitioning && { partitioning: { ...partitioning, columns: partitioning.columns.map(name) } }),
  }));
  if (!columnOf(record, from)) putColumn(draft, id, { ...old, column: { ...old.column, name: to } });
  removeColumn(draft, id, from);
  renameColumnIn(draft, id, name);
  renameInOthers(draft, record, from, name);
  for (const child of record.children) {
    const below = draft.record(child);
    if (below && columnOf(below, from)?.inherited) renameColumn(draft, child, from, to);
  }
}

/** What a column is called then. */
type Renaming = ((column: string) => string) & { readonly from: string; readonly to: string };

function renaming(from: string, to: string): Renaming {
  return Object.assign((column: string) => (column === from ? to : column), { from, to });
}

function missed(draft: Draft, record: RelationRecord, name: string): ColumnRecord | undefined {
  const doubt = doubtAboutPart(draft.state, record, 'columns', name, record.at);
  if (!doubt) return undefined;
  const column = { name, sqlType: UNKNOWN_TYPE, notNull: 'no', identity: false, born: BEFORE } as const;
  return { column, at: draft.now, inherited: false, unsure: allUnsure(doubt) };
}

function renameInOthers(draft: Draft, record: RelationRecord, from: string, name: Renaming): void {
  const { id } = record.relation;
  for (const { relation, index } of indexesOf(draft, record)) {
    if (!index) continue;
    const keys = index.keys.map((key) => ({ ...key, expression: renamedExpression(key.expression, name) }));
    const where = index.where && renamedExpression(index.where, name);
    draft.update(relation.id, () => ({ index: { ...index, keys, include: index.include.map(name), where } }));
  }
  for (const sequence of record.sequences) {
    draft.update(sequence, ({ ownedBy }) => (ownedBy?.column === from ? { ownedBy: { ...ownedBy, column: name(from) } } : {}));
  }
  for (const view of record.views) {
    draft.update(view, ({ uses }) => ({ uses: { ...uses, [id]: (uses[id] ?? []).map(name) } }));
  }
  for (const table of record.referencing.filter((other) => other !== id)) {
    draft.update(table, ({ constraints }) => ({
      constraints: constraints.map((held) => ({ ...held, constraint: renamedReference(held.constraint, id, name) })),
    }));
  }
}

function renamedIn(constraint: Constraint, id: string, name: Renaming): Constraint {
  const check = constraint.check && renamedExpression(constraint.check, name);
  return { ...renamedReference(constraint, id, name), columns: constraint.columns.map(name), check };
}

function renamedReference(constraint: Constraint, id: string, name: Renaming): Constraint {
  return constraint.references === id ? { ...constraint, referencedColumns: constraint.referencedColumns.map(name) } : constraint;
}

/** As the server writes it from now on. */
function renamedExpression(expression: Expression, name: Renaming): Expression {
  if (!expression.columns.includes(name.from)) return expression;
  return { ...expression, text: qualified(expression.text, [name.from], () => quoteName(name.to)), columns: expression.columns.map(name), impliesNotNull: expression.impliesNotNull.map(name) };
}

function renamedInColumn(column: Column, name: Renaming): Column {
  const { generated } = column;
  return { ...column, name: name(column.name), ...(generated && { generated: { ...generated, as: renamedExpression(generated.as, name) } }) };
}
