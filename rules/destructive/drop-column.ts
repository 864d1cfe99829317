import { inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { releaseWords } from '../../src/rule/release-words.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'drop-column',
  summary: 'Drop a column only when no running release names it.',
  why: `
    From the moment the drop commits, every statement of the running application that names the column fails, also those
    whose ORM lists all columns it knows. The data is gone; a downgrade brings back an empty column.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN'],
  yieldsTo: ['drop-and-add-same-column'],
  on: ['drop column'],

  check({ table, column, ifExists }, here) {
    if (here.surelyNew(table) || here.surelyNewColumn(table, column.name)) return [];
    if (ifExists && here.surelyNoColumn(table, column.name)) return [];
    const name = here.nameBefore(table, column.name);
    const { places, hint, atMost } = releaseWords({ table: table.name, column: name }, here);
    return [{
      message: name === column.name
        ? `Statements of the running application that name ${here.named(table)}.${name}${places} fail from the moment this commits, and its data is gone.${hint}`
        : `The data of ${here.named(table)}.${name}, which this script has renamed to ${column.name}, is gone from the moment this commits.`,
      at: here.at,
      because: here.locks.filter(({ role }) => role !== 'referenced'),
      cure: phases({
        ...inTransaction('contract', keep(here.at)),
        deployBefore: `Deploy a release that neither reads nor writes ${here.named(table)}.${name}, and tell its ORM to ignore the column.`,
      }),
      ...(name === column.name && { atMost }),
    }];
  },
});
