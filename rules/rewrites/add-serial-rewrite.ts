import { fill, plainColumn, putBack } from '../../src/rule/cure/add-plain-column.ts';
import { inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { nameFor } from '../../src/rule/cure/name.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { quoteLiteral, quoteQualified } from '../../src/sql/quote.ts';

const INTEGERS: Readonly<Record<string, string>> = { int2: 'smallint', int4: 'integer', int8: 'bigint' };

export default defineRule({
  name: 'add-serial-rewrite',
  summary: 'Add an integer column first, number its rows after.',
  why: `
    serial is an integer whose default is nextval(), which is volatile: each row gets its number, so ADD COLUMN writes
    the whole table and all its indexes again under ACCESS EXCLUSIVE. An identity column does the same.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL',
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
  ],
  on: ['add column'],

  check(operation, here) {
    const { table, column } = operation;
    const rewrites = here.work('rewrite');
    if (!column.sqlType.serial || rewrites.length === 0 || here.surelyNew(table)) return [];

    const name = here.textOf(column.name.span);
    const written = here.textOf(table.span);
    const integer = INTEGERS[column.sqlType.name] ?? 'bigint';
    const sequence = quoteQualified({ schema: table.schema, name: nameFor(table.name, [column.name.name], 'seq') });
    const next = `nextval(${quoteLiteral(sequence)})`;
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again: ${column.sqlType.text} gives each row a number of its own.`,
      at: here.at,
      span: column.sqlType.span,
      because: [...rewrites, ...here.work('index build')],
      cure: phases(
        inTransaction('expand',
          plainColumn(operation, here, { span: column.sqlType.span, text: integer }),
          sql(`CREATE SEQUENCE ${sequence} AS ${integer} OWNED BY ${written}.${name}`),
          sql(`ALTER TABLE ${written} ALTER COLUMN ${name} SET DEFAULT ${next}`)),
        fill(operation, here, next),
        ...putBack(operation, here, true),
      ),
    }];
  },
});
