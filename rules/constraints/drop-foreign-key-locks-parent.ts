import type { Lock } from '../../src/effects/effect.ts';
import { describe } from '../../src/operations/describe.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

type Drop = OperationOf<'drop constraint' | 'drop column'>;

export default defineRule({
  name: 'drop-foreign-key-locks-parent',
  summary: 'Drop a foreign key, or its column, in a file of its own, under lock_timeout.',
  why: `
    With a foreign key its triggers on the referenced table go, which takes ACCESS EXCLUSIVE on that table too, for DROP
    CONSTRAINT as for DROP COLUMN: its readers queue behind a change that does not even name it.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],
  on: ['drop constraint', 'drop column'],

  check(operation, here) {
    const all = here.queuesAfter(({ kind }) => kind === operation.kind);
    const referenced = all.filter((lock) => lock.role === 'referenced' && isLikely(lock, operation));
    if (referenced.length === 0) return [];
    // The table itself is what the drop of a column is about.
    const queues = operation.kind === 'drop column' ? referenced : all.filter((lock) => lock.role !== 'referenced' || referenced.includes(lock));
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon('contract', keep(here.at)),
    }];
  },
});

/** What the history does not tell of a constraint, its name tells where PostgreSQL made it up. */
function isLikely({ certain }: Lock, operation: Drop): boolean {
  return certain || (operation.kind === 'drop constraint' && operation.constraint.name.endsWith('_fkey'));
}
