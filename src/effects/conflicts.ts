import type { LockMode } from './effect.ts';
import { LOCK_MODES } from './effect.ts';

/** https://www.postgresql.org/docs/current/explicit-locking.html#TABLE-LOCK-COMPATIBILITY */
const CONFLICTS: Readonly<Record<LockMode, readonly LockMode[]>> = {
  'ACCESS SHARE': ['ACCESS EXCLUSIVE'],
  'ROW SHARE': ['EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'ROW EXCLUSIVE': ['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'SHARE UPDATE EXCLUSIVE': ['SHARE UPDATE EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'SHARE': ['ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'SHARE ROW EXCLUSIVE': ['ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'EXCLUSIVE': ['ROW SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'ACCESS EXCLUSIVE': LOCK_MODES,
};

/**
 * What an application does to a table, by the lock that each takes on it and on each of its indexes. `FK check` is what
 * a row that references it asks for: SELECT … FOR KEY SHARE.
 */
export const USES = {
  'SELECT': 'ACCESS SHARE',
  'INSERT': 'ROW EXCLUSIVE',
  'UPDATE': 'ROW EXCLUSIVE',
  'DELETE': 'ROW EXCLUSIVE',
  'FK check': 'ROW SHARE',
} as const satisfies Readonly<Record<string, LockMode>>;
export type Use = keyof typeof USES;

export function conflicts(held: LockMode, wanted: LockMode): boolean {
  return CONFLICTS[held].includes(wanted);
}

export function stopsReads(mode: LockMode): boolean {
  return conflicts(mode, USES.SELECT);
}

export function stopsWrites(mode: LockMode): boolean {
  return conflicts(mode, USES.INSERT);
}

export function stronger(a: LockMode, b: LockMode): LockMode {
  return LOCK_MODES.indexOf(a) >= LOCK_MODES.indexOf(b) ? a : b;
}

export function atLeast(mode: LockMode, floor: LockMode): boolean {
  return stronger(mode, floor) === mode;
}
