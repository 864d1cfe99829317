import type { LockMode, Wait } from '../effects/effect.ts';
import type { Observation, Use } from '../server/observer/observation.ts';
import { blockedElsewhere, blockedOn, rowsBlockedOn } from '../server/observer/observation.ts';
import type { RelationSeen } from '../server/observer/relations.ts';

/** What was observed of a form on one major; what is empty is left out. Relations by their names: see `labelOf`. */
export interface Recorded {
  readonly transaction?: 'refused';
  readonly error?: string;
  readonly locks?: Readonly<Record<string, LockMode>>;
  readonly otherLocks?: readonly string[];
  readonly rewrites?: readonly string[];
  readonly rebuilds?: readonly string[];
  readonly reuses?: readonly string[];
  readonly swaps?: readonly string[];
  readonly creates?: readonly string[];
  readonly drops?: readonly string[];
  readonly invalid?: readonly string[];
  /** How often; counted only where there are rows. */
  readonly scans?: Readonly<Record<string, number>>;
  /** For each table that was tried, what had to wait for a lock on it or on one of its indexes. */
  readonly blocks?: Readonly<Record<string, readonly Use[]>>;
  /** What had to wait for another relation first, and so says nothing of locks on this one. */
  readonly elsewhere?: Readonly<Record<string, readonly Use[]>>;
  /** What had to wait for rows that were changed. */
  readonly rows?: Readonly<Record<string, readonly Use[]>>;
  readonly waits?: readonly Wait['for'][];
  readonly says?: readonly string[];
  /** Tables among them that have no rows, in which no scan can be seen. */
  readonly empty?: readonly string[];
}

/** The name of a relation, with its schema where that is not `home`. */
export function labelOf({ schema, name }: { readonly schema: string; readonly name: string }, home: string): string {
  return schema === home ? name : `${schema}.${name}`;
}

/** What the server says of checks that it makes or spares; not every check is said. */
const TELLING = /verifying|validating|sufficient to prove/;

export function recordedOf(observation: Observation, home: string, empty: readonly RelationSeen[] = []): Recorded {
  const { transaction, error, locks, otherLocks, storage, scans, probes, waits, notices } = observation;
  const labels = (all: readonly RelationSeen[]) => all.map((one) => labelOf(one, home)).sort();
  const uses = (which: typeof blockedOn) => tables.map((table) => [labelOf(table, home), which(table, observation)] as const);
  const some = (all: ReturnType<typeof uses>) => byLabel(all.filter(([, hindered]) => hindered.length > 0));
  const tables = [...new Map(probes.map(({ table }) => [table.oid, table])).values()];
  return filled({
    transaction: transaction === 'refused' ? transaction : undefined,
    error: error && `${error.sqlstate} ${error.message}`,
    locks: byLabel(locks.map(({ on, mode }) => [labelOf(on, home), mode])),
    otherLocks,
    rewrites: labels(storage.rewritten), rebuilds: labels(storage.rebuilt), reuses: labels(storage.reused), swaps: labels(storage.swapped),
    creates: labels(storage.created), drops: labels(storage.dropped), invalid: labels(storage.invalid),
    // An index build counts the dead rows of a table that has none alive.
    scans: byLabel(scans.filter(({ on }) => !empty.some(({ oid }) => oid === on.oid)).map(({ on, times }) => [labelOf(on, home), times])),
    blocks: byLabel(uses(blockedOn)), elsewhere: some(uses(blockedElsewhere)), rows: some(uses(rowsBlockedOn)),
    waits: waits.map((wait) => wait.for),
    says: [...new Set(notices.filter((notice) => TELLING.test(notice)))],
    empty: labels(empty),
  });
}

function byLabel<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function filled<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) =>
    value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0))) as Partial<T>;
}
