import { stopsReads } from '../../src/effects/conflicts.ts';
import { builtConcurrently } from '../../src/rule/cure/concurrent-index.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'index-build-under-exclusive-lock',
  summary: 'Build indexes in another transaction than the one that alters their table.',
  why: `
    ALTER TABLE takes ACCESS EXCLUSIVE for a moment, and the transaction keeps it until it ends. An index that is built
    in the same transaction makes that moment as long as the build: reads, which a build by itself lets pass, wait too.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
  ],
  yieldsTo: ['index-on-partitioned-table'],
  on: ['create index'],

  check(operation, here) {
    const { table } = operation;
    const builds = here.work('index build');
    if (here.surelyNew(table) || builds.length === 0) return [];
    const held = here.held.find(({ lock }) => stopsReads(lock.mode) && here.isOn(lock, table));
    if (!held) return [];

    return [{
      message: `Nobody can read or write ${here.named(table)} while the index is built: ${held.by} at line ${here.lineOf(held.taken)} already holds ${held.lock.mode} ${here.untilWhen}.`,
      at: here.at,
      related: [held.taken],
      because: [...here.locks, ...builds],
      cure: builtConcurrently(operation, here),
    }];
  },
});
