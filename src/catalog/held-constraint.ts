import type { ConstraintSpec } from '../operations/operation.ts';
import type { Draft } from './draft.ts';
import type { Constraint } from './object.ts';
import type { RelationRecord } from './record.ts';

export function constraintOf(record: RelationRecord, name: string): Constraint | undefined {
  return record.constraints.find(({ constraint }) => constraint.name === name)?.constraint;
}

/** The constraint that an index enforces. */
export function keyOn(draft: Draft, index: RelationRecord): Constraint | undefined {
  return draft.record(index.index?.table)?.constraints.find(({ constraint }) => constraint.index === index.relation.id)?.constraint;
}

export function changeConstraint(draft: Draft, id: string, name: string, change: Partial<Constraint>): void {
  draft.update(id, (record) => ({
    constraints: record.constraints.map((old) =>
      old.constraint.name === name ? { ...old, at: draft.now, constraint: { ...old.constraint, ...change } } : old),
  }));
}

const NOWHERE = { start: 0, end: 0 };

/** A constraint as somebody could have written it, to be made again elsewhere. */
export function specOf({ name, type, columns, validated, enforced, check, referencedColumns, ...held }: Constraint): ConstraintSpec {
  return {
    type, name: { type: 'constraint', name, span: NOWHERE }, columns, include: [], validated, enforced, check, referencedColumns, span: NOWHERE,
    ...termsOf(held),
  };
}

type Terms = Pick<ConstraintSpec, 'noInherit' | 'onDelete' | 'onUpdate' | 'deferrable' | 'matchFull' | 'overTime' | 'nullsNotDistinct' | 'excludes'>;

/** What else was said of a constraint; the same where it is written and where it is held. */
export function termsOf({ noInherit, onDelete, onUpdate, deferrable, matchFull, overTime, nullsNotDistinct, excludes }: Terms): Terms {
  return {
    ...(noInherit && { noInherit }), ...(onDelete && { onDelete }), ...(onUpdate && { onUpdate }), ...(deferrable && { deferrable }),
    ...(matchFull && { matchFull }), ...(overTime && { overTime }), ...(nullsNotDistinct && { nullsNotDistinct }), ...(excludes !== undefined && { excludes }),
  };
}
