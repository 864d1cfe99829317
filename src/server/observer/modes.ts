/** What pg_locks calls each lock, and the manual; weakest first. */
const MODES = {
  AccessShareLock: 'ACCESS SHARE',
  RowShareLock: 'ROW SHARE',
  RowExclusiveLock: 'ROW EXCLUSIVE',
  ShareUpdateExclusiveLock: 'SHARE UPDATE EXCLUSIVE',
  ShareLock: 'SHARE',
  ShareRowExclusiveLock: 'SHARE ROW EXCLUSIVE',
  ExclusiveLock: 'EXCLUSIVE',
  AccessExclusiveLock: 'ACCESS EXCLUSIVE',
} as const;

export type LockMode = typeof MODES[keyof typeof MODES];

const weakestFirst: readonly (readonly [string, LockMode])[] = Object.entries(MODES);

export function strongestOf(inPgLocks: readonly string[]): LockMode | undefined {
  return weakestFirst.findLast(([name]) => inPgLocks.includes(name))?.[1];
}
