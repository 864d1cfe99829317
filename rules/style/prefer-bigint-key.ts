import type { ColumnSpec, ConstraintSpec, OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

/** The greatest number of each. */
const NARROW: Readonly<Record<string, string>> = { int2: '32,767', int4: '2,147,483,647' };

export default defineRule({
  name: 'prefer-bigint-key',
  summary: 'Give keys that number rows eight bytes.',
  why: `
    Numbers of deleted rows and of failed INSERTs are used up as well. When a 32-bit key is at its end every INSERT fails,
    and a wider type writes the table and all that references it again while nobody can use them.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT'],
  options: { small: { kind: 'texts', about: 'Tables that stay small, by name.', otherwise: [] } } as const,
  on: ['create table', 'add column'],

  check(operation, here, { small }) {
    const { table } = operation;
    if (small.includes(here.named(table)) || here.lastSeen(table)?.persistence === 'temporary') return [];
    return keysOf(operation).map(({ name, sqlType }) => ({
      message: `${here.named(table)}.${name.name} ends at ${NARROW[sqlType.name] ?? ''}: then every INSERT fails, and a wider type locks and writes again ${here.named(table)} and all that references it.`,
      at: here.at,
      span: sqlType.span,
      because: [],
      cure: advice(`Declare it as ${sqlType.serial ? 'bigserial' : 'bigint'}, and what references it as bigint.`),
    }));
  },
});

/** Narrow columns of the primary key that number rows: not those that are what another table's key is. */
function keysOf(operation: OperationOf<'create table' | 'add column'>): readonly ColumnSpec[] {
  const columns = operation.kind === 'create table' ? operation.columns : [operation.column];
  if (operation.kind === 'create table' && operation.persistence === 'temporary') return [];
  const constraints: readonly ConstraintSpec[] = [...(operation.kind === 'create table' ? operation.constraints : []), ...columns.flatMap((column) => column.constraints)];
  const key = constraints.find(({ type }) => type === 'primary key')?.columns ?? [];
  const foreign = new Set(constraints.flatMap((constraint) => (constraint.type === 'foreign key' ? constraint.columns : [])));
  return columns.filter((column) => {
    const isNumbered = column.sqlType.serial || column.identity !== undefined || column.fallback?.calls.includes('nextval') === true;
    const { name } = column.name;
    return key.includes(name) && !foreign.has(name) && column.sqlType.name in NARROW && !column.sqlType.array && (key.length === 1 || isNumbered);
  });
}
