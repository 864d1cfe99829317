import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'set-access-method',
  summary: 'Do not give a table in use another access method.',
  why: `
    Another access method stores rows in another way: the whole table is written again, and all its indexes are built again,
    under ACCESS EXCLUSIVE.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-ACCESS-METHOD', 'https://www.postgresql.org/docs/current/tableam.html'],
  on: ['alter table'],

  check({ table, does }, here) {
    const rewrites = here.work('rewrite');
    if (does !== 'SET ACCESS METHOD' || rewrites.length === 0 || here.surelyNew(table)) return [];
    return [{
      message: `Unless it has that access method already, nobody can read or write ${here.named(table)} while it and its indexes are written again.`,
      at: here.at,
      because: rewrites,
      cure: advice(`Create a table of the same shape USING the other method, keep it equal by a trigger, copy the rows in batches, and let it take over the name of ${here.named(table)} in one short transaction.`),
    }];
  },
});
