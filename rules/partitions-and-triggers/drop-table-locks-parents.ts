import { describe } from '../../src/operations/describe.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'drop-table-locks-parents',
  summary: 'Drop a table with foreign keys in a file of its own, under lock_timeout.',
  why: `
    With a table go its foreign keys, and with them triggers of the tables that it references, for which DROP TABLE takes
    ACCESS EXCLUSIVE on each of those: they are in use when the dropped one long is not. CASCADE does the same to tables
    that reference the dropped one.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-droptable.html', 'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],
  on: ['drop table'],

  check(operation, here) {
    const queues = here.queues.filter(({ role, certain }) => certain && (role === 'referenced' || role === 'referencing'));
    if (queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      span: operation.table.span,
      because: queues,
      cure: givesUpSoon('contract', keep(here.at)),
    }];
  },
});
