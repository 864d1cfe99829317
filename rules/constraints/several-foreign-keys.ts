import { stopsWrites } from '../../src/effects/conflicts.ts';
import type { Lock } from '../../src/effects/effect.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { inTransaction, keep, noCure, phases } from '../../src/rule/cure/build.ts';
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
    if (!addsForeignKey(operation)) return [];
    const before = tablesBefore(operation, here);
    const all = new Set([...before, ...here.stops.map(({ on }) => here.nameOf(on))]);
    // It is said where a third table comes in, and not again.
    if (before.length > 2 || all.size < 3) return [];
    const { length } = here.operations;
    return [{
      message: `Nobody can write to ${listed([...all], 'or')} ${here.untilWhen}: the transaction adds foreign keys between all of them, and waits for one with the locks of the others in its hands.`,
      at: here.at,
      because: here.stops,
      cure: length > 1
        ? noCure('Add one foreign key with each statement, each in a file of its own.')
        : phases(...statementsWith(here).map((at) => inTransaction('expand', keep(at)))),
    }];
  },
});

function addsForeignKey(operation: Operation): boolean {
  if (operation.kind === 'add constraint') return operation.constraint.type === 'foreign key';
  return operation.kind === 'add column' && operation.column.constraints.some(({ type }) => type === 'foreign key');
}

/** Old tables to which foreign keys earlier in the transaction have stopped the writes, or in the statement. */
function tablesBefore(operation: Operation, here: Situation): readonly string[] {
  const own = here.operations.indexOf(operation);
  const beside = here.effects.locks.filter(({ because }) => because.some((index) => index < own && addsForeignKey(here.operations[index] ?? operation)));
  const adding = new Set(here.script.filter(({ reading }) => reading.operations.some(addsForeignKey)).map(({ at }) => at.index));
  const held = here.held.filter(({ taken }) => taken.script === here.at.script && adding.has(taken.index)).map(({ lock }) => lock);
  const stopping = (lock: Lock) => stopsWrites(lock.mode) && !here.isOnNew(lock);
  return [...new Set([...held, ...beside].filter(stopping).map(({ on }) => here.nameOf(on)))];
}

/** The statements of the transaction that add foreign keys, up to this one. */
function statementsWith(here: Situation) {
  const { id } = here.session.transaction ?? {};
  return here.script
    .filter(({ at, session, reading }) => at.index <= here.at.index && session.transaction?.id === id && reading.operations.some(addsForeignKey))
    .map(({ at }) => at);
}
