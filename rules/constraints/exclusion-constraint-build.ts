import { noCure } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'exclusion-constraint-build',
  summary: 'Do not add an exclusion constraint to a table in use.',
  why: `
    ADD EXCLUDE builds its index and compares the rows under ACCESS EXCLUSIVE. PostgreSQL offers neither NOT VALID nor
    USING INDEX for it, so the stop lasts as long as the build.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-EXCLUDE'],
  on: ['add constraint'],

  check({ table, constraint }, here) {
    if (constraint.type !== 'exclude' || here.surelyNew(table)) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while the index of the constraint is built and the rows are compared.`,
      at: here.at,
      because: here.work('index build'),
      cure: noCure(`An exclusion constraint can be neither NOT VALID nor attached to an index: create a new table that has it, copy the rows in batches and swap the two, or add it in a window in which nobody needs ${here.named(table)}.`),
    }];
  },
});
