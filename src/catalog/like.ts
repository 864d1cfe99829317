import type { Inclusion, Like } from '../operations/operation.ts';
import { addConstraint } from './add-constraint.ts';
import type { Draft } from './draft.ts';
import { keyOn, specOf } from './held-constraint.ts';
import { addIndex, indexesOf } from './indexes.ts';
import type { ColumnRecord, Part, RelationRecord } from './record.ts';
import { addIdentitySequence } from './sequences.ts';
import { doubtAboutPart } from './state.ts';

/** The columns of another table as LIKE copies them: without defaults, identity and generation unless they are included. */
export function likeColumns(draft: Draft, like: Like): readonly ColumnRecord[] {
  const takes = (what: Inclusion) => like.includes.includes(what);
  return (draft.touch(like)?.columns ?? []).map(({ column: { fallback, generated, identity, identityAlways, comment, ...plain }, unsure }) => ({
    column: {
      ...plain, born: draft.by, identity: identity && takes('identity'), ...(identityAlways && takes('identity') && { identityAlways }),
      ...(fallback && takes('defaults') && { fallback }), ...(generated && takes('generated') && { generated }),
    },
    at: draft.now, inherited: false, unsure,
  }));
}

/**
 * What else LIKE brings: checks keep their names, keys and indexes get new ones, an identity column its own sequence.
 * https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-LIKE
 */
export function addLike(draft: Draft, id: string, like: Like): void {
  const source = draft.touch(like);
  if (!source) return;
  const takes = (what: Inclusion) => like.includes.includes(what);
  if (takes('identity')) addSequences(draft, id, source);
  for (const { constraint } of source.constraints) {
    if (constraint.type === 'not null' || (constraint.type === 'check' && takes('constraints'))) addConstraint(draft, id, specOf(constraint));
  }
  if (takes('indexes')) addIndexes(draft, id, source);
  if (takes('constraints') || takes('indexes')) doubtAs(draft, id, source, 'constraints');
  if (takes('indexes')) doubtAs(draft, id, source, 'indexes');
}

function addSequences(draft: Draft, id: string, { columns }: RelationRecord): void {
  for (const { column } of columns.filter(({ column: { identity } }) => identity)) {
    const table = draft.record(id);
    if (table) addIdentitySequence(draft, table, column.name, undefined, column.identityAlways);
  }
}

function addIndexes(draft: Draft, id: string, source: RelationRecord): void {
  for (const { relation, index } of indexesOf(draft, source)) {
    const table = draft.record(id);
    const held = draft.record(relation.id);
    const key = held && keyOn(draft, held);
    if (!table || !index) continue;
    if (key) addConstraint(draft, id, { ...specOf(key), name: undefined, include: index.include });
    else addIndex(draft, table, { ...index, valid: true, parent: undefined }, undefined, 'idx');
  }
}

/** What is in doubt of the source is so of the copy. */
function doubtAs(draft: Draft, id: string, source: RelationRecord, part: Part): void {
  const doubt = doubtAboutPart(draft.state, source, part, undefined, source.at);
  if (doubt) draft.update(id, ({ doubts }) => ({ doubts: [...doubts, { part, doubt, at: draft.now + 1 }] }));
}
