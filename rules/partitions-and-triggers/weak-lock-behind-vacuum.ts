import { atLeast, stopsReads, stopsWrites } from '../../src/effects/conflicts.ts';
import { sameTarget } from '../../src/effects/moment.ts';
import { describe } from '../../src/operations/describe.ts';
import { inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { fromHereOn } from '../../src/rule/cure/from-here-on.ts';
import { defineRule } from '../../src/rule/rule.ts';

const WEAK = 'SHARE UPDATE EXCLUSIVE';

export default defineRule({
  name: 'weak-lock-behind-vacuum',
  summary: 'Keep statements that wait for vacuum apart from those that stop the application.',
  why: `
    COMMENT, ANALYZE, CREATE STATISTICS, SET STATISTICS, VALIDATE and publications take SHARE UPDATE EXCLUSIVE. No reader
    or writer meets it; VACUUM does. They wait for one that runs, for hours on a large table, and an autovacuum against
    transaction ID wraparound does not step aside. What the transaction already holds stays locked meanwhile.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES', 'https://www.postgresql.org/docs/current/routine-vacuuming.html'],
  oncePer: 'script',
  on: ['comment', 'create statistics', 'analyze', 'alter table', 'validate constraint', 'create publication', 'alter publication'],

  check(operation, here) {
    if (!here.mayWaitForever) return [];
    const waits = here.locks.filter((lock) => lock.mode === WEAK && !here.isOnNew(lock)
      && !here.held.some((held) => sameTarget(held.lock.on, lock.on) && atLeast(held.lock.mode, WEAK)));
    const stopped = here.held.filter(({ lock }) => stopsWrites(lock.mode) && !here.isOnNew(lock));
    const worst = stopped.find(({ lock }) => stopsReads(lock.mode)) ?? stopped[0];
    const [wait] = waits;
    if (!wait || !worst) return [];
    return [{
      message: `${stopsReads(worst.lock.mode) ? 'Nobody can read or write' : 'Nobody can write to'} ${here.nameOf(worst.lock.on)} until a VACUUM of ${here.nameOf(wait.on)} is through, if one is running: ${describe(operation)} waits for it, and ${worst.by} at line ${here.lineOf(worst.taken)} already holds ${worst.lock.mode}.`,
      at: here.at,
      related: [worst.taken],
      because: waits,
      cure: phases(inTransaction('expand', ...fromHereOn(here).map(keep))),
    }];
  },
});
