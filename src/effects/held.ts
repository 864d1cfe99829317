import type { StatementAt } from '../migrations/migration.ts';
import type { Session } from '../session/session.ts';
import { stronger } from './conflicts.ts';
import type { HeldLock, Lock, StatementEffects } from './effect.ts';
import { sameTarget } from './moment.ts';

/** A statement that has run. `by`: the words for what took a lock, such as "ADD COLUMN tasks.priority". */
export interface Ran {
  readonly at: StatementAt;
  readonly by: (lock: Lock) => string;
  /** It was a ROLLBACK TO SAVEPOINT. */
  readonly wentBack: boolean;
  readonly before: Session;
  readonly after: Session;
}

/** The one empty list, so that who holds nothing holds the same. */
export const NOTHING_HELD: readonly HeldLock[] = [];

/**
 * The locks that are held when a statement has run: those from before while their transaction is open, and its own
 * until that ends. One per relation and statement, the strongest; what is held already in that mode is not taken again.
 */
export function carry(held: readonly HeldLock[], { locks }: StatementEffects, ran: Ran): readonly HeldLock[] {
  const { at, by, after } = ran;
  const { transaction, savepoints } = after;
  if (!transaction) return NOTHING_HELD;
  const kept = stillHeld(held, ran);
  const released = transaction.opened === 'run' ? 'end of run' : 'commit';
  const taken = strongest(locks.filter(({ until }) => until === 'commit')).filter((lock) => !isHeld(lock, kept));
  return taken.length === 0 ? kept : [...kept, ...taken.map((lock): HeldLock => ({ lock, taken: at, by: by(lock), released, savepoints }))];
}

/**
 * A lock taken after a savepoint is released when the savepoint is rolled back to; RELEASE keeps it for the one around.
 * https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
 */
function stillHeld(held: readonly HeldLock[], { wentBack, before, after }: Ran): readonly HeldLock[] {
  if (before.transaction?.id !== after.transaction?.id) return NOTHING_HELD;
  if (wentBack && after.savepoints > 0) {
    const older = held.filter(({ savepoints }) => savepoints < after.savepoints);
    return older.length === 0 ? NOTHING_HELD : older;
  }
  if (after.savepoints >= before.savepoints) return held;
  return held.map((lock) => (lock.savepoints > after.savepoints ? { ...lock, savepoints: after.savepoints } : lock));
}

function isHeld({ on, mode }: Lock, held: readonly HeldLock[]): boolean {
  return held.some(({ lock }) => lock.mode === mode && sameTarget(lock.on, on));
}

function strongest(locks: readonly Lock[]): readonly Lock[] {
  return locks.filter((lock, at) => !locks.some((other, index) =>
    index !== at && sameTarget(other.on, lock.on)
    && (other.mode === lock.mode ? index < at : stronger(other.mode, lock.mode) === other.mode)));
}
