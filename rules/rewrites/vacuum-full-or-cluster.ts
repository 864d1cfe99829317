import { noCure } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'vacuum-full-or-cluster',
  summary: 'Do not rewrite a table in use with VACUUM FULL or CLUSTER.',
  why: `
    Both copy the whole table and build all its indexes again under ACCESS EXCLUSIVE: nobody reads and nobody writes until
    the copy is complete. Plain VACUUM frees space for new rows without stopping anybody.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-vacuum.html', 'https://www.postgresql.org/docs/current/sql-cluster.html'],
  on: ['vacuum', 'cluster'],

  check(operation, here) {
    if (operation.kind === 'vacuum' && !operation.full) return [];
    const tables = operation.kind === 'vacuum' ? operation.tables : operation.table ? [operation.table] : [];
    const live = tables.filter((table) => !here.surelyNew(table));
    if (tables.length > 0 && live.length === 0) return [];

    const words = operation.kind === 'vacuum' ? 'VACUUM FULL' : 'CLUSTER';
    const names = live.length === 0 ? 'any table of the database, one after another,' : live.map((table) => here.named(table)).join(' or ');
    return [{
      message: `Nobody can read or write ${names} while ${words} copies ${live.length > 1 ? 'each' : 'it'} and builds all indexes again.`,
      at: here.at,
      because: [...here.work('rewrite'), ...here.locks],
      cure: noCure('PostgreSQL has no concurrent form of it up to 18: let plain VACUUM free the space for new rows, use the pg_repack extension, or take a window in which nobody needs the table.'),
    }];
  },
});
