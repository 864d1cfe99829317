import { inTransaction, phases } from '../../src/rule/cure/build.ts';
import { rest } from '../../src/rule/cure/clause.ts';
import { proveNotNull } from '../../src/rule/cure/not-null.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'set-not-null-scan',
  summary: 'Prove that a column has no NULL before SET NOT NULL.',
  why: `
    SET NOT NULL holds ACCESS EXCLUSIVE while it reads the whole table, unless a validated CHECK proves that there is no
    NULL. That CHECK can be added NOT VALID and validated while everybody works; from PostgreSQL 18 on the NOT NULL
    constraint itself can.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL'],
  on: ['set not null'],
  yieldsTo: ['set-not-null-with-check-drop', 'set-not-null-over-not-valid'],

  check(operation, here) {
    const { table, column } = operation;
    if (here.surelyNew(table)) return [];
    const scans = here.work('scan');
    if (scans.length === 0) return [];

    const others = rest(operation, here);
    const proof = proveNotNull({ table: table.name, written: here.textOf(table.span), column: column.name }, here.lowest);
    return [{
      message: `Nobody can read or write ${here.named(table)} while every row is checked for a NULL in ${column.name}.`,
      at: here.at,
      because: scans,
      cure: phases(...(others.length > 0 ? [inTransaction('expand', ...others)] : []), ...proof),
    }];
  },
});
