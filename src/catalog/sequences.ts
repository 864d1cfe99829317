import type { ColumnSpec, OperationOf } from '../operations/operation.ts';
import type { Named } from '../sql/name.ts';
import { changeColumn } from './columns.ts';
import type { Draft } from './draft.ts';
import { unlink } from './link.ts';
import { freeRelationName } from './made-name.ts';
import type { RelationRecord } from './record.ts';
import { ownSequence } from './relations.ts';
import { doubtOfEarlier, findRelation } from './state.ts';
import { taint } from './taint.ts';

type OwnedBy = OperationOf<'create sequence'>['ownedBy'];

export function createSequence(draft: Draft, { sequence, ifNotExists, ownedBy, options }: OperationOf<'create sequence'>): void {
  const schema = draft.schemaFor(sequence);
  const found = findRelation(draft.state, { schema, name: sequence.name }, draft.searchPath);
  if (found.kind === 'found') return;
  const made = draft.create({ schema, name: sequence.name, type: 'sequence', options });
  setOwner(draft, made, ownedBy);
  const earlier = ifNotExists ? doubtOfEarlier(found) : undefined;
  if (earlier) taint(draft, { ...sequence, schema }, { ...earlier, about: [sequence] });
}

export function setOwner(draft: Draft, sequence: RelationRecord, ownedBy: OwnedBy): void {
  const table = ownedBy && draft.touch(ownedBy.table);
  if (ownedBy && table) ownSequence(draft, sequence.relation.id, table.relation.id, ownedBy.column);
}

/** The sequence of a serial or identity column, by the name that the writer gives it, else by one that is free. */
function makeSequence(draft: Draft, schema: string, table: string, column: string, named: Named | undefined): RelationRecord {
  if (named) return draft.create({ schema: named.schema ?? schema, type: 'sequence', name: named.name });
  return draft.create({ schema, type: 'sequence', name: freeRelationName(draft, schema, table, column, 'seq') });
}

/** PostgreSQL makes it before its table. */
export function sequenceFor(draft: Draft, schema: string, table: string, column: ColumnSpec): RelationRecord | undefined {
  return column.sqlType.serial || column.identity ? makeSequence(draft, schema, table, column.name.name, column.identitySequence) : undefined;
}

export function own(draft: Draft, sequence: RelationRecord | undefined, table: string, column: string): void {
  if (sequence) ownSequence(draft, sequence.relation.id, table, column);
}

export function addIdentitySequence(draft: Draft, { relation }: RelationRecord, column: string, named: Named | undefined, always?: true): void {
  own(draft, makeSequence(draft, relation.schema, relation.name, column, named), relation.id, column);
  changeColumn(draft, relation.id, column, 'rest', () => ({ identity: true, identityAlways: always }));
}

/** DROP IDENTITY takes the sequence along. */
export function dropIdentitySequence(draft: Draft, table: RelationRecord, column: string): void {
  for (const id of table.sequences) {
    const sequence = draft.record(id);
    if (sequence?.ownedBy?.column !== column) continue;
    unlink(draft, table.relation.id, 'sequences', id);
    draft.forget(sequence);
  }
}
