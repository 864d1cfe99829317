import { describe } from '../../src/operations/describe.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { fromHereOn } from '../../src/rule/cure/from-here-on.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'explicit-lock-table',
  summary: 'Lock tables with NOWAIT or under lock_timeout.',
  why: `
    LOCK TABLE without a mode takes ACCESS EXCLUSIVE, and any mode is held until the transaction ends. While it waits for
    its turn, everybody whose lock conflicts with the requested one waits behind it.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-lock.html'],
  on: ['lock table'],

  check(operation, here) {
    const queues = here.queues;
    if (operation.nowait || queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      span: operation.table.span,
      because: queues,
      cure: givesUpSoon('expand', ...fromHereOn(here).map(keep)),
    }];
  },
});
