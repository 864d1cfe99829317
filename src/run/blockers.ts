import type { Asking } from './asking.ts';

/** A session that stands in our way, as the server shows it to us. */
export interface Blocker {
  /** 0: a prepared transaction, which no session holds. */
  readonly pid: number;
  readonly application: string;
  readonly user: string;
  /** "active", "idle in transaction", …; null where we may not know. */
  readonly state: string | null;
  /** The first word of what it runs or ran last, such as SELECT; never more, for the rest may be secret. */
  readonly command: string | null;
  /** Seconds that its transaction has lasted; null where we may not know. */
  readonly seconds: number | null;
  /** The mode that it holds of the lock we want, as in "ACCESS SHARE"; null: it stands before us in the queue. */
  readonly holds: string | null;
  /** What both want: "tasks", as the search_path shortens it; null: not a relation. */
  readonly relation: string | null;
}

interface Row extends Omit<Blocker, 'holds'> { readonly mode: string | null }

/** Who keeps this process of the server waiting, at this moment. */
export async function blockersOf(asking: Asking, pid: number): Promise<readonly Blocker[]> {
  const { rows } = await asking.query<Row>(
    `SELECT DISTINCT b.pid, coalesce(a.application_name, '') AS application, coalesce(a.usename, '') AS user, a.state,
            pg_catalog.upper(pg_catalog.substring(a.query, '^\\s*([A-Za-z]+)')) AS command,
            extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8 AS seconds,
            h.mode, w.relation::pg_catalog.regclass::text AS relation
       FROM pg_catalog.pg_locks w
      CROSS JOIN LATERAL pg_catalog.unnest(pg_catalog.pg_blocking_pids(w.pid)) AS b(pid)
       LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
       LEFT JOIN pg_catalog.pg_locks h ON h.pid = b.pid AND h.granted AND h.locktype = w.locktype
             AND h.database IS NOT DISTINCT FROM w.database AND h.relation IS NOT DISTINCT FROM w.relation
             AND h.transactionid IS NOT DISTINCT FROM w.transactionid AND h.virtualxid IS NOT DISTINCT FROM w.virtualxid
      WHERE w.pid = $1 AND NOT w.granted
      ORDER BY b.pid`,
    [pid],
  );
  return rows.map(({ mode, ...blocker }) => ({ ...blocker, holds: mode === null ? null : modeName(mode) }));
}

/** Does any of them still have the transaction in which it stood in our way, `waited` milliseconds ago? */
export async function stillThere(asking: Asking, blockers: readonly Blocker[], waited: number): Promise<boolean> {
  const known = blockers.flatMap(({ pid, seconds }) => (pid > 0 && seconds !== null ? [{ pid, atLeast: seconds + waited / 1000 - TOLERANCE }] : []));
  if (known.length === 0) return false;
  const { rows } = await asking.query<{ pid: number; seconds: number }>(
    `SELECT pid, extract(epoch FROM pg_catalog.clock_timestamp() - xact_start)::float8 AS seconds
       FROM pg_catalog.pg_stat_activity WHERE pid = ANY ($1::int[]) AND xact_start IS NOT NULL`,
    [known.map(({ pid }) => pid)],
  );
  return rows.some((row) => known.some(({ pid, atLeast }) => row.pid === pid && row.seconds >= atLeast));
}

/** Two clocks are compared, ours and the server's: a transaction begun within it may be taken for the one before, in seconds. */
const TOLERANCE = 0.5;

/** `AccessExclusiveLock` as the manual writes it: ACCESS EXCLUSIVE. */
function modeName(mode: string): string {
  return mode.replace(/Lock$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();
}
