import type { ConstraintSpec, OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { constraintsIn } from '../../src/rule/constraints-written.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';

type Checking = OperationOf<'add constraint' | 'add column' | 'create table' | 'add domain constraint' | 'create domain'>;

export default defineRule({
  name: 'time-dependent-check',
  summary: 'Keep out of a CHECK what time alone makes false.',
  why: `
    PostgreSQL tries a CHECK when a row is written and takes it to hold ever after. What compares with now() in such a way
    that it ceases to hold makes rows that nobody can update any more, and dumps that cannot be restored. created_at <=
    now() is fine: once true, it stays true.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-CHECK-CONSTRAINTS'],
  on: ['add constraint', 'add column', 'create table', 'add domain constraint', 'create domain'],

  check(operation, here) {
    return checksIn(operation).flatMap(({ expiresBy = [], span }) => {
      if (expiresBy.length === 0) return [];
      const clocks = expiresBy.map((clock) => (clock.startsWith('current_') || clock.startsWith('local') ? clock : `${clock}()`));
      return [{
        message: `${listed(clocks)} ${clocks.length > 1 ? 'move' : 'moves'} on: a row that passes this CHECK today breaks it later, and from then on each UPDATE of the row fails, and the restore of a dump that has it.`,
        at: here.at,
        span,
        because: [],
        cure: advice('Compare with the time when the value is written: in the application, or in a trigger that runs BEFORE INSERT OR UPDATE OF the column.'),
      }];
    });
  },
});

function checksIn(operation: Checking): readonly ConstraintSpec[] {
  switch (operation.kind) {
    case 'add domain constraint': return [operation.constraint];
    case 'create domain': return operation.constraints;
    default: return constraintsIn(operation).map(({ constraint }) => constraint);
  }
}
