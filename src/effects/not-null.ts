import type { Found, Moment } from './moment.ts';
import { lastKnown } from './moment.ts';

/** Is it proven that no row has NULL there? A proof spares the scan of SET NOT NULL and of a primary key. */
export type Proof = 'proven' | 'unproven' | 'unknown';

/**
 * Drops run before column attributes are set, so a CHECK that the same ALTER TABLE drops proves nothing.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
 */
export function provenNotNull({ relation }: Found, column: string, moment: Moment): Proof {
  if (!relation) return 'unknown';
  const { before } = moment;
  const state = before.notNull(relation, column);
  if (state.known && state.value === undefined) return addedNotNull(column, moment);
  if (state.known && state.value === 'yes') return 'proven';

  const constraints = before.constraints(relation);
  // Even where the list may have gaps, what the history itself has added and validated stands.
  const proof = lastKnown(constraints).find(({ name, type, validated, enforced, check, columns }) => {
    if (!before.constraint(relation, name).known) return false;
    if (!validated || !enforced || isDropped(name, moment)) return false;
    return type === 'primary key' ? columns.includes(column) : type === 'check' && check?.impliesNotNull.includes(column);
  });
  if (proof) return 'proven';
  return state.known && constraints.known ? 'unproven' : 'unknown';
}

/** A column that the same ALTER TABLE adds. */
function addedNotNull(name: string, { operations }: Moment): Proof {
  const added = operations.find((operation) => operation.kind === 'add column' && operation.column.name.name === name);
  if (added?.kind !== 'add column') return 'unproven';
  const { notNull, sqlType, identity } = added.column;
  return notNull || sqlType.serial || identity ? 'proven' : 'unproven';
}

function isDropped(constraint: string, { operations }: Moment): boolean {
  return operations.some((operation) => operation.kind === 'drop constraint' && operation.constraint.name === constraint);
}
