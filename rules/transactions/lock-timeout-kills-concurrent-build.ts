import { keep, outside, phases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { timeoutOf } from '../../src/session/timeout.ts';
import { describe } from '../../src/operations/describe.ts';

export default defineRule({
  name: 'lock-timeout-kills-concurrent-build',
  summary: 'Lift lock_timeout for concurrent index builds.',
  why: `
    A concurrent build waits for every transaction that writes the table and for every older snapshot in the database.
    lock_timeout counts those waits too. When it strikes, the build fails and leaves an INVALID index: no query uses it,
    every write pays for it.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT',
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
  ],
  yieldsTo: ['concurrently-in-transaction', 'index-on-partitioned-table'],
  on: ['create index', 'reindex'],

  check(operation, here) {
    const timeout = here.session.setting('lock_timeout');
    if (!operation.concurrently || timeout === undefined || timeoutOf(timeout.value) === 0) return [];
    return [{
      message: `${describe(operation)} fails and leaves an INVALID index as soon as a transaction that it waits for is older than lock_timeout (${timeout.value}).`,
      at: here.at,
      because: here.effects.waits,
      cure: phases(outside('expand', sql('SET lock_timeout = 0'), keep(here.at))),
    }];
  },
});
