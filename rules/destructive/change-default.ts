import type { Expression, OperationOf } from '../../src/operations/operation.ts';
import { inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import type { Fact } from '../../src/rule/fact.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { isSameDefault } from '../../src/rule/same-default.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'change-default',
  summary: 'Let a release write the value itself before the default changes.',
  why: `
    A default speaks for every INSERT that leaves its column out. When it changes, the running release writes rows with
    another meaning than it knows; when it goes from a NOT NULL column, such INSERTs fail (23502).
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-DEFAULT'],
  yieldsTo: ['required-column-breaks-inserts'],
  on: ['set default', 'drop default'],

  check(operation, here) {
    const { table, column } = operation;
    if (here.surelyNew(table) || here.surelyNewColumn(table, column.name)) return [];
    const message = messageOf(operation, here);
    if (message === undefined) return [];
    return [{
      message,
      at: here.at,
      because: [],
      cure: phases({ ...inTransaction('contract', keep(here.at)), deployBefore: `Deploy a release that writes ${column.name} in every INSERT into ${here.named(table)}.` }),
    }];
  },
});

function messageOf(operation: OperationOf<'set default' | 'drop default'>, here: Situation): string | undefined {
  const { table, column } = operation;
  const now = here.column(table, column.name)?.fallback ?? takenBefore(operation, here);
  const inserts = `INSERTs of the running application that leave out ${here.named(table)}.${column.name}`;
  if (operation.kind === 'drop default') {
    return now !== undefined && here.surelyNotNull(table, column.name) && !comesAgain(operation, here) ? `${inserts} fail from the moment this commits (23502).` : undefined;
  }
  if (now === undefined || now.shape === 'null' || isSameDefault(now, operation.to)) return undefined;
  return `${inserts} write ${operation.to.text} from the moment this commits, where they wrote ${now.text} before.`;
}

/** An identity gives the numbers, a default stands there again, or NULL is allowed, by the time that others see the column. */
function comesAgain({ table, column }: OperationOf<'drop default'>, here: Situation): boolean {
  return together(here)
    .filter(({ at }) => at.index >= here.at.index)
    .flatMap(({ reading }) => reading.operations)
    .some((later) => (later.kind === 'add identity' || later.kind === 'set default' || later.kind === 'drop not null') && later.column.name === column.name && here.named(later.table) === here.named(table));
}

/** The default that an earlier statement of the transaction has dropped: the one that others know. */
function takenBefore({ table, column }: OperationOf<'set default' | 'drop default'>, here: Situation): Expression | undefined {
  const drop = together(here).find(({ at, reading }) => at.index < here.at.index && reading.operations.some((operation) =>
    operation.kind === 'drop default' && operation.column.name === column.name && here.named(operation.table) === here.named(table)));
  const relation = drop?.before.relation(table, drop.session);
  const before = relation?.known && relation.value && drop?.before.column(relation.value, column.name);
  return before && before.known ? before.value?.fallback : undefined;
}

function together({ script, at, session }: Situation): readonly Fact[] {
  return script.filter((fact) => fact.at.index === at.index || (session.transaction !== undefined && fact.session.transaction?.id === session.transaction.id));
}
