import { change, insertion, noCure, outside, phases } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { transactionWords } from '../../src/rule/transaction-words.ts';
import { describe } from '../../src/operations/describe.ts';

export default defineRule({
  name: 'reindex-scope-in-transaction',
  summary: 'Rebuild the indexes of a schema, a database or a partitioned table outside a transaction.',
  why: `
    REINDEX of one table or one index may stand in a transaction. What goes through many tables commits after each, so
    REINDEX SCHEMA, DATABASE and SYSTEM are refused in one (25001), and from PostgreSQL 14 on so is REINDEX of a
    partitioned table; 13 warns of that one and does nothing.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-reindex.html'],
  on: ['reindex'],

  check(operation, here) {
    const open = here.session.transaction;
    if (operation.concurrently || here.inside !== undefined || open === undefined || here.effects.transaction !== 'refused') return [];
    return [{
      message: `${describe(operation)} fails: it commits after each table, which PostgreSQL refuses inside ${transactionWords(open, here.tool)} (25001).`,
      at: here.at,
      because: [],
      cure: operation.what === 'system'
        ? noCure('Give it a migration of its own that runs outside a transaction, in a maintenance window: the indexes of the system catalogs cannot be rebuilt concurrently.')
        : phases(outside('expand', change(here.at, 'concurrently', insertion(operation.afterWhat, ' CONCURRENTLY')))),
    }];
  },
});
