import { changeColumn } from './columns.ts';
import type { Draft } from './draft.ts';
import { constraintOf, keyOn } from './held-constraint.ts';
import { indexesOf, partsOf, removeIndex } from './indexes.ts';
import { hasFromParent } from './inheritance.ts';
import { unlink } from './link.ts';
import { madeName } from './made-name.ts';
import type { Constraint } from './object.ts';
import type { RelationRecord } from './record.ts';

/** Drops a constraint with its index, its copies in children, and the foreign keys that stand on it. */
export function removeConstraint(draft: Draft, id: string, name: string): void {
  const table = draft.record(id);
  if (!table) return;
  const constraint = constraintOf(table, name);
  draft.update(id, (record) => ({
    constraints: record.constraints.filter((old) => old.constraint.name !== name),
    doubts: record.doubts.filter((doubt) => doubt.part !== 'constraints' || doubt.name !== name),
    gone: [...record.gone.filter((gone) => gone.part !== 'constraints' || gone.name !== name), { part: 'constraints', name, at: draft.now }],
  }));
  draft.nameConstraint(table.relation.schema, name, id, false);
  if (constraint) removeWhatHangsOn(draft, table, constraint);
  else removeUnnamedNotNull(draft, table, name);
}

/** PostgreSQL 18 makes a constraint of every NOT NULL; those that nobody named are kept with their columns alone. */
function removeUnnamedNotNull(draft: Draft, { relation, columns }: RelationRecord, name: string): void {
  const meant = columns.find(({ column }) => madeName(relation.name, column.name, 'not_null') === name);
  if (meant) changeColumn(draft, relation.id, meant.column.name, 'notNull', () => ({ notNull: 'no' }));
}

function removeWhatHangsOn(draft: Draft, table: RelationRecord, constraint: Constraint): void {
  const { id } = table.relation;
  switch (constraint.type) {
    case 'check': return removeInherited(draft, table, constraint.name);
    case 'not null':
      for (const column of constraint.columns) changeColumn(draft, id, column, 'notNull', () => ({ notNull: 'no' }));
      return removeInherited(draft, table, constraint.name);
    case 'foreign key':
      unlinkReferenced(draft, id, constraint);
      return removeInherited(draft, table, constraint.name);
    case 'unique': case 'primary key': case 'exclude': return removeKey(draft, id, constraint);
  }
}

function removeInherited(draft: Draft, table: RelationRecord, name: string): void {
  for (const child of table.children) {
    const below = draft.record(child);
    const copy = below?.constraints.find(({ constraint }) => constraint.name === name);
    if (below && copy?.inherited && !hasFromParent(draft, below, 'constraints', name)) removeConstraint(draft, child, name);
  }
}

/** The last foreign key to a table takes the link with it. */
export function unlinkReferenced(draft: Draft, id: string, { references }: Constraint): void {
  if (references === undefined) return;
  const others = draft.record(id)?.constraints.some(({ constraint }) => constraint.references === references);
  if (!others) unlink(draft, references, 'referencing', id);
}

function removeKey(draft: Draft, id: string, key: Constraint): void {
  const index = draft.record(key.index);
  if (!index) return;
  removeReferences(draft, id, index.relation.id);
  removeKeyIndex(draft, index);
}

/** Foreign keys go with the index that they rest on. */
export function removeReferences(draft: Draft, table: string, index: string): void {
  for (const referencing of draft.record(table)?.referencing ?? []) {
    const resting = draft.record(referencing)?.constraints.filter(({ restsOn }) => restsOn === index) ?? [];
    for (const { constraint } of resting) removeConstraint(draft, referencing, constraint.name);
  }
}

function removeKeyIndex(draft: Draft, index: RelationRecord): void {
  for (const part of partsOf(draft, index)) {
    const owner = keyOn(draft, part);
    if (owner) removeConstraint(draft, owner.table, owner.name);
  }
  const left = draft.record(index.relation.id);
  if (left) removeIndex(draft, left);
}

/** A column's constraints and indexes go with it. */
export function removeDependents(draft: Draft, id: string, column: string, indexReads: (index: RelationRecord) => boolean): void {
  const table = draft.record(id);
  if (!table) return;
  for (const { constraint } of table.constraints) {
    if (constraint.columns.includes(column)) removeConstraint(draft, id, constraint.name);
  }
  for (const referencing of table.referencing) {
    const foreign = draft.record(referencing)?.constraints.filter(({ constraint }) =>
      constraint.references === id && constraint.referencedColumns.includes(column)) ?? [];
    for (const { constraint } of foreign) removeConstraint(draft, referencing, constraint.name);
  }
  const left = draft.record(id);
  for (const index of left ? indexesOf(draft, left) : []) {
    const key = keyOn(draft, index);
    if (!indexReads(index)) continue;
    if (key) removeConstraint(draft, id, key.name);
    else removeIndex(draft, index);
  }
}
