import { phases } from '../../src/rule/cure/build.ts';
import { inBatches } from '../../src/rule/cure/in-batches.ts';
import { touchesFewRows } from '../../src/rule/few-rows.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'unbatched-dml',
  summary: 'Change many rows in batches, each in a transaction of its own.',
  why: `
    One UPDATE or DELETE over a whole table keeps every row it touches locked until it commits, doubles the rows that
    vacuum must clean, and sends all of it to the replicas at once.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS'],
  yieldsTo: ['backfill-under-ddl-lock'],
  on: ['update', 'delete'],

  check(operation, here) {
    const { table, kind } = operation;
    if (!here.mayBeLarge(table) || touchesFewRows(operation, here)) return [];
    const doing = kind === 'update' ? 'changes' : 'deletes';
    const rows = operation.where === undefined ? 'all rows' : 'every matching row';
    return [{
      message: `This ${doing} ${rows} of ${here.named(table)} at once: whoever writes one of them waits ${here.untilWhen}, and dead rows, WAL and replica lag grow with the table.`,
      at: here.at,
      because: here.work('row changes'),
      cure: inBatches(operation, here, (batches) => phases(batches)),
    }];
  },
});
