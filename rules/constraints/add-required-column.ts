import { fill, plainColumn, putBack } from '../../src/rule/cure/add-plain-column.ts';
import { advice, inTransaction, phases } from '../../src/rule/cure/build.ts';
import { valueFor } from '../../src/rule/cure/value.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { Cure } from '../../src/migrations/cure.ts';

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
    const key = column.constraints.find(({ type }) => type === 'primary key');
    const required = column.notNull ?? key?.span;
    if (!required || here.surelyNew(table)) return [];
    if (here.effects.fails?.when !== 'rows exist') return [];
    if (column.fallback || column.identity || column.generated || column.sqlType.serial) return [];
    return [{
      message: `This fails as soon as ${here.named(table)} has a row: the rows that exist get NULL in ${column.name.name}, which ${column.notNull ? 'NOT NULL' : 'a primary key'} refuses (23502).`,
      at: here.at,
      span: required,
      because: here.locks,
      cure: cureOf(operation, here),
    }];
  },
});

function cureOf(operation: OperationOf<'add column'>, here: Situation): Cure {
  const { column } = operation;
  const value = valueFor(column.sqlType);
  const isKey = column.constraints.some(({ type }) => type === 'unique' || type === 'primary key');
  if (value === undefined || (isKey && column.sqlType.name !== 'uuid')) {
    return advice(`Add ${column.name.name} without NOT NULL, let a release fill it, and make it required when no row has NULL: what to put into the rows that exist only you can say.`);
  }
  return phases(
    inTransaction('expand', plainColumn(operation, here)),
    { ...fill(operation, here, value), deployBefore: `Deploy a release that writes ${column.name.name} in every INSERT.` },
    ...putBack(operation, here, true),
  );
}
