import { describe } from '../../src/operations/describe.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'create-table-locks-parent',
  summary: 'Create a table that references one in use in a file of its own, under lock_timeout.',
  why: `
    A foreign key puts triggers on the table that it references, and needs SHARE ROW EXCLUSIVE on it for that, even where
    the referencing table is new and empty. Its request queues behind every transaction that has written that table, all
    later writes queue behind the request, and the lock is held until the transaction ends.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES', 'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],
  on: ['create table'],
  yieldsTo: ['create-partition-locks-parent'],

  check(operation, here) {
    const queues = here.queues.filter(({ role }) => role === 'referenced');
    if (queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon('expand', keep(here.at)),
    }];
  },
});
