import { builtConcurrently } from '../../src/rule/cure/concurrent-index.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { onPartitions } from '../../src/rule/cure/partitioned-index.ts';

export default defineRule({
  name: 'index-not-concurrent',
  summary: 'Build indexes on existing tables concurrently.',
  why: `
    A plain CREATE INDEX holds a SHARE lock for the whole build: reads go on, every write waits. The build grows with
    the table, so the wait does too.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  yieldsTo: ['index-build-under-exclusive-lock', 'index-on-partitioned-table'],
  on: ['create index'],

  check(operation, here) {
    const { table, concurrently } = operation;
    if (concurrently || operation.only || here.surelyNew(table) || here.surelyWithoutPartitions(table)) return [];
    const builds = here.work('index build');
    if (builds.length === 0 || here.surelyIndexed(operation)) return [];

    return here.locks.filter(({ role }) => role === 'table').map((lock) => ({
      message: here.waiters(lock, 'while the index is built'),
      at: here.at,
      because: [lock, ...builds],
      cure: here.isPartitioned(table) ? onPartitions(operation, here) : builtConcurrently(operation, here),
    }));
  },
});
