import { describe } from '../../src/operations/describe.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'create-trigger-locks-writes',
  summary: 'Create triggers on existing tables in a file of their own, under lock_timeout.',
  why: `
    CREATE TRIGGER takes SHARE ROW EXCLUSIVE on the table: reads go on. Its request queues behind every transaction that
    has written the table and is still open, all later writes queue behind the request, and the lock is held until the
    transaction ends.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES', 'https://www.postgresql.org/docs/current/sql-createtrigger.html'],
  on: ['create trigger'],

  check(operation, here) {
    const queues = here.queues;
    if (queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon('expand', keep(here.at)),
    }];
  },
});
