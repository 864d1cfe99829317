import { noCure, phases } from '../../src/rule/cure/build.ts';
import { replaceColumn } from '../../src/rule/cure/replace-column.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'rename-column',
  summary: 'Rename a column through a new column.',
  why: `
    A rename is instant, and that is the trouble: no release fits both names. Statements of the running application that
    use the old name fail at once, those of the next one fail until it commits.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME'],
  on: ['rename column'],

  check({ table, column, to }, here) {
    if (here.surelyNew(table) || here.surelyNewColumn(table, column.name)) return [];
    const known = here.column(table, column.name);
    return [{
      message: `Statements of the running application that name ${here.named(table)}.${column.name} fail from the moment this commits.`,
      at: here.at,
      because: here.locks,
      cure: known === undefined
        ? noCure(`The type of ${here.named(table)}.${column.name} is not in this history: add ${to.name} with the same type, keep the two equal by a trigger, move the releases over, and drop ${column.name}.`)
        : phases(...replaceColumn({
          table, from: column.name, to: to.name, toType: known.sqlType.text,
          convert: (value) => value, convertBack: (value) => value, notNull: known.notNull === 'yes',
        }, here.lowest)),
    }];
  },
});
