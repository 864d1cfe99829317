import type { Operation } from '../../src/operations/operation.ts';
import { advice, inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'several-foreign-keys',
  summary: 'Add foreign keys between different tables in different transactions.',
  why: `
    Each foreign key stops the writes to two tables until its transaction ends. With several of them in one transaction
    the first tables stay closed while it waits for the last, and an application that writes two of them in another order
    meets it in a deadlock.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS'],
  on: ['add constraint', 'add column'],
  yieldsTo: ['foreign-key-scan', 'add-column-default-foreign-key'],

  check(operation, here) {
    const own = tablesOf(operation, here);
    if (own.length === 0) return [];
    const before = new Set(earlier(operation, here).flatMap((other) => tablesOf(other, here)));
    const all = new Set([...before, ...own]);
    // It is said where a third table comes in, and not again.
    if (before.size > 2 || all.size < 3) return [];
    const statements = here.operations.length > 1 ? [] : statementsWith(here);
    return [{
      message: `Nobody can write to ${listed([...all], 'or')} ${here.untilWhen}: the transaction adds foreign keys between all of them, and waits for one with the locks of the others in its hands.`,
      at: here.at,
      because: here.stops,
      cure: statements.length > 1
        ? phases(...statements.map((at) => inTransaction('expand', keep(at))))
        : advice('Add one foreign key with each statement, each in a file of its own.'),
    }];
  },
});

/** The old tables between which an operation adds foreign keys. */
function tablesOf(operation: Operation, here: Situation): readonly string[] {
  const keys = operation.kind === 'add constraint' ? [operation.constraint] : operation.kind === 'add column' ? operation.column.constraints : [];
  const referenced = keys.flatMap(({ type, references }) => (type === 'foreign key' && references ? [references] : []));
  if (referenced.length === 0 || !('table' in operation) || !operation.table) return [];
  return [operation.table, ...referenced].filter((table) => !here.surelyNew(table)).map((table) => here.named(table));
}

/** What the transaction has run before, and the sub-commands before this one. */
function earlier(operation: Operation, here: Situation): readonly Operation[] {
  return [...inTransactionBefore(here).map((one) => one.operation), ...here.operations.slice(0, here.operations.indexOf(operation))];
}

/** The statements that add foreign keys, up to this one. */
function statementsWith(here: Situation) {
  return [...new Set(inTransactionBefore(here).filter(({ operation }) => tablesOf(operation, here).length > 0).map(({ at }) => at)), here.at];
}

function inTransactionBefore(here: Situation) {
  const { id } = here.session.transaction ?? {};
  return id === undefined ? [] : here.earlier('add constraint', 'add column').filter(({ fact: { session } }) => session.transaction?.id === id);
}
