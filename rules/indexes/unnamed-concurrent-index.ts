import { outside, samePhases } from '../../src/rule/cure/build.ts';
import { concurrentForm } from '../../src/rule/cure/concurrent-index.ts';
import { indexNameFor } from '../../src/rule/cure/name.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'unnamed-concurrent-index',
  summary: 'Give every index that is built concurrently a name.',
  why: `
    A concurrent build that fails or is cancelled leaves its index behind, INVALID. Where the statement gives no name,
    the next try takes the next free one and builds a second index beside the first, which nobody looks for any more.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  yieldsTo: ['concurrently-in-transaction', 'index-on-partitioned-table'],
  on: ['create index'],

  check(operation, here) {
    const { table, name, concurrently } = operation;
    const builds = here.work('index build');
    if (!concurrently || name !== undefined || here.surelyNew(table) || builds.length === 0) return [];
    return [{
      message: `If this build fails, an INVALID ${indexNameFor(table, operation, here)} stays behind, and the next try builds another index under another name: every write to ${here.named(table)} pays for both.`,
      at: here.at,
      because: builds,
      cure: samePhases(outside('expand', concurrentForm(operation, here))),
    }];
  },
});
