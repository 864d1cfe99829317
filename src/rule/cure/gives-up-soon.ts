import type { Cure, Part, Phase } from '../../migrations/cure.ts';
import { inTransaction, phases, sql } from './build.ts';

/**
 * A brief strong lock is harmless where its wait is short: in a file of its own, given up soon and asked for again. It
 * is set for the transaction only, so that a concurrent build later on the same connection does not inherit it.
 */
export function givesUpSoon(phase: Phase['phase'], ...parts: readonly Part[]): Cure {
  return phases(inTransaction(phase, GIVE_UP, ...parts));
}

/** The first statement of such a file. */
export const GIVE_UP = sql(`-- Fails where the lock is not to be had at once; nothing has happened then: run it again.
SET LOCAL lock_timeout = '2s'`);
