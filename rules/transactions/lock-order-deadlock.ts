import { stopsReads } from '../../src/effects/conflicts.ts';
import type { HeldLock, Lock } from '../../src/effects/effect.ts';
import { revisionOf } from '../../src/migrations/migration.ts';
import { describe } from '../../src/operations/describe.ts';
import type { Kind } from '../../src/operations/operation.ts';
import { closedBefore, closesMore, isSameTable } from '../../src/rule/closed.ts';
import { apart } from '../../src/rule/cure/apart.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import type { Placed, ScriptSituation } from '../../src/rule/script-situation.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { timeoutOf } from '../../src/session/timeout.ts';

export default defineHistoryRule({
  name: 'lock-order-deadlock',
  summary: 'Close tables in the same order in every migration.',
  why: `
    A transaction that holds one table and waits for another meets one that holds the other and waits for the first:
    PostgreSQL ends one of them with a deadlock (40P01). An application that uses two tables in one order can meet at most
    one of two migrations that close them in opposite orders, but not both, without that.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS'],

  check({ upgrades }) {
    const seen = new Map<string, Pair>();
    return upgrades.filter(namesSeveralTables).flatMap((script) => {
      const pairs = pairsIn(script);
      const [crossed] = pairs.flatMap((pair) => {
        const earlier = seen.get(keyOf(pair.second, pair.first));
        return earlier && earlier.script !== script ? [{ pair, earlier }] : [];
      });
      for (const pair of pairs) if (!seen.has(keyOf(pair.first, pair.second))) seen.set(keyOf(pair.first, pair.second), pair);
      if (!crossed || !waitsLong(crossed.pair.placed.here)) return [];

      const { pair: { placed: { operation, here }, held, first, second }, earlier } = crossed;
      return [{
        message: `${describe(operation)} closes ${second} while ${first} is closed already; revision ${revisionOf(earlier.script.script.id)} closes them the other way round. A transaction of the application that uses both, in whichever order, can deadlock with one of the two (40P01).`,
        at: here.at,
        span: operation.span,
        related: [held.taken, earlier.placed.here.at],
        because: [held.lock],
        cure: apart([held.taken, here.at], here),
      }];
    });
  },
});

/** Two tables that were there before, and the operation that closes the second while the first is closed. */
interface Pair { readonly script: ScriptSituation; readonly first: string; readonly second: string; readonly held: HeldLock; readonly placed: Placed<Kind> }

function pairsIn(script: ScriptSituation): readonly Pair[] {
  return script.all().flatMap((placed) => {
    const { here } = placed;
    const lock = here.locks.find((one) => isClosing(one) && closesMore(one, here));
    if (!lock) return [];
    return closedBefore(here).filter((held) => isClosing(held.lock) && !isSameTable(held.lock.on, lock.on, here))
      .map((held): Pair => ({ script, first: here.nameOf(held.lock.on), second: here.nameOf(lock.on), held, placed }));
  });
}

function isClosing({ mode, role }: Lock): boolean {
  return stopsReads(mode) && role === 'table';
}

function keyOf(first: string, second: string): string {
  return JSON.stringify([first, second]);
}

/** Who gives up within deadlock_timeout, one second where nobody sets it, is gone before anybody looks for a deadlock. */
function waitsLong({ session, tool }: Situation): boolean {
  const timeout = session.setting('lock_timeout');
  if (timeout === undefined) return tool.stepsAside !== true;
  const milliseconds = timeoutOf(timeout.value);
  return milliseconds === undefined || milliseconds === 0 || milliseconds > 1000;
}

/** A reading is enough to pass over most of a history. */
function namesSeveralTables(script: ScriptSituation): boolean {
  const tables = script.written('add column', 'drop column', 'rename column', 'set type', 'set not null', 'drop not null', 'set default', 'drop default', 'add constraint', 'drop constraint', 'rename table', 'drop table', 'alter table', 'drop trigger')
    .map(({ operation: { table } }) => table.name);
  return new Set(tables).size > 1;
}
