import { copyTriggers, loseTriggers } from './attached.ts';
import { addConstraint, addKeyPart } from './add-constraint.ts';
import { keyOn, specOf } from './held-constraint.ts';
import type { Draft } from './draft.ts';
import { addPart, indexesOf } from './indexes.ts';
import { link, unlink } from './link.ts';
import type { Constraint, PartitionOf } from './object.ts';
import type { RelationRecord } from './record.ts';

const NOWHERE = { start: 0, end: 0 };

/** A table becomes a partition: it gets the parent's checks, indexes, keys and foreign keys, unless it has their equal. */
export function joinPartition(draft: Draft, parent: RelationRecord, partition: string, { isDefault, bound }: Omit<PartitionOf, 'parent'>): void {
  const { id } = parent.relation;
  link(draft, id, 'children', partition);
  link(draft, partition, 'parents', id);
  draft.update(partition, ({ columns }) => ({
    partitionOf: { parent: id, isDefault, ...(bound !== undefined && { bound }) }, columns: columns.map((held) => ({ ...held, inherited: true })),
  }));
  if (parent.partial) draft.update(id, ({ relation }) => ({ relation: { ...relation, type: 'partitioned' } }));

  for (const { constraint } of parent.constraints) {
    if (constraint.type === 'check' || constraint.type === 'not null') addConstraint(draft, partition, specOf(constraint), true);
  }
  for (const index of indexesOf(draft, parent)) {
    const key = keyOn(draft, index);
    if (key) addKeyPart(draft, partition, { ...specOf(key), name: undefined, include: index.index?.include ?? [] }, index.relation.id);
    else addPart(draft, partition, index);
  }
  copyTriggers(draft, parent, partition);
  for (const { constraint } of parent.constraints) {
    if (constraint.type === 'foreign key') copyForeignKey(draft, partition, constraint);
  }
}

function copyForeignKey(draft: Draft, partition: string, key: Constraint): void {
  const referenced = draft.record(key.references)?.relation;
  const equal = draft.record(partition)?.constraints.some(({ constraint }) =>
    constraint.type === 'foreign key' && constraint.references === key.references && constraint.columns.join('\0') === key.columns.join('\0'));
  if (equal) return;
  addConstraint(draft, partition, { ...specOf(key), references: referenced && { type: 'relation', schema: referenced.schema, name: referenced.name, span: NOWHERE } }, true);
}

/** A partition becomes a table of its own and keeps all that it has. */
export function leavePartition(draft: Draft, parent: RelationRecord, partition: string): void {
  const { id } = parent.relation;
  unlink(draft, id, 'children', partition);
  unlink(draft, partition, 'parents', id);
  draft.update(partition, ({ columns, constraints }) => ({
    partitionOf: undefined,
    columns: columns.map((held) => ({ ...held, inherited: false })),
    constraints: constraints.map((held) => ({ ...held, inherited: false })),
  }));
  loseTriggers(draft, partition);
  const record = draft.record(partition);
  for (const { relation, index } of record ? indexesOf(draft, record) : []) {
    if (index) draft.update(relation.id, () => ({ index: { ...index, parent: undefined } }));
  }
}
