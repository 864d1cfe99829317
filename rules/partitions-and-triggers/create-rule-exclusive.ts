import { describe } from '../../src/operations/describe.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'create-rule-exclusive',
  summary: 'Change rewrite rules in a file of their own, under lock_timeout.',
  why: `
    CREATE RULE, DROP RULE and the renaming of a rule take ACCESS EXCLUSIVE on the table or view: readers and writers
    wait while the request queues, and until its transaction ends. A trigger does nearly all that a rule can, and is
    created under a lock that no reader meets.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES', 'https://www.postgresql.org/docs/current/rules-triggers.html'],
  on: ['create rule', 'drop rule', 'rename rule', 'alter table'],

  check(operation, here) {
    if (operation.kind === 'alter table' && !operation.does.endsWith(' RULE')) return [];
    const queues = here.queues;
    if (queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon(operation.kind === 'drop rule' ? 'contract' : 'expand', keep(here.at)),
    }];
  },
});
