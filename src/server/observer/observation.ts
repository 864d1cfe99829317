import type { LockMode } from './modes.ts';
import type { RelationSeen } from './relations.ts';

/**
 * A statement that may not stand in a transaction block (25001), or code that commits on its way (2D000).
 * https://www.postgresql.org/docs/current/plpgsql-transactions.html
 */
const REFUSALS: ReadonlySet<string> = new Set(['25001', '2D000']);

export function isRefusal(sqlstate: string): boolean {
  return REFUSALS.has(sqlstate);
}

/** What a server was seen to do when it ran a statement. TOAST tables and system catalogs are left out. */
export interface Observation {
  /** May it stand in a transaction block? `refused` is error 25001 or 2D000; everything else was then seen outside one. */
  readonly transaction: 'allowed' | 'refused';
  /** A statement that fails lets go of its locks at once, and nothing else is seen of it. */
  readonly error?: Failure;
  /**
   * The strongest lock that it took on each relation that existed before. In a transaction: all that it holds when it
   * has run, which is all that it took. Outside one: those that it held or asked for whenever it had to wait.
   */
  readonly locks: readonly LockSeen[];
  /** Locks on what is no relation, as pg_locks names them: "object AccessExclusiveLock". */
  readonly otherLocks: readonly string[];
  readonly storage: StorageSeen;
  readonly scans: readonly ScanSeen[];
  readonly probes: readonly Probe[];
  /** What it waited for outside a transaction, in order. */
  readonly waits: readonly WaitSeen[];
  /** What the server said at `debug1`. */
  readonly notices: readonly string[];
}

export interface Failure { readonly sqlstate: string; readonly message: string }

/** `alreadyHeld`: the strongest lock of this transaction on it before the statement. */
export interface LockSeen { readonly on: RelationSeen; readonly mode: LockMode; readonly alreadyHeld?: LockMode }

/** Files that changed. An index that was made anew under its name counts as rebuilt, or as reused if it kept its file. */
export interface StorageSeen {
  readonly rewritten: readonly RelationSeen[];
  readonly rebuilt: readonly RelationSeen[];
  readonly reused: readonly RelationSeen[];
  /** Sequences. */
  readonly swapped: readonly RelationSeen[];
  readonly created: readonly RelationSeen[];
  readonly dropped: readonly RelationSeen[];
  /** Indexes that are left invalid. */
  readonly invalid: readonly RelationSeen[];
}

/** Sequential scans that met rows. Block copies, VACUUM and ANALYZE are not counted by PostgreSQL. */
export interface ScanSeen { readonly on: RelationSeen; readonly times: number; readonly rows: number }

/** What the application does, in the words of SQL; `FK check` is SELECT … FOR KEY SHARE of a referenced row. */
export type Use = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'FK check';

/** A statement of another session, run beside the one that is observed; without `waitsFor` nothing was in its way. */
export interface Probe { readonly table: RelationSeen; readonly use: Use; readonly waitsFor?: RelationSeen | 'a row' | 'something else' }

/** `phase`: what pg_stat_progress_create_index says meanwhile. */
export interface WaitSeen { readonly for: 'writers' | 'any user' | 'old snapshots'; readonly phase?: string }

/** The uses that had to wait for a lock on the table itself or on one of its indexes. */
export function blockedOn(table: RelationSeen, { probes }: Observation): readonly Use[] {
  return probes
    .filter((probe) => probe.table.oid === table.oid && isOf(table, probe.waitsFor))
    .map(({ use }) => use);
}

/** The uses that had to wait for the end of the transaction because it changed the very rows. */
export function rowsBlockedOn(table: RelationSeen, { probes }: Observation): readonly Use[] {
  return probes.filter((probe) => probe.table.oid === table.oid && probe.waitsFor === 'a row').map(({ use }) => use);
}

/** The uses that had to wait for another relation, such as the parent of a partition, before they came to the table. */
export function blockedElsewhere(table: RelationSeen, { probes }: Observation): readonly Use[] {
  return probes
    .filter(({ table: { oid }, waitsFor }) => oid === table.oid && waitsFor && waitsFor !== 'a row' && !isOf(table, waitsFor))
    .map(({ use }) => use);
}

function isOf(table: RelationSeen, waitsFor: Probe['waitsFor']): boolean {
  return typeof waitsFor === 'object' && (waitsFor.oid === table.oid || waitsFor.indexOf === table.oid);
}
