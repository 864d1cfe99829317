import { stopsReads } from '../../src/effects/conflicts.ts';
import type { HeldLock, Lock } from '../../src/effects/effect.ts';
import { describe } from '../../src/operations/describe.ts';
import type { Kind } from '../../src/operations/operation.ts';
import { closedBefore, closesMore, isSameTable } from '../../src/rule/closed.ts';
import { apart } from '../../src/rule/cure/apart.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Placed } from '../../src/rule/script-situation.ts';

export default defineScriptRule({
  name: 'wide-lock-window',
  summary: 'Close one table after the other, not many at once.',
  why: `
    A transaction keeps each lock until it ends. While it waits for the next table, behind whoever uses that one, all
    tables that it has already are closed: the stop of the first lasts as long as the slowest user of the last.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS'],
  options: {
    tables: { kind: 'number', about: 'How many tables one transaction may close at once.', otherwise: 2, least: 1 },
  } as const,

  check(script, { tables }) {
    const said = new Set<string | undefined>();
    return script.all().flatMap((placed) => {
      const { here } = placed;
      const lock = nextTable(placed);
      if (!lock || !here.mayWaitForever) return [];
      const closed = closedBefore(here).filter((held) => stopsReads(held.lock.mode) && held.lock.role === 'table' && !isSameTable(held.lock.on, lock.on, here));
      const transaction = here.session.transaction?.id;
      if (closed.length < tables || said.has(transaction)) return [];
      said.add(transaction);
      return [{
        message: messageOf(placed, lock, closed),
        at: here.at,
        span: placed.operation.span,
        related: closed.map(({ taken }) => taken),
        because: closed.map((held) => held.lock),
        cure: apart([...closed.map(({ taken }) => taken), here.at], here),
      }];
    });
  },
});

/** The lock by which an operation closes one more table. */
function nextTable({ here }: Placed<Kind>): Lock | undefined {
  return here.locks.find((lock) => stopsReads(lock.mode) && lock.role === 'table' && closesMore(lock, here));
}

function messageOf({ operation, here }: Placed<Kind>, lock: Lock, closed: readonly HeldLock[]): string {
  const names = closed.map((held) => here.nameOf(held.lock.on));
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} other tables`] : names;
  const list = shown.length === 1 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`;
  return `Nobody can read or write ${list} while ${describe(operation)} waits for everybody who uses ${here.nameOf(lock.on)}: statements before it hold ACCESS EXCLUSIVE ${here.untilWhen}.`;
}
