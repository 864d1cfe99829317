import { phases } from '../../src/rule/cure/build.ts';
import { proveNotNull } from '../../src/rule/cure/not-null.ts';
import { keyByIndex } from '../../src/rule/cure/using-index.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'primary-key-build',
  summary: 'Build the index of a primary key concurrently, then attach it.',
  why: `
    ADD PRIMARY KEY builds its index under ACCESS EXCLUSIVE, and scans the table once more where a column may be NULL.
    With NOT NULL proven and the index built concurrently, USING INDEX takes a moment.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX'],
  on: ['add constraint'],

  check(operation, here) {
    const { table, constraint } = operation;
    if (constraint.type !== 'primary key' || constraint.usingIndex || here.surelyNew(table) || here.isPartitioned(table)) return [];
    const builds = here.work('index build');
    if (builds.length === 0) return [];

    const unproven = constraint.columns.filter((column) => !here.surelyWithoutNull(table, column) && !comesNotNull(column, here));
    return [{
      message: `Nobody can read or write ${here.named(table)} while the index of the primary key is built${unproven.length > 0 ? ' and every row is checked for NULL' : ''}.`,
      at: here.at,
      because: builds,
      cure: phases(...keyByIndex(operation, here, 'PRIMARY KEY', unproven.flatMap((column) =>
        proveNotNull({ table: table.name, written: here.textOf(table.span), column }, here.lowest)))),
    }];
  },
});

/** The same statement adds the column with NOT NULL. */
function comesNotNull(name: string, here: Situation): boolean {
  return here.operations.some((other) => other.kind === 'add column' && other.column.name.name === name && other.column.notNull !== undefined);
}
