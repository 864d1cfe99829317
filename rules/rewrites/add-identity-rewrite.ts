import type { OperationOf } from '../../src/operations/operation.ts';
import type { Phase } from '../../src/migrations/cure.ts';
import type { Span } from '../../src/text/place.ts';
import { fill, plainColumn, putBack } from '../../src/rule/cure/add-plain-column.ts';
import { inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { nameFor } from '../../src/rule/cure/name.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { clauseWith } from '../../src/sql/keyword.ts';
import { quoteLiteral, quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'add-identity-rewrite',
  summary: 'Number the rows of a filled table before the column becomes an identity.',
  why: `
    An identity column takes each number from its sequence, like serial: ADD COLUMN writes the whole table and all its
    indexes again under ACCESS EXCLUSIVE. A filled column that is NOT NULL becomes an identity in a moment.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/ddl-identity-columns.html',
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
  ],
  on: ['add column'],

  check(operation, here) {
    const { table, column } = operation;
    const rewrites = here.work('rewrite');
    if (!column.identity || rewrites.length === 0 || here.surelyNew(table)) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again: the identity gives each row a number of its own.`,
      at: here.at,
      span: column.identity,
      because: [...rewrites, ...here.work('index build')],
      cure: phases(...byHand(operation, column.identity, here)),
    }];
  },
});

/** A sequence numbers the rows until the identity's own goes on where it has come to. */
function byHand(operation: OperationOf<'add column'>, identity: Span, here: Situation): readonly Phase[] {
  const { table, column } = operation;
  const [written, name] = [here.textOf(table.span), here.textOf(column.name.span)];
  const alter = `ALTER TABLE ${written} ALTER COLUMN ${name}`;
  const sequence = quoteQualified({ schema: table.schema, name: nameFor(table.name, [column.name.name], 'fill_seq') });
  const next = `nextval(${quoteLiteral(sequence)})`;
  return [
    inTransaction('expand',
      plainColumn(operation, here, { span: { ...clauseWith(here.sql, 'generated', identity), end: identity.end }, text: '' }),
      sql(`CREATE SEQUENCE ${sequence} AS ${column.sqlType.text} ${optionsIn(here.textOf(identity), column)}OWNED BY ${written}.${name}`),
      sql(`${alter} SET DEFAULT ${next}`)),
    fill(operation, here, next),
    ...putBack(operation, here, true),
    inTransaction('expand',
      sql(`${alter} DROP DEFAULT`),
      sql(`${alter} ADD ${here.textOf(identity)}`),
      sql(`SELECT setval(pg_get_serial_sequence(${quoteLiteral(written)}, ${quoteLiteral(column.name.name)}), ${next})`),
      sql(`DROP SEQUENCE ${sequence}`)),
  ];
}

/** `START WITH 1000 ` of `GENERATED ALWAYS AS IDENTITY (START WITH 1000)`: CREATE SEQUENCE has the same ones, but for a name. */
function optionsIn(identity: string, { identitySequence }: OperationOf<'add column'>['column']): string {
  const open = identity.indexOf('(');
  return open < 0 || identitySequence ? '' : `${identity.slice(open + 1, identity.lastIndexOf(')')).trim()} `;
}
