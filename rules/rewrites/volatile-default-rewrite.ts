import { fill, plainColumn, putBack } from '../../src/rule/cure/add-plain-column.ts';
import { inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { clauseWith } from '../../src/sql/keyword.ts';

export default defineRule({
  name: 'volatile-default-rewrite',
  summary: 'Add a column first, give it a volatile default after.',
  why: `
    A default that is one value for all rows is kept in the catalog. A VOLATILE one gives each row a value of its own, so
    ADD COLUMN writes the whole table and all its indexes again under ACCESS EXCLUSIVE.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
    'https://www.postgresql.org/docs/current/xfunc-volatility.html',
  ],
  yieldsTo: ['add-constrained-domain-column'],
  on: ['add column'],

  check(operation, here) {
    const { table, column } = operation;
    const { fallback } = column;
    const rewrites = here.work('rewrite');
    if (!fallback || column.sqlType.serial || rewrites.length === 0 || here.surelyNew(table)) return [];

    const name = here.textOf(column.name.span);
    const written = here.textOf(table.span);
    const bare = plainColumn(operation, here, { span: clauseWith(here.sql, 'default', fallback.span), text: '' });
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again: ${fallback.text} gives each row a value of its own.`,
      at: here.at,
      span: fallback.span,
      because: rewrites,
      cure: phases(
        inTransaction('expand', bare, sql(`ALTER TABLE ${written} ALTER COLUMN ${name} SET DEFAULT ${fallback.text}`)),
        fill(operation, here, fallback.text),
        ...putBack(operation, here, column.notNull !== undefined),
      ),
    }];
  },
});
