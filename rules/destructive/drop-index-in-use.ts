import { lastKnown } from '../../src/effects/moment.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'drop-index-in-use',
  summary: 'Build the successor of an index before the index is dropped.',
  why: `
    The plans that use an index change the moment it is gone, to the next best one, which may be to read the whole table.
    The statistics of a database tell how often an index was used since they were last reset.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW'],
  on: ['drop index'],

  check({ index }, here) {
    const answer = here.catalog.index(index, here.session);
    const found = answer.known ? answer.value : answer.last;
    if (!found || here.isNew(found.relation)) return [];
    const table = here.catalog.byId(found.table);
    const scans = here.indexStatisticsOf(found.relation)?.scans ?? 0;
    if (!table || scans === 0 || isCovered(found)) return [];
    const name = here.nameOf({ kind: 'relation', relation: table });
    return [{
      message: `Queries have used ${here.named(index)} ${scans.toLocaleString('en-US')} times since the statistics were reset; from the moment it is gone they read ${name} another way.`,
      at: here.at,
      because: [],
      cure: noCure(`Look which queries use it (\`SELECT query FROM pg_stat_statements\`), build what they need instead, and drop ${here.named(index)} when its idx_scan stands still.`),
    }];

    /** Another index of the table begins with the same columns. */
    function isCovered({ relation, keys, where }: NonNullable<typeof found>): boolean {
      if (!table) return false;
      const columns = keys.map(({ expression }) => expression.text);
      return lastKnown(here.catalog.indexes(table)).some((other) => other.relation.id !== relation.id && other.where === undefined && where === undefined
        && columns.every((column, at) => other.keys[at]?.expression.text === column));
    }
  },
});
