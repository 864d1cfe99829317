import { columnFirst } from '../../src/rule/cure/add-plain-column.ts';
import { phases } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'add-column-inline-check',
  summary: 'Add a column first, its CHECK after.',
  why: `
    A CHECK inside a new column is tried on every row under ACCESS EXCLUSIVE, although all rows have the same value there,
    and inside a column it cannot be NOT VALID.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  on: ['add column'],
  yieldsTo: ['add-column-inline-unique', 'add-column-default-foreign-key', 'add-required-column'],

  check(operation, here) {
    const { table, column } = operation;
    const check = column.constraints.find(({ type }) => type === 'check');
    // A column that is written into every row is another hazard, whose cure adds the CHECK later too.
    if (!check || here.surelyNew(table) || here.work('rewrite').length > 0) return [];
    const scans = here.work('scan');
    if (scans.length === 0) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while every row is checked, although ${column.name.name} is ${column.fallback ? 'the same' : 'NULL'} in all of them.`,
      at: here.at,
      span: check.span,
      because: scans,
      cure: phases(...columnFirst(operation, here)),
    }];
  },
});
