import type { Operation, OperationOf } from '../../src/operations/operation.ts';
import { inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { proveNotNull } from '../../src/rule/cure/not-null.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'required-column-breaks-inserts',
  summary: 'Keep the default of a new required column until every release writes it.',
  why: `
    The release that runs while the migration does has never heard of a column that is new. Where the column is NOT NULL
    and the database has no default for it, each of its INSERTs fails (23502), however the rows that exist were filled.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-default.html', 'https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL'],
  on: ['drop default', 'set not null'],

  check(operation, here) {
    const { table, column } = operation;
    if (here.surelyNew(table) || !here.surelyNewColumn(table, column.name) || here.stoodBefore(table, column.name) || !isRequiredFrom(operation, here)) return [];
    return [{
      message: `INSERTs of the running application into ${here.named(table)} fail from the moment this commits (23502): they do not know ${column.name}, which is NOT NULL here and has no default.`,
      at: here.at,
      because: [],
      cure: cureOf(operation, here),
    }];
  },
});

/** The last of the statements that leave the column NOT NULL and without a default. */
function isRequiredFrom({ kind, table, column }: OperationOf<'drop default' | 'set not null'>, here: Situation): boolean {
  const now = here.column(table, column.name);
  if (!now || now.identity || now.generated) return false;
  // What gets another name, or goes again, is not the column that is required in the end.
  const others = ['set default', 'drop not null', 'rename column', 'drop column'] as const;
  const isOther = (one: Operation): boolean => others.some((other) => other === one.kind) && 'table' in one && one.table?.name === table.name && 'column' in one && 'name' in one.column && one.column.name === column.name;
  if (here.operations.some(isOther) || here.later(...others).some(({ operation }) => isOther(operation))) return false;
  return kind === 'drop default' ? now.notNull === 'yes' : now.fallback === undefined;
}

function cureOf(operation: OperationOf<'drop default' | 'set not null'>, here: Situation) {
  const { kind, table, column } = operation;
  const deployBefore = `Deploy a release that writes ${column.name} in every INSERT into ${here.named(table)}.`;
  if (kind === 'drop default') return phases({ ...inTransaction('contract', keep(here.at)), deployBefore });
  const [first, ...others] = proveNotNull({ table: table.name, written: here.textOf(table.span), column: column.name }, here.lowest);
  return first ? phases({ ...first, deployBefore }, ...others) : phases();
}
