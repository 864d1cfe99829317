import type { Found, Moment } from './moment.ts';

/** Is it proven that no row has NULL there? A proof spares the scan of SET NOT NULL and of a primary key. */
export type Proof = 'proven' | 'unproven' | 'unknown';

/**
 * Drops run before column attributes are set, so a CHECK that the same ALTER TABLE drops proves nothing.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
 */
export function provenNotNull({ relation }: Found, column: string, moment: Moment): Proof {
  if (!relation) return 'unknown';
  const { before } = moment;
  const known = before.column(relation, column);
  if (known.known && !known.value) return addedNotNull(column, moment);
  if (known.known && known.value?.notNull === 'yes') return 'proven';

  const constraints = before.constraints(relation);
  if (!constraints.known) return 'unknown';
  const proof = constraints.value.find(({ name, type, validated, enforced, check, columns }) => {
    if (!validated || !enforced || isDropped(name, moment)) return false;
    return type === 'primary key' ? columns.includes(column) : type === 'check' && check?.impliesNotNull.includes(column);
  });
  if (proof) return 'proven';
  return known.known ? 'unproven' : 'unknown';
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
