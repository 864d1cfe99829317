import { columnFirst } from '../../src/rule/cure/add-plain-column.ts';
import { phases } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'add-column-inline-unique',
  summary: 'Add a column first, its UNIQUE after.',
  why: `
    UNIQUE inside a new column builds its index over every row under ACCESS EXCLUSIVE, although there is no value in it
    yet. Built concurrently later, it is attached in a moment with USING INDEX.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX'],
  on: ['add column'],
  yieldsTo: ['add-required-column', 'partition-key-missing-in-key'],

  check(operation, here) {
    const { table, column } = operation;
    const key = column.constraints.find(({ type }) => type === 'unique' || type === 'primary key');
    // A column that is written into every row is another hazard, whose cure builds the index later too.
    if (!key || here.surelyNew(table) || here.work('rewrite').length > 0) return [];
    const builds = here.work('index build');
    if (builds.length === 0) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while the index of ${column.name.name} is built over every row.`,
      at: here.at,
      span: key.span,
      because: builds,
      cure: phases(...columnFirst(operation, here)),
    }];
  },
});
