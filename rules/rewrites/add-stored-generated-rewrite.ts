import { change, inTransaction, phases } from '../../src/rule/cure/build.ts';
import { plainColumn, putBack } from '../../src/rule/cure/add-plain-column.ts';
import { computedColumn } from '../../src/rule/cure/computed-column.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import { clauseWith } from '../../src/sql/keyword.ts';
import { tokensOf, wordOf } from '../../src/sql/tokens.ts';

export default defineRule({
  name: 'add-stored-generated-rewrite',
  summary: 'Fill a computed column in batches instead of adding it STORED.',
  why: `
    A stored generated column has a value in every row, so ADD COLUMN computes them all and writes the whole table and
    its indexes again under ACCESS EXCLUSIVE. A VIRTUAL one (PostgreSQL 18) is computed when it is read.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-generated-columns.html'],
  on: ['add column'],

  check(operation, here) {
    const { table, column } = operation;
    const rewrites = here.work('rewrite');
    if (!column.generated?.stored || rewrites.length === 0 || here.surelyNew(table)) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while ${column.name.name} is computed for every row, and the table and its indexes are written again.`,
      at: here.at,
      span: column.generated.span,
      because: rewrites,
      cure: here.lowest >= 18 ? virtual(here, column.generated.span.end) : byTrigger(operation, here, column.generated),
    }];
  },
});

function virtual(here: Situation, end: number): Cure {
  const stored = tokensOf(here.sql).filter((token) => token.end <= end && wordOf(here.sql, token) === 'stored').at(-1);
  return phases(inTransaction('expand', change(here.at, 'without clause', { span: stored ?? { start: end, end }, text: 'VIRTUAL' })));
}

function byTrigger(
  operation: OperationOf<'add column'>,
  here: Situation,
  generated: NonNullable<OperationOf<'add column'>['column']['generated']>,
): Cure {
  const { table, column } = operation;
  const clause = clauseWith(here.sql, 'generated', generated.span);
  const bare = plainColumn(operation, here, { span: { start: clause.start, end: generated.span.end }, text: '' });
  const computed = { table, written: here.textOf(table.span), column: column.name.name, name: here.textOf(column.name.span), as: generated.as };
  return phases(...computedColumn(computed, bare), ...putBack(operation, here, column.notNull !== undefined));
}
