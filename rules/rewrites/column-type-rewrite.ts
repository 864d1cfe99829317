import { becomes } from '../../src/rule/becomes.ts';
import { moveColumn } from '../../src/rule/cure/move-column.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'column-type-rewrite',
  summary: 'Change the type of a filled column through a new column.',
  why: `
    Where the stored bytes of the old type are not those of the new one, ALTER COLUMN … TYPE writes the whole table and
    all its indexes again under ACCESS EXCLUSIVE. Some changes need no rewrite (varchar to text, a longer varchar, a wider
    numeric of the same scale); those are not reported.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  yieldsTo: ['recreate-enum', 'key-type-change-locks-referencers', 'constrained-domain-type-change', 'narrowing-type-change', 'timestamp-timezone-conversion', 'type-change-with-using'],
  on: ['set type'],

  check(operation, here) {
    const { table, to } = operation;
    const rewrites = here.work('rewrite').filter(({ certain }) => certain);
    if (rewrites.length === 0 || here.surelyNew(table)) return [];

    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again: ${becomes(operation, here)}.`,
      at: here.at,
      span: to.span,
      because: rewrites,
      cure: moveColumn(operation, here),
    }];
  },
});
