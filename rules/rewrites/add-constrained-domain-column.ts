import type { Cure } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { fill, plainColumn, putBack } from '../../src/rule/cure/add-plain-column.ts';
import { inTransaction, noCure, phases, sql } from '../../src/rule/cure/build.ts';
import { addChecks, validateChecks } from '../../src/rule/cure/column-checks.ts';
import { domainChecks } from '../../src/rule/cure/domain-checks.ts';
import { valueFor } from '../../src/rule/cure/value.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { clauseWith } from '../../src/sql/keyword.ts';

export default defineRule({
  name: 'add-constrained-domain-column',
  summary: 'Add a column of the type below a domain, and the checks of the domain NOT VALID.',
  why: `
    A value of a domain with CHECK or NOT NULL has to pass it, NULL as well, so ADD COLUMN goes through all rows and writes
    the whole table and its indexes again under ACCESS EXCLUSIVE. A column of the plain type is added in a moment, and its
    CHECK is validated while everybody works.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createdomain.html', 'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  on: ['add column'],

  check(operation, here) {
    const { table, column: { sqlType, generated, identity } } = operation;
    const rewrites = here.work('rewrite');
    if (generated || identity || rewrites.length === 0 || here.surelyNew(table) || !here.stored(sqlType).constrained) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again: the value of each row, even NULL, has to pass the checks of ${sqlType.text}.`,
      at: here.at,
      span: sqlType.span,
      because: rewrites,
      cure: cureOf(operation, here),
    }];
  },
});

function cureOf(operation: OperationOf<'add column'>, here: Situation): Cure {
  const { table, column } = operation;
  const name = here.textOf(column.name.span);
  const domain = domainChecks(column.sqlType, name, here);
  if (!domain) return noCure(`What ${column.sqlType.text} is made of is not in this history: add a column of the type below it, and its checks as constraints of ${here.named(table)}, NOT VALID first.`);
  const fallback = column.fallback ?? domain.fallback;
  const required = domain.notNull || column.notNull !== undefined;
  const value = fallback?.text ?? (required ? valueFor(domain.base) : undefined);
  if (required && value === undefined) return noCure(`${column.sqlType.text} wants a value in every row: add a column of type ${domain.base.text}, fill it in batches, and make it NOT NULL then.`);

  const alter = `ALTER TABLE ${here.textOf(table.span)}`;
  const checks = { table, alter, column: column.name.name, checks: domain.checks };
  // One constant for all rows is kept in the catalog, and no row lacks it.
  const isConstant = fallback?.shape === 'constant';
  const clauses = isConstant ? ` DEFAULT ${fallback.text}${required ? ' NOT NULL' : ''}` : '';
  const typed = { span: column.sqlType.span, text: `${domain.base.text}${clauses}` };
  const bare = column.fallback ? [{ span: clauseWith(here.sql, 'default', column.fallback.span), text: '' }] : [];
  return phases(
    inTransaction('expand',
      plainColumn(operation, here, typed, ...bare),
      ...(fallback === undefined || isConstant ? [] : [sql(`${alter} ALTER COLUMN ${name} SET DEFAULT ${fallback.text}`)]),
      ...addChecks(checks, here)),
    ...(value === undefined || isConstant ? [] : [fill(operation, here, value)]),
    ...validateChecks(checks, here),
    ...putBack(operation, here, required && !isConstant),
  );
}
