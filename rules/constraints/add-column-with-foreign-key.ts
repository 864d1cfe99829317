import { describe } from '../../src/operations/describe.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'add-column-with-foreign-key',
  summary: 'Add a column that references another table in a file of its own, under lock_timeout.',
  why: `
    ADD COLUMN with REFERENCES has no row to check, yet it needs ACCESS EXCLUSIVE on the one table and SHARE ROW EXCLUSIVE
    on the other at once. Holding the one it queues for the other behind the longest transaction there, and everybody who
    needs either of them queues behind it.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES', 'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],
  on: ['add column'],
  yieldsTo: ['add-column-default-foreign-key', 'several-foreign-keys'],

  check(operation, here) {
    if (!isForeign(operation) || here.surelyNew(operation.table)) return [];
    const queues = here.queuesAfter(isForeign);
    if (!queues.some(({ role }) => role === 'referenced')) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon('expand', keep(here.at)),
    }];
  },
});

function isForeign(operation: Operation): boolean {
  return operation.kind === 'add column' && operation.column.constraints.some(({ type }) => type === 'foreign key');
}
