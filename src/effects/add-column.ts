import type { ColumnSpec, ConstraintSpec, OperationOf } from '../operations/operation.ts';
import { broughtFor } from './brought.ts';
import { added, foreignKey, scans } from './constraints.ts';
import { drawn } from './columns.ts';
import { volatilityOf } from './defaults.ts';
import type { Here } from './form.ts';
import { uncomparable } from './key-types.ts';
import type { Found } from './moment.ts';
import { find } from './moment.ts';
import type { Part } from './part.ts';
import { fails, work } from './part.ts';
import { storage } from './tree.ts';
import { storedType } from './user-types.ts';

/** https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES */
export function addColumn({ table, column, ifNotExists }: OperationOf<'add column'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found || (ifNotExists && hasColumn(found, column.name.name, here))) return [];
  const virtual = column.generated?.stored === false;
  return [
    ...(virtual ? [{ kind: 'since', major: 18 } as const] : []),
    ...(column.compression === undefined ? [] : [{ kind: 'since', major: 14 } as const]),
    ...rewrite(column, found, here),
    ...(virtual && column.notNull ? storage(found, here).map((place) => work('scan', place)) : []),
    ...(isMissing(column) ? [fails('23502', 'rows exist')] : []),
    ...column.constraints.flatMap((constraint) => [...inline(constraint, column, found, here), ...uncomparable(constraint, table, here)]),
  ];
}

function hasColumn({ relation }: Found, name: string, { before }: Here): boolean {
  const answer = relation && before.column(relation, name);
  return answer?.known === true && answer.value !== undefined;
}

/** Each row gets a value of its own, or its value has to pass a domain's checks. A type that is not known is taken for no such domain. */
function rewrite({ sqlType, identity, generated, fallback }: ColumnSpec, found: Found, here: Here): readonly Part[] {
  const stored = storedType(sqlType, here);
  const volatility = fallback && volatilityOf(fallback, here.before, here);
  const sure = sqlType.serial || identity !== undefined || generated?.stored === true || stored.constrained || volatility === 'volatile';
  if (!sure && volatility !== 'maybe volatile') return [];
  return [...storage(found, here).map((place) => work('rewrite', place, sure)), ...drawn(fallback?.sequences ?? [], here)];
}

/** NOT NULL, and nothing that could be put in. */
function isMissing({ notNull, constraints, fallback, identity, generated, sqlType }: ColumnSpec): boolean {
  const required = notNull !== undefined || constraints.some(({ type }) => type === 'primary key' || type === 'not null');
  const filled = (fallback !== undefined && fallback.shape !== 'null') || identity !== undefined || generated !== undefined || sqlType.serial;
  return required && !filled;
}

/** Constraints inside the column. A foreign key has nothing to check as long as all its values are NULL. */
function inline(constraint: ConstraintSpec, column: ColumnSpec, found: Found, here: Here): readonly Part[] {
  switch (constraint.type) {
    case 'foreign key': return [...broughtFor(constraint), ...inlineKey(constraint, column, found, here)];
    case 'primary key': case 'unique': case 'exclude': return added({ ...constraint, type: 'unique' }, found, here);
    case 'check': return added(constraint, found, here);
    case 'not null': return [];
  }
}

/** PostgreSQL looks for a default, and DEFAULT NULL is one; to an identity column's values it does not look. */
function inlineKey(key: ConstraintSpec, { fallback, sqlType }: ColumnSpec, found: Found, here: Here): readonly Part[] {
  const unchecked = foreignKey(key, found, here, 'unchecked');
  if (fallback?.shape === 'null') return [...unchecked, ...scans(found, here)];
  return fallback || sqlType.serial ? foreignKey(key, found, here, 'checked') : unchecked;
}
