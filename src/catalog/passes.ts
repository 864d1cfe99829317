import type { Kind, Operation } from '../operations/operation.ts';

/**
 * The pass of ALTER TABLE in which PostgreSQL runs a sub-command, whatever their order in the text: drops, then types,
 * new columns, attributes of columns, indexes, other constraints and defaults, the rest. Operations without a number are
 * statements of their own.
 */
const PASSES: { readonly [K in Kind]?: number } = {
  'drop column': 0, 'drop constraint': 0, 'drop not null': 0, 'drop default': 0, 'drop identity': 0, 'drop expression': 0,
  'set type': 1,
  'add column': 2,
  'set expression': 3,
  'set not null': 4,
  'set default': 7, 'add identity': 7,
  'validate constraint': 8, 'set persistence': 8, 'attach partition': 8, 'detach partition': 8, 'set of': 8, 'alter table': 8,
};

/** One statement's operations as PostgreSQL gets to them. */
export function inPasses(operations: readonly Operation[]): readonly Operation[] {
  // Operations of several statements, as a DO block has them, are no clauses of one, and run in their order.
  if (!operations.every((operation) => operation.clause && passOf(operation) !== undefined)) return operations;
  return operations.toSorted((a, b) => (passOf(a) ?? 0) - (passOf(b) ?? 0));
}

function passOf(operation: Operation): number | undefined {
  if (operation.kind !== 'add constraint') return PASSES[operation.kind];
  const { type, usingIndex } = operation.constraint;
  switch (type) {
    case 'not null': return 4;
    case 'unique': case 'primary key': case 'exclude': return usingIndex ? 5 : 6;
    case 'check': case 'foreign key': return 7;
  }
}
