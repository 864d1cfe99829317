import { change, inTransaction, noCure, phases } from '../../src/rule/cure/build.ts';
import { proveNotNull } from '../../src/rule/cure/not-null.ts';
import { valueFor } from '../../src/rule/cure/value.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import { blankBefore } from '../../src/sql/blank.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'add-required-column',
  summary: 'Give a NOT NULL column a default, or fill it before it is required.',
  why: `
    Rows that exist have no value for a new column. Without a default, ADD COLUMN … NOT NULL fails with 23502 as soon as
    the table has one row; it passes only where nobody needs it to.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN'],
  on: ['add column'],

  check(operation, here) {
    const { table, column } = operation;
    if (!column.notNull || here.surelyNew(table)) return [];
    if (here.effects.fails?.when !== 'rows exist') return [];
    if (column.fallback || column.identity || column.generated || column.sqlType.serial) return [];
    return [{
      message: `This fails as soon as ${here.named(table)} has a row: the rows that exist get NULL in ${column.name.name}, which NOT NULL refuses (23502).`,
      at: here.at,
      span: column.notNull,
      because: here.locks,
      cure: cureOf(operation, here, column.notNull.start),
    }];
  },
});

function cureOf({ table, column }: OperationOf<'add column'>, here: Situation, notNullAt: number): Cure {
  const value = valueFor(column.sqlType);
  if (value === undefined) {
    return noCure(`Add ${column.name.name} without NOT NULL, let a release fill it, and make it required when no row has NULL: what to put into the rows that exist only you can say.`);
  }
  const nullable = { start: blankBefore(here.sql, notNullAt), end: column.notNull?.end ?? notNullAt };
  const written = here.textOf(table.span);
  const name = quoteName(column.name.name);
  return phases(
    inTransaction('expand', change(here.at, 'without clause', { span: nullable, text: '' })),
    {
      ...inTransaction('backfill', { kind: 'backfill', table, set: `${name} = ${value}`, where: `${name} IS NULL` }),
      deployBefore: `Deploy a release that writes ${column.name.name} in every INSERT.`,
    },
    ...proveNotNull({ table: table.name, written, column: column.name.name }, here.lowest),
  );
}
