import { inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { batchedDelete } from '../../src/rule/cure/batched-delete.ts';

export default defineRule({
  name: 'truncate',
  summary: 'Empty a table in use by deleting in batches.',
  why: `
    TRUNCATE takes ACCESS EXCLUSIVE, so it waits for everybody who uses the table and everybody waits behind it, until
    the transaction ends. The rows are gone; with CASCADE those of the tables that reference it as well.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-truncate.html'],
  on: ['truncate'],

  check({ table, cascade }, here) {
    if (here.surelyNew(table)) return [];
    const others = cascade ? `, and so are those of every table that references it` : '';
    return [{
      message: `All rows of ${here.named(table)} are gone${others}, and nobody can read or write it ${here.untilWhen}.`,
      at: here.at,
      span: table.span,
      because: here.locks,
      cure: phases({
        ...inTransaction('contract', sql(batchedDelete(here.textOf(table.span), undefined))),
        deployBefore: `Make sure that nobody needs the rows of ${here.named(table)}.`,
      }),
    }];
  },
});
