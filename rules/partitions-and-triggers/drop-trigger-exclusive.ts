import { describe } from '../../src/operations/describe.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'drop-trigger-exclusive',
  summary: 'Drop and rename triggers in a file of their own, under lock_timeout.',
  why: `
    CREATE TRIGGER stops writes only; DROP TRIGGER and ALTER TRIGGER … RENAME take ACCESS EXCLUSIVE on the table. The
    work takes a moment, but the request queues behind the longest transaction that uses the table, and everybody who
    comes later, readers included, queues behind the request.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES', 'https://www.postgresql.org/docs/current/sql-droptrigger.html'],
  on: ['drop trigger', 'rename trigger'],

  check(operation, here) {
    const queues = here.queues;
    if (queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon(operation.kind === 'drop trigger' ? 'contract' : 'expand', keep(here.at)),
    }];
  },
});
