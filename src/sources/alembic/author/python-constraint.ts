import type { ConstraintSpec } from '../../../operations/operation.ts';
import type { Named } from '../../../sql/name.ts';
import { sqlText } from './as-execute.ts';
import { call, keyword, listOf, repr } from './python-code.ts';

/** What `op.create_table` takes for a constraint; undefined where nothing says all that it is. */
export function constraintCode(constraint: ConstraintSpec): string | undefined {
  const { type, columns, references, referencedColumns, check } = constraint;
  if (!isPlain(constraint)) return undefined;
  const named = keyword('name', constraint.name && final(constraint.name));
  switch (type) {
    case 'primary key': return call('sa.PrimaryKeyConstraint', [...columns.map(repr), ...named, ...deferral(constraint)]);
    case 'unique': return call('sa.UniqueConstraint', [...columns.map(repr), ...named, ...deferral(constraint)]);
    case 'check': return check && call('sa.CheckConstraint', [sqlText(check.text), ...named]);
    case 'foreign key': return references && call('sa.ForeignKeyConstraint', [
      listOf(columns), listOf(referencedColumns.map((column) => [references.schema, references.name, column].filter((word) => word !== undefined).join('.'))),
      ...named, ...actions(constraint), ...deferral(constraint),
    ]);
    case 'exclude': case 'not null': return undefined;
  }
}

/** The operation that adds a constraint to a table; undefined where there is none. */
export function addConstraintCode(table: Named, constraint: ConstraintSpec): string | undefined {
  const { type, columns, references, referencedColumns, check, validated } = constraint;
  if (!isPlain({ ...constraint, validated: true })) return undefined;
  const name = constraint.name ? final(constraint.name) : 'None';
  const schema = keyword('schema', table.schema === undefined ? undefined : repr(table.schema));
  const notValid = validated ? [] : ['postgresql_not_valid=True'];
  switch (type) {
    case 'primary key': return call('op.create_primary_key', [name, repr(table.name), listOf(columns), ...schema]);
    case 'unique': return call('op.create_unique_constraint', [name, repr(table.name), listOf(columns), ...schema, ...deferral(constraint)]);
    case 'check': return check && call('op.create_check_constraint', [name, repr(table.name), sqlText(check.text), ...schema, ...notValid]);
    case 'foreign key': return references && call('op.create_foreign_key', [
      name, repr(table.name), repr(references.name), listOf(columns), listOf(referencedColumns),
      ...keyword('source_schema', table.schema === undefined ? undefined : repr(table.schema)),
      ...keyword('referent_schema', references.schema === undefined ? undefined : repr(references.schema)),
      ...actions(constraint), ...deferral(constraint), ...notValid,
    ]);
    case 'exclude': case 'not null': return undefined;
  }
}

/** A name that no naming convention of the project changes. */
export function final({ name }: Named): string {
  return `op.f(${repr(name)})`;
}

function isPlain({ include, validated, enforced, usingIndex, noInherit, nullsNotDistinct, overTime }: ConstraintSpec): boolean {
  return include.length === 0 && validated && enforced && !usingIndex && !noInherit && !nullsNotDistinct && !overTime;
}

function actions({ onDelete, onUpdate, matchFull }: ConstraintSpec): readonly string[] {
  const action = (name: string, does: string | undefined) => keyword(name, does === undefined ? undefined : repr(does.toUpperCase()));
  return [...action('ondelete', onDelete), ...action('onupdate', onUpdate), ...(matchFull ? ["match='FULL'"] : [])];
}

function deferral({ deferrable }: ConstraintSpec): readonly string[] {
  if (deferrable === undefined) return [];
  return ['deferrable=True', ...(deferrable === 'initially deferred' ? ["initially='DEFERRED'"] : [])];
}
