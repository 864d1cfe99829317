import { phases } from '../../src/rule/cure/build.ts';
import { columnFirst } from '../../src/rule/cure/add-plain-column.ts';
import { whileLookedUp } from '../../src/rule/looked-up.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'add-column-default-foreign-key',
  summary: 'Add a column that has a default first, its foreign key after.',
  why: `
    A new column that is NULL everywhere references nothing, and nothing is checked. With a default every row has a value
    that is looked up in the other table, under ACCESS EXCLUSIVE on the one and SHARE ROW EXCLUSIVE on the other; DEFAULT
    NULL has the table read as well.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  on: ['add column'],
  yieldsTo: ['add-column-inline-unique'],

  check(operation, here) {
    const { table, column } = operation;
    const key = column.constraints.find(({ type }) => type === 'foreign key');
    // A column that is written into every row is another hazard, whose cure gives the default later.
    if (!key || !column.fallback || here.surelyNew(table) || here.work('rewrite').length > 0) return [];
    const scans = here.work('scan');
    if (scans.length === 0) return [];
    return [{
      message: column.fallback.shape === 'null'
        ? `Nobody can read or write ${here.named(table)} while every row is read for the foreign key: PostgreSQL takes DEFAULT NULL for a value to look up.`
        : whileLookedUp(table, key.references, here),
      at: here.at,
      span: key.span,
      because: scans,
      cure: phases(...columnFirst(operation, here)),
    }];
  },
});
