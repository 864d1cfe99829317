import { strongestOf } from './modes.ts';
import type { LockSeen } from './observation.ts';
import type { Relations } from './relations.ts';
import type { Session } from './session.ts';
import { rows } from './session.ts';

/** A row of pg_locks. */
export interface LockRow {
  readonly locktype: string;
  readonly mode: string;
  readonly granted: boolean;
  /** The relation, by its oid. */
  readonly relation: string | null;
  /** Which of the backend's transactions it is. */
  readonly virtualtransaction: string;
}

const LOCKS = 'SELECT locktype, mode, granted, relation::text AS relation, virtualtransaction FROM pg_locks WHERE pid = $1';

/** What a backend holds and asks for, seen by another session. */
export async function locksOf(backend: Session, monitor: Session): Promise<readonly LockRow[]> {
  return rows<LockRow>(monitor, LOCKS, [backend.pid]);
}

/** Locks on relations that `before` has: those of `now` that `then` had not. */
export function newLocks(now: readonly LockRow[], then: readonly LockRow[], before: Relations): readonly LockSeen[] {
  return [...before.values()].flatMap((on): LockSeen[] => {
    const held = modesOn(on.oid, then);
    const mode = strongestOf(modesOn(on.oid, now).filter((one) => !held.includes(one)));
    return mode ? [{ on, mode, alreadyHeld: strongestOf(held) }] : [];
  });
}

export function otherLocks(now: readonly LockRow[], then: readonly LockRow[]): readonly string[] {
  const named = (locks: readonly LockRow[]) => locks
    .filter(({ locktype }) => !['relation', 'virtualxid', 'transactionid'].includes(locktype))
    .map(({ locktype, mode }) => `${locktype} ${mode}`);
  const had = named(then);
  return [...new Set(named(now).filter((one) => !had.includes(one)))].sort();
}

function modesOn(oid: string, locks: readonly LockRow[]): readonly string[] {
  return locks.filter((lock) => lock.locktype === 'relation' && lock.relation === oid).map(({ mode }) => mode);
}

