import { describe } from '../../src/operations/describe.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'alter-partitioned-recurses',
  summary: 'Alter partitioned tables in a file of their own, under lock_timeout.',
  why: `
    What ALTER TABLE does to a partitioned table it does to every partition: it takes ACCESS EXCLUSIVE on each of them,
    one after the other, and keeps those that it has while it waits for the next. One long query of one partition is
    enough to stop them all.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-partitioning.html', 'https://www.postgresql.org/docs/current/sql-altertable.html'],
  yieldsTo: ['constraint-deferrability-change', 'drop-foreign-key-locks-parent', 'storage-setting-exclusive-lock'],
  on: [
    'add column', 'set not null', 'drop not null', 'set default', 'drop default', 'add identity', 'drop identity', 'drop expression',
    'add constraint', 'drop constraint', 'rename constraint', 'alter table',
  ],

  check(operation, here) {
    const queues = here.queues;
    if (operation !== here.operations[0] || !queues.some(({ role, mode }) => role === 'partition' && mode === 'ACCESS EXCLUSIVE')) return [];
    // What scans or rewrites is its own rules' to say.
    if (here.effects.work.length > 0 || here.effects.fails) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon('expand', keep(here.at)),
    }];
  },
});
