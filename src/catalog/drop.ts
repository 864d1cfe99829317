import { detachColumn } from './attached.ts';
import { columnOf, removeColumn } from './columns.ts';
import { keyOn } from './held-constraint.ts';
import { removeConstraint, removeDependents, removeReferences, unlinkReferenced } from './remove-constraint.ts';
import type { Draft } from './draft.ts';
import { indexesOf, reads, removeIndex } from './indexes.ts';
import { hasFromParent } from './inheritance.ts';
import { unlink } from './link.ts';
import type { RelationRecord } from './record.ts';
import { removeSequence } from './relations.ts';
import { taint } from './taint.ts';

/**
 * Drops a relation with all that hangs on it. What PostgreSQL drops only with CASCADE is gone in any case: without it
 * the statement succeeds only where there is nothing of the kind.
 */
export function dropRelation(draft: Draft, record: RelationRecord): void {
  switch (record.relation.type) {
    case 'table': case 'partitioned': return dropTable(draft, record);
    case 'view': case 'matview': return dropView(draft, record);
    case 'index': return dropIndex(draft, record);
    case 'sequence': return removeSequence(draft, record);
  }
}

/** A name that may be unknown: after DROP … IF EXISTS it stands for nothing. */
export function dropNamed(draft: Draft, name: { readonly schema?: string; readonly name: string }): void {
  const record = draft.find(name);
  if (record) dropRelation(draft, record);
  else draft.setName(draft.schemaFor(name), name.name, undefined);
}

function dropTable(draft: Draft, { relation: { id } }: RelationRecord): void {
  const now = () => draft.record(id);
  for (const child of now()?.children ?? []) {
    const record = draft.record(child);
    if (record) dropTable(draft, record);
  }
  for (const view of now()?.views ?? []) {
    const record = draft.record(view);
    if (record) dropView(draft, record);
  }
  for (const { table, name } of foreignKeysTo(draft, id)) removeConstraint(draft, table, name);
  for (const { constraint } of now()?.constraints ?? []) {
    removeConstraint(draft, id, constraint.name);
    unlinkReferenced(draft, id, constraint);
  }
  forgetWithParts(draft, id);
}

/** Takes a table, view or materialized view away together with its indexes, sequences and links. */
function forgetWithParts(draft: Draft, id: string): void {
  const record = draft.record(id);
  if (!record) return;
  for (const index of indexesOf(draft, record)) removeIndex(draft, index);
  for (const sequence of record.sequences) {
    const owned = draft.record(sequence);
    if (owned) removeSequence(draft, owned);
  }
  for (const parent of record.parents) unlink(draft, parent, 'children', id);
  for (const read of record.reads) unlink(draft, read, 'views', id);
  const last = draft.record(id);
  if (last) draft.forget(last);
}

function foreignKeysTo(draft: Draft, id: string): readonly { readonly table: string; readonly name: string }[] {
  const tables = draft.record(id)?.referencing ?? [];
  return tables.flatMap((table) => (draft.record(table)?.constraints ?? [])
    .filter(({ constraint }) => constraint.references === id)
    .map(({ constraint }) => ({ table, name: constraint.name })));
}

function dropView(draft: Draft, { relation: { id } }: RelationRecord): void {
  for (const view of draft.record(id)?.views ?? []) {
    const record = draft.record(view);
    if (record) dropView(draft, record);
  }
  forgetWithParts(draft, id);
}

function dropIndex(draft: Draft, index: RelationRecord): void {
  const key = keyOn(draft, index);
  if (key) return removeConstraint(draft, key.table, key.name);
  if (index.index) removeReferences(draft, index.index.table, index.relation.id);
  removeIndex(draft, index);
}

/** Views that use a column go under CASCADE; of those on a relation whose columns are in doubt nobody knows. */
function dropUsers(draft: Draft, { relation, views, doubts }: RelationRecord, column: string): void {
  for (const id of views) {
    const view = draft.record(id);
    if (!view) continue;
    if (view.uses[relation.id]?.includes(column)) dropView(draft, view);
    else if (doubts.length > 0) taint(draft, { type: 'relation', schema: view.relation.schema, name: view.relation.name }, { about: [], because: 'undecidable' });
  }
}

/** DROP COLUMN: its indexes, constraints and sequences go with it, with CASCADE the views that use it. */
export function dropColumn(draft: Draft, id: string, name: string, cascade: boolean): void {
  const record = draft.record(id);
  if (!record) return;
  removeDependents(draft, id, name, ({ index }) => index !== undefined && reads(index, name));
  for (const sequence of draft.record(id)?.sequences ?? []) {
    const owned = draft.record(sequence);
    if (owned?.ownedBy?.column === name) removeSequence(draft, owned);
  }
  detachColumn(draft, id, name);
  removeColumn(draft, id, name);
  if (cascade) dropUsers(draft, record, name);
  for (const child of record.children) {
    const below = draft.record(child);
    if (below && columnOf(below, name)?.inherited && !hasFromParent(draft, below, 'columns', name)) dropColumn(draft, child, name, cascade);
  }
}
