import { setTimeout as sleep } from 'node:timers/promises';
import type { ScanSeen } from './observation.ts';
import type { Relations } from './relations.ts';
import type { Session } from './session.ts';
import { rows } from './session.ts';

/** Sequential scans so far and rows that they met, by the table's oid. */
type Counts = ReadonlyMap<string, { readonly scans: number; readonly rows: number }>;

const COUNTS = { transaction: 'pg_stat_xact_user_tables', ever: 'pg_stat_user_tables' } as const;

/** What the session's open transaction has scanned; or, told by another session, what was ever scanned. */
export async function scanCounts(session: Session, since: keyof typeof COUNTS): Promise<Counts> {
  const counts = await rows<{ oid: string; scans: number; rows: number }>(
    session, `SELECT relid::text AS oid, coalesce(seq_scan, 0)::float8 AS scans, coalesce(seq_tup_read, 0)::float8 AS rows FROM ${COUNTS[since]}`);
  return new Map(counts.map(({ oid, ...count }) => [oid, count]));
}

export function scansBetween(then: Counts, now: Counts, relations: Relations): readonly ScanSeen[] {
  return [...relations.values()].flatMap((on): ScanSeen[] => {
    const [before, after] = [then.get(on.oid), now.get(on.oid)];
    const met = (after?.rows ?? 0) - (before?.rows ?? 0);
    return met > 0 ? [{ on, times: (after?.scans ?? 0) - (before?.scans ?? 0), rows: met }] : [];
  });
}

const MARK = 'pg_temp.phasewise_mark';
const LONGEST_WAY = 5000;

/**
 * Statistics arrive late, in the order in which they were made. The subject scans a table made for it; when that is
 * seen, everything before it has arrived. Before 15 a session reports at the end of a command, twice a second at most.
 */
export async function untilCounted(subject: Session, monitor: Session): Promise<void> {
  await subject.client.query(`CREATE TABLE ${MARK} AS SELECT 1`);
  await subject.client.query(`TABLE ${MARK}`);
  const [here] = await rows<{ oid: string; forces: boolean }>(
    subject, `SELECT '${MARK}'::regclass::oid::text AS oid, current_setting('server_version_num')::int >= 150000 AS forces`);
  for (const deadline = Date.now() + LONGEST_WAY; !(await isCounted(here?.oid, monitor)) && Date.now() < deadline; await sleep(50)) {
    await subject.client.query(here?.forces ? 'SELECT pg_stat_force_next_flush()' : 'SELECT 1');
  }
  await subject.client.query(`DROP TABLE ${MARK}`);
}

async function isCounted(oid: string | undefined, monitor: Session): Promise<boolean> {
  return (await rows(monitor, 'SELECT 1 FROM pg_stat_all_tables WHERE relid = $1 AND seq_scan > 0', [oid])).length > 0;
}
