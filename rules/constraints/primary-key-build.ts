import { inTransaction, noCure, phases } from '../../src/rule/cure/build.ts';
import { rest } from '../../src/rule/cure/clause.ts';
import { proveNotNull } from '../../src/rule/cure/not-null.ts';
import { usingIndex } from '../../src/rule/cure/using-index.ts';
import { defineRule } from '../../src/rule/rule.ts';

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
    if (constraint.type !== 'primary key' || constraint.usingIndex || here.surelyNew(table)) return [];
    const builds = here.work('index build');
    if (builds.length === 0) return [];

    const others = rest(operation, here);
    const unproven = constraint.columns.filter((column) => !here.surelyNotNull(table, column));
    return [{
      message: `Nobody can read or write ${here.named(table)} while the index of the primary key is built${unproven.length > 0 ? ' and every row is checked for NULL' : ''}.`,
      at: here.at,
      because: builds,
      cure: here.surelyPartitioned(table)
        ? noCure(`${here.named(table)} is partitioned, where USING INDEX is refused: build a unique index concurrently on each partition, then add the key, which takes those over.`)
        : phases(
          ...(others.length > 0 ? [inTransaction('expand', ...others)] : []),
          ...unproven.flatMap((column) => proveNotNull({ table: table.name, written: here.textOf(table.span), column }, here.lowest)),
          ...usingIndex(operation, here, 'PRIMARY KEY'),
        ),
    }];
  },
});
