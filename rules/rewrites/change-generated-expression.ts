import type { Cure } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { advice, inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { rest } from '../../src/rule/cure/clause.ts';
import { computedColumn } from '../../src/rule/cure/computed-column.ts';
import { goesWith } from '../../src/rule/cure/goes-with.ts';
import { proveNotNull } from '../../src/rule/cure/not-null.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'change-generated-expression',
  summary: 'Give a new column the new expression, instead of computing a stored one anew.',
  why: `
    A stored generated column has its value in every row. SET EXPRESSION computes them all and writes the whole table and
    its indexes again under ACCESS EXCLUSIVE. A virtual column has nothing stored and changes in a moment.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-EXPRESSION', 'https://www.postgresql.org/docs/current/ddl-generated-columns.html'],
  on: ['set expression'],

  check(operation, here) {
    const { table, column } = operation;
    const rewrites = here.work('rewrite');
    if (rewrites.length === 0 || here.surelyNew(table)) return [];
    const nobody = rewrites.some(({ certain }) => certain) ? 'Nobody' : `Unless ${column.name} is a virtual column, nobody`;
    return [{
      message: `${nobody} can read or write ${here.named(table)} while ${column.name} is computed anew for every row, and the table and its indexes are written again.`,
      at: here.at,
      span: column.span,
      because: rewrites,
      cure: cureOf(operation, here),
    }];
  },
});

function cureOf(operation: OperationOf<'set expression'>, here: Situation): Cure {
  const { table, column, as } = operation;
  const type = here.typeOf(table, column.name)?.text;
  if (type === undefined) return advice(`Add a second column with the new expression, filled by a trigger and in batches, move the releases over, and drop ${column.name}.`);
  const written = here.textOf(table.span);
  const fresh = `${column.name}_new`;
  const others = rest(operation, here);
  const carried = goesWith(table, column.name, here);
  const required = here.surelyNotNull(table, column.name);
  const adds = `ALTER TABLE ${written} ADD COLUMN ${quoteName(fresh)} ${type}`;
  const isVirtual = here.lowest >= 18 && carried.length === 0 && !required;
  const made = isVirtual
    ? [inTransaction('expand', sql(`${adds} GENERATED ALWAYS AS (${as.text}) VIRTUAL`))]
    : computedColumn({ table, written, column: fresh, name: quoteName(fresh), as }, sql(adds));
  return phases(
    ...(others.length > 0 ? [inTransaction('expand', ...others)] : []),
    ...made,
    ...(required ? proveNotNull({ table: table.name, written, column: fresh }, here.lowest) : []),
    {
      ...inTransaction('contract', sql(`ALTER TABLE ${written} DROP COLUMN ${quoteName(column.name)}`)),
      ...(carried.length > 0 && { gate: `What goes with ${column.name} must stand on ${fresh} before: ${carried.join(', ')}.` }),
      deployBefore: `Deploy a release that reads ${fresh} and no longer names ${column.name}.`,
    },
  );
}
