import { inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { rest } from '../../src/rule/cure/clause.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'set-not-null-over-not-valid',
  summary: 'Validate a NOT NULL constraint that is NOT VALID, and leave out SET NOT NULL.',
  why: `
    From PostgreSQL 18 on a NOT NULL constraint can be added NOT VALID, and VALIDATE CONSTRAINT, which stops nobody, is
    its last step. SET NOT NULL validates it too, but reads the whole table under ACCESS EXCLUSIVE for that.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL'],
  on: ['set not null'],

  check(operation, here) {
    const { table, column } = operation;
    const scans = here.work('scan');
    const unproven = here.constraintsOn(table).find(({ type, validated, columns }) => type === 'not null' && !validated && columns.includes(column.name));
    if (!unproven || scans.length === 0 || here.surelyNew(table)) return [];
    const others = rest(operation, here);
    return [{
      message: `Nobody can read or write ${here.named(table)} while every row is checked for a NULL in ${column.name}: ${unproven.name} is NOT VALID, and SET NOT NULL validates it under ACCESS EXCLUSIVE.`,
      at: here.at,
      because: scans,
      cure: phases(
        ...(others.length > 0 ? [inTransaction('expand', ...others)] : []),
        inTransaction('expand', sql(`ALTER TABLE ${here.textOf(table.span)} VALIDATE CONSTRAINT ${quoteName(unproven.name)}`)),
      ),
    }];
  },
});
