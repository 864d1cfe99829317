import { describe } from '../../src/operations/describe.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'foreign-key-on-partitioned',
  summary: 'Add foreign keys of partitioned tables in a file of their own, under lock_timeout.',
  why: `
    A foreign key of a partitioned table takes SHARE ROW EXCLUSIVE on the table, on every partition and on the table that
    it references, all at once, even where no row is checked. It gets them when nobody writes to any of these, and until
    then all later writes to those that it has wait as well.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html', 'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],
  on: ['add constraint'],

  check(operation, here) {
    if (operation.constraint.type !== 'foreign key' || !here.isPartitioned(operation.table)) return [];
    const queues = here.queues;
    if (queues.length === 0 || here.work('scan').length > 0 || here.effects.fails) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon('expand', keep(here.at)),
    }];
  },
});
