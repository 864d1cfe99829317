import { change, insertion, noCure, outside, samePhases } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { OperationOf } from '../../src/operations/operation.ts';

export default defineRule({
  name: 'reindex-not-concurrent',
  summary: 'Rebuild indexes concurrently.',
  why: `
    A plain REINDEX holds SHARE on the table and ACCESS EXCLUSIVE on each index it rebuilds. Writes wait for the first;
    reads wait as well, because the planner locks every index of a table it reads.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY'],
  yieldsTo: ['reindex-scope-in-transaction'],
  on: ['reindex'],

  check({ what, target, concurrently, afterWhat }, here) {
    if (concurrently || (target && here.surelyNew(target))) return [];
    const index = target && what === 'index' ? here.catalog.index(target, here.session) : undefined;
    const table = index?.known && index.value ? here.catalog.byId(index.value.table) : undefined;
    if (table && here.isNew(table)) return [];

    const name = subject(what, target && here.named(target), table && here.nameOf({ kind: 'relation', relation: table }));
    return [{
      message: `Nobody can read or write ${name} rebuilt: REINDEX locks the index that every query plan needs.`,
      at: here.at,
      because: [...here.locks, ...here.work('index build')],
      cure: what === 'system'
        ? noCure('The indexes of the system catalogs cannot be rebuilt concurrently: run it in a maintenance window.')
        : samePhases(outside('expand', change(here.at, 'concurrently', insertion(afterWhat, ' CONCURRENTLY')))),
    }];
  },
});

/** "orders while orders_status_idx is", "any table of the schema app while its indexes are". */
function subject(what: OperationOf<'reindex'>['what'], target: string | undefined, table: string | undefined): string {
  switch (what) {
    case 'index': return `${table ?? `the table of ${target ?? 'the index'}`} while ${target ?? 'it'} is`;
    case 'table': return `${target ?? 'the table'} while its indexes are`;
    case 'schema': case 'database': case 'system': return `any table of the ${what}${target === undefined ? '' : ` ${target}`} while its indexes are`;
  }
}
