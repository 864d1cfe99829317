import type { Draft } from './draft.ts';
import { link, unlink } from './link.ts';
import type { RelationRecord } from './record.ts';

/** Gives a relation of any type another name in its schema. */
export function renameRelation(draft: Draft, record: RelationRecord, to: string): void {
  move(draft, record.relation.id, record.relation.schema, to);
}

/** Moves a relation to another schema, with what belongs to it. */
export function moveRelation(draft: Draft, id: string, schema: string): void {
  const record = draft.record(id);
  if (!record || draft.named(schema, record.relation.name)) return;
  const from = record.relation.schema;
  for (const { constraint } of record.constraints) {
    draft.nameConstraint(from, constraint.name, id, false);
    draft.nameConstraint(schema, constraint.name, id, true);
  }
  move(draft, id, schema, record.relation.name);
  for (const part of [...record.indexes, ...record.sequences]) moveRelation(draft, part, schema);
}

/** Onto a name that is taken PostgreSQL moves nothing. */
function move(draft: Draft, id: string, schema: string, name: string): void {
  const record = draft.record(id);
  if (!record || draft.named(schema, name)) return;
  draft.setName(record.relation.schema, record.relation.name, undefined);
  draft.setName(schema, name, id);
  draft.knowSchema(schema);
  draft.put({ ...record, relation: { ...record.relation, schema, name } });
}

/** A sequence that lives and dies with a column. */
export function ownSequence(draft: Draft, sequence: string, table: string, column: string): void {
  const before = draft.record(sequence)?.ownedBy;
  if (before) unlink(draft, before.table, 'sequences', sequence);
  draft.update(sequence, () => ({ ownedBy: { table, column } }));
  link(draft, table, 'sequences', sequence);
}

/** A sequence may be cut off from its column (OWNED BY NONE) or dropped. */
export function removeSequence(draft: Draft, sequence: RelationRecord): void {
  if (sequence.ownedBy) unlink(draft, sequence.ownedBy.table, 'sequences', sequence.relation.id);
  draft.forget(sequence);
}
