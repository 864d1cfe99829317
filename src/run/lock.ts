import type { Asking } from './asking.ts';
import { hashOf } from '../text/hash.ts';
import { pause } from './pause.ts';
import type { VersionTable } from './version-table.ts';

/** What marks a lock as one of ours among the advisory locks of a database: the first half of its key. */
const CLASS = numberOf('phasewise');

/** Two numbers, as `pg_try_advisory_lock(int, int)` takes them. */
export interface LockKey { readonly class: number; readonly object: number }

/** One lock per version table, so that the tenants of one database do not wait for each other. */
export function lockKeyOf(database: string, { schema, name }: Pick<VersionTable, 'schema' | 'name'>): LockKey {
  return { class: CLASS, object: numberOf(JSON.stringify([database, schema, name])) };
}

/** Another run at work on the same version table. */
export interface LockHolder {
  readonly pid: number;
  readonly application: string;
  readonly user: string;
  /** When its connection was made, by the server's clock; null where we may not know. */
  readonly since: string | null;
}

export interface LockWait {
  /** How long to go on asking, in milliseconds. */
  readonly giveUpAfter: number;
  readonly signal: AbortSignal;
  /** Told once for each holder that is met. */
  readonly onWait: (holder: LockHolder | undefined) => void;
}

const POLL = { first: 100, longest: 1000 };

/**
 * Takes the lock for as long as the connection lives. Never waits inside the server: a blocking waiter holds a snapshot,
 * the holder's concurrent build waits for that snapshot, and one of the two dies as a deadlock.
 */
export async function takeLock(asking: Asking, key: LockKey, { giveUpAfter, signal, onWait }: LockWait): Promise<'taken' | 'gave up' | 'interrupted'> {
  const until = performance.now() + giveUpAfter;
  let told: number | undefined;
  for (let delay = POLL.first; ; delay = Math.min(POLL.longest, delay * 2)) {
    if (signal.aborted) return 'interrupted';
    const { rows: [answer] } = await asking.query<{ taken: boolean }>('SELECT pg_catalog.pg_try_advisory_lock($1, $2) AS taken', [key.class, key.object]);
    if (answer?.taken === true) return 'taken';
    if (performance.now() >= until) return 'gave up';

    const holder = await lockHolder(asking, key);
    if (told === undefined || (holder !== undefined && holder.pid !== told)) onWait(holder);
    told = holder?.pid ?? told ?? 0;
    await pause(delay * (0.5 + Math.random() / 2), signal);
  }
}

export async function releaseLock(asking: Asking, key: LockKey): Promise<void> {
  await asking.query('SELECT pg_catalog.pg_advisory_unlock($1, $2)', [key.class, key.object]);
}

/** Who holds the lock now; undefined: nobody any more. */
export async function lockHolder(asking: Asking, key: LockKey): Promise<LockHolder | undefined> {
  const { rows } = await asking.query<LockHolder>(
    `SELECT a.pid, coalesce(a.application_name, '') AS application, coalesce(a.usename, '') AS user,
            pg_catalog.to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ') AS since
       FROM pg_catalog.pg_locks l
       JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        AND l.classid::int8 = $1 AND l.objid::int8 = $2`,
    [unsigned(key.class), unsigned(key.object)],
  );
  return rows[0];
}

function numberOf(text: string): number {
  return Number.parseInt(hashOf(text).slice(0, 8), 16) | 0;
}

/** `pg_locks` shows both halves of a key as oids, which have no sign. */
function unsigned(half: number): number {
  return half >>> 0;
}
