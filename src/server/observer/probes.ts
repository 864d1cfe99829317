import { setTimeout as sleep } from 'node:timers/promises';
import type { Crew } from './crew.ts';
import type { LockSeen, Probe, Use } from './observation.ts';
import type { RelationSeen, Relations } from './relations.ts';
import { failureOf, rows } from './session.ts';

/** Tables that can be read and written, and what can be read. */
const WRITABLE = ['r', 'p'];
const READABLE = [...WRITABLE, 'v', 'm'];

/** The relations whose use may be hindered by these locks: those that are locked, and those whose index is. */
export function concernedBy(locks: readonly LockSeen[], relations: Relations): readonly RelationSeen[] {
  const oids = new Set(locks.flatMap(({ on }) => [on.oid, ...(on.indexOf === null ? [] : [on.indexOf])]));
  return [...relations.values()].filter(({ oid, kind }) => oids.has(oid) && READABLE.includes(kind));
}

/**
 * Runs what an application does on each of these tables and sees what it waits for. A probe is cancelled as soon as it
 * waits and rolled back in any case. INSERT goes as far as opening the indexes, whatever the table's constraints say of
 * a row of defaults; UPDATE and DELETE take one row that is there, so that a row that is changed meanwhile shows too.
 */
export async function probe(crew: Crew, tables: readonly RelationSeen[], relations: Relations): Promise<readonly Probe[]> {
  const probes: Probe[] = [];
  for (const table of tables) {
    for (const [use, sql] of await statementsFor(table, crew)) {
      probes.push({ table, use, waitsFor: await obstacleTo(sql, crew, relations) });
    }
  }
  return probes;
}

async function statementsFor(table: RelationSeen, { monitor }: Crew): Promise<readonly (readonly [Use, string])[]> {
  const { quoted, kind } = table;
  const select = ['SELECT', `SELECT 1 FROM ${quoted} LIMIT 1`] as const;
  if (!WRITABLE.includes(kind)) return [select];
  const [first] = await rows<{ name: string }>(monitor, `
    SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity <> 'a'
     ORDER BY attnum LIMIT 1`, [table.oid]);
  const oneRow = `WHERE ctid IN (SELECT ctid FROM ${quoted} LIMIT 1)`;
  return [
    select,
    ['INSERT', `INSERT INTO ${quoted} DEFAULT VALUES`],
    ...(first ? [['UPDATE', `UPDATE ${quoted} SET ${first.name} = ${first.name} ${oneRow}`] as const] : []),
    ['DELETE', `DELETE FROM ${quoted} ${oneRow}`],
    ['FK check', `SELECT 1 FROM ${kind === 'r' ? 'ONLY ' : ''}${quoted} LIMIT 1 FOR KEY SHARE`],
  ];
}

const OBSTACLE = `
  SELECT locktype, relation::text AS relation FROM pg_locks
   WHERE pid = $1 AND NOT granted AND $2 = ANY (pg_blocking_pids($1))`;
const LOOK_AGAIN = 2;

/** What a statement waits for because of the subject; undefined: it came through, or failed for reasons of its own. */
async function obstacleTo(sql: string, { subject, monitor, prober }: Crew, relations: Relations): Promise<Probe['waitsFor']> {
  await prober.client.query('BEGIN');
  const end = prober.client.query(sql).then(() => 'ran' as const, (error: unknown) => failureOf(error).sqlstate);
  try {
    while ((await Promise.race([end, sleep(LOOK_AGAIN)])) === undefined) {
      const [obstacle] = await rows<{ locktype: string; relation: string | null }>(monitor, OBSTACLE, [prober.pid, subject.pid]);
      if (!obstacle) continue;
      await monitor.client.query('SELECT pg_cancel_backend($1)', [prober.pid]);
      if (obstacle.locktype === 'transactionid' || obstacle.locktype === 'tuple') return 'a row';
      return relations.get(obstacle.relation ?? '') ?? 'something else';
    }
    return undefined;
  } finally {
    await end;
    await prober.client.query('ROLLBACK');
  }
}
