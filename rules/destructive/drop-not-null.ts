import { inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'drop-not-null',
  summary: 'Let a release expect NULL before a column may hold it.',
  why: `
    A column that was NOT NULL has never given a NULL to anybody. Once it may, the release that is still running meets
    values that its code was not written for.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL'],
  on: ['drop not null'],

  check({ table, column }, here) {
    if (here.surelyNew(table) || here.surelyNewColumn(table, column.name) || !here.surelyNotNull(table, column.name)) return [];
    // A release knows it by another name, and that is gone already.
    if (here.nameBefore(table, column.name) !== column.name) return [];
    const after = here.later('set not null', 'drop column').some(({ operation }) => operation.column.name === column.name && operation.table.name === table.name);
    if (after) return [];
    const name = `${here.named(table)}.${column.name}`;
    return [{
      message: `The running application may meet NULL in ${name} as soon as somebody writes it, and was never told to expect it.`,
      at: here.at,
      because: [],
      cure: phases({ ...inTransaction('contract', keep(here.at)), deployBefore: `Deploy a release that can read NULL in ${name}.` }),
    }];
  },
});
