import type { ConstraintSpec, OperationOf } from '../operations/operation.ts';
import type { Major } from './effect.ts';
import type { Part } from './part.ts';

/**
 * The parts of a constraint that a major brought.
 * https://www.postgresql.org/docs/current/sql-createtable.html
 */
const BROUGHT: readonly { readonly by: Major; readonly has: (spec: ConstraintSpec) => boolean }[] = [
  { by: 15, has: ({ nullsNotDistinct }) => nullsNotDistinct === true },
  { by: 18, has: ({ overTime }) => overTime === true },
  { by: 18, has: ({ enforced }) => !enforced },
];

export function broughtFor(spec: ConstraintSpec): readonly Part[] {
  return BROUGHT.filter(({ has }) => has(spec)).map(({ by }) => since(by));
}

/** Inside a column NOT NULL has always been able to have a name; beside the columns it stands from 18 on. */
export function broughtForTable({ columns, constraints }: OperationOf<'create table'>): readonly Part[] {
  return [
    ...columns.flatMap(({ generated }) => (generated?.stored === false ? [since(18)] : [])),
    ...constraints.flatMap(({ type }) => (type === 'not null' ? [since(18)] : [])),
    ...[...columns.flatMap((column) => column.constraints), ...constraints].flatMap(broughtFor),
  ];
}

function since(major: Major): Part {
  return { kind: 'since', major };
}
