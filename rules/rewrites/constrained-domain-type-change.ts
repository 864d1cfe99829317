import type { Cure } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { becomes } from '../../src/rule/becomes.ts';
import { advice, inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { rest } from '../../src/rule/cure/clause.ts';
import { addChecks, validateChecks } from '../../src/rule/cure/column-checks.ts';
import { domainChecks } from '../../src/rule/cure/domain-checks.ts';
import { proveNotNull } from '../../src/rule/cure/not-null.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'constrained-domain-type-change',
  summary: 'Give a filled column the checks of a domain, not the domain.',
  why: `
    A domain with CHECK or NOT NULL is asked about every value, and each row is written again for that, even if not a byte
    changes. The same CHECK as a constraint of the table is added NOT VALID in a moment, and validated while everybody
    works.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createdomain.html', 'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  yieldsTo: ['key-type-change-locks-referencers'],
  on: ['set type'],

  check(operation, here) {
    const { table, to } = operation;
    const rewrites = here.work('rewrite').filter(({ certain }) => certain);
    if (rewrites.length === 0 || here.surelyNew(table) || !here.stored(to).constrained) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again: ${becomes(operation, here)}, and every value has to pass its checks.`,
      at: here.at,
      span: to.span,
      because: rewrites,
      cure: cureOf(operation, here),
    }];
  },
});

function cureOf(operation: OperationOf<'set type'>, here: Situation): Cure {
  const { table, column, to } = operation;
  const domain = domainChecks(to, quoteName(column.name), here);
  const change = domain && here.typeChange({ ...operation, to: domain.base });
  if (!domain || change !== 'catalog only') {
    return advice(`Move to a new column of the type below ${to.text}, and give that the checks of ${to.text} as constraints of ${here.named(table)}.`);
  }
  const alter = `ALTER TABLE ${here.textOf(table.span)}`;
  const checks = { table, alter, column: column.name, checks: domain.checks };
  const others = rest(operation, here);
  const isSame = here.typeOf(table, column.name)?.text === domain.base.text;
  return phases(
    inTransaction('expand',
      ...others,
      ...(isSame ? [] : [sql(`${alter} ALTER COLUMN ${quoteName(column.name)} TYPE ${domain.base.text}`)]),
      ...addChecks(checks, here)),
    ...validateChecks(checks, here),
    ...(domain.notNull && !here.surelyNotNull(table, column.name) ? proveNotNull({ table: table.name, written: here.textOf(table.span), column: column.name }, here.lowest) : []),
  );
}
