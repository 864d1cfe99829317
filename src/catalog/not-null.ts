import { validateConstraint } from './alter-constraint.ts';
import { changeColumn } from './columns.ts';
import type { Draft } from './draft.ts';
import type { RelationRecord } from './record.ts';
import { removeConstraint } from './remove-constraint.ts';

/** A NOT NULL constraint that was NOT VALID is proven by it. */
export function setNotNull(draft: Draft, record: RelationRecord, column: string): void {
  for (const name of constraintsOf(record, column)) validateConstraint(draft, record.relation.id, name);
  changeColumn(draft, record.relation.id, column, 'notNull', () => ({ notNull: 'yes' }));
}

export function dropNotNull(draft: Draft, record: RelationRecord, column: string): void {
  for (const name of constraintsOf(record, column)) removeConstraint(draft, record.relation.id, name);
  changeColumn(draft, record.relation.id, column, 'notNull', () => ({ notNull: 'no' }));
}

/** The NOT NULL constraints (PostgreSQL 18) of a column, by name. */
function constraintsOf({ constraints }: RelationRecord, column: string): readonly string[] {
  return constraints.filter(({ constraint }) => constraint.type === 'not null' && constraint.columns.includes(column)).map(({ constraint }) => constraint.name);
}
