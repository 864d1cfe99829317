import { changeColumn } from './columns.ts';
import type { Draft } from './draft.ts';
import { changeConstraint, constraintOf } from './held-constraint.ts';
import { renameRelation } from './relations.ts';

/** VALIDATE CONSTRAINT, which a partitioned table or a parent hands down. */
export function validateConstraint(draft: Draft, id: string, name: string): void {
  const table = draft.record(id);
  const constraint = table && constraintOf(table, name);
  if (!table || !constraint) return;
  changeConstraint(draft, id, name, { validated: true });
  if (constraint.type === 'not null') {
    for (const column of constraint.columns) changeColumn(draft, id, column, 'notNull', () => ({ notNull: 'yes' }));
  }
  for (const child of table.children) validateConstraint(draft, child, name);
}

/** A constraint and its index share a name. */
export function renameConstraint(draft: Draft, id: string, name: string, to: string): void {
  const table = draft.record(id);
  const constraint = table && constraintOf(table, name);
  if (!table || !constraint || constraintOf(table, to)) return;
  const { schema } = table.relation;
  if (constraint.index !== undefined && draft.named(schema, to)) return;
  const index = draft.record(constraint.index);
  changeConstraint(draft, id, name, { name: to });
  draft.nameConstraint(schema, name, id, false);
  draft.nameConstraint(schema, to, id, true);
  if (index) renameRelation(draft, index, to);
  for (const child of table.children) {
    const copy = draft.record(child)?.constraints.find((candidate) => candidate.constraint.name === name);
    if (copy?.inherited && constraint.index === undefined) renameConstraint(draft, child, name, to);
  }
}
