import { outside, phases, sql } from '../../src/rule/cure/build.ts';
import { concurrentForm } from '../../src/rule/cure/concurrent-index.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { ObjectName } from '../../src/sql/name.ts';
import { quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'concurrent-index-if-not-exists',
  summary: 'Let no concurrent build be skipped because an earlier one failed.',
  why: `
    A concurrent build that fails or is cancelled leaves its index behind, INVALID. IF NOT EXISTS looks at the name alone:
    the next try says "already exists, skipping" and succeeds, while no query ever uses the index and every write pays
    for it. A unique one does not vouch for the rows that were there.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  yieldsTo: ['concurrently-in-transaction', 'index-on-partitioned-table'],
  on: ['create index'],

  check(operation, here) {
    const { table, name, concurrently, unique, ifNotExists } = operation;
    const builds = here.work('index build');
    if (!concurrently || !ifNotExists || !name || here.tool.checksIndexes || here.surelyNew(table) || builds.length === 0) return [];
    if (isDroppedBefore(name, here)) return [];

    const harm = unique ? 'old duplicates stay, no query uses the index' : 'no query uses the index';
    return [{
      message: `If this build fails, an INVALID ${here.named(name)} stays behind. The next run of ${here.tool.name} finds the name, skips the build and succeeds: ${harm}, and every write pays for it.`,
      at: here.at,
      because: builds,
      cure: phases(outside('expand', sql(`DROP INDEX CONCURRENTLY IF EXISTS ${quoteQualified(name)}`), concurrentForm(operation, here))),
    }];
  },
});

/** What an earlier try left is gone when the script comes to the build. */
function isDroppedBefore(name: ObjectName, here: Situation): boolean {
  return here.earlier('drop index').some(({ operation }) => operation.index.name === name.name);
}
