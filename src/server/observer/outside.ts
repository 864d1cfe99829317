import { setTimeout as sleep } from 'node:timers/promises';
import { Chain } from './chain.ts';
import type { Crew } from './crew.ts';
import type { Holder } from './holders.ts';
import type { LockRow } from './locks.ts';
import { locksOf, newLocks, otherLocks } from './locks.ts';
import { listening } from './notices.ts';
import type { Failure, Observation, Probe, WaitSeen } from './observation.ts';
import { concernedBy, probe } from './probes.ts';
import type { Relations } from './relations.ts';
import { relationsOf } from './relations.ts';
import { scanCounts, scansBetween, untilCounted } from './scans.ts';
import { failureOf, rows } from './session.ts';
import { storageChanges } from './storage.ts';
import type { Kin } from './tables-named.ts';
import { tablesNamedIn } from './tables-named.ts';

/** The statement where it has stopped: what it holds and asks for, and which of us it waits for. */
interface Stop { readonly locks: readonly LockRow[]; readonly before: readonly Holder[] }

/**
 * Runs a statement that is refused in a transaction, for good, and has it stop at every lock and at every transaction
 * that it waits for. What it takes in passing without being stopped, ROW EXCLUSIVE or less, is not seen.
 */
export async function observeOutside(crew: Crew, statement: string): Promise<Observation> {
  const { subject, monitor } = crew;
  const before = await relationsOf(subject);
  await untilCounted(subject, monitor);
  const scansBefore = await scanCounts(monitor, 'ever');
  const chain = new Chain(crew);
  await chain.form(tablesNamedIn(statement, before, await kinOf(crew)));
  return listening(subject, async (said) => {
    await subject.client.query('SET client_min_messages = debug1');
    const run = subject.client.query(statement).then(() => undefined, failureOf);
    const passed = await passThrough(run, chain, crew, before);
    const error = await run;
    const notices = [...said];
    await chain.disband();
    await subject.client.query('RESET client_min_messages');
    await untilCounted(subject, monitor);
    return {
      transaction: 'refused',
      error,
      ...passed,
      storage: storageChanges(before, await relationsOf(subject)),
      scans: scansBetween(scansBefore, await scanCounts(monitor, 'ever'), before),
      notices,
    };
  });
}

type Passed = Pick<Observation, 'locks' | 'otherLocks' | 'probes' | 'waits'>;

async function passThrough(run: Promise<Failure | undefined>, chain: Chain, crew: Crew, relations: Relations): Promise<Passed> {
  let ended = false;
  void run.then(() => { ended = true; }, () => { ended = true; });
  const locks: LockRow[] = [];
  const probes: Probe[] = [];
  const points = new Map<string, { readonly met: Set<Holder['kind']>; readonly phase?: string }>();
  while (!ended) {
    const stop = await stopped(chain, crew);
    if (!stop) {
      await sleep(1);
      continue;
    }
    locks.push(...stop.locks);
    probes.push(...await probe(crew, concernedBy(newLocks(stop.locks, [], relations), relations), relations));
    const point = stop.locks.find(({ granted, locktype }) => !granted && locktype === 'virtualxid')?.virtualtransaction;
    if (point !== undefined) {
      const { met } = points.get(point) ?? { met: new Set() };
      points.set(point, { met: new Set([...met, ...stop.before.map(({ kind }) => kind)]), phase: await phaseOf(crew) });
    }
    for (const holder of stop.before) await chain.letPass(holder, relationAwaited(stop.locks, relations));
  }
  return {
    locks: newLocks(locks, [], relations),
    otherLocks: otherLocks(locks, []),
    probes: worst(probes),
    waits: [...points.values()].map(({ met, phase }): WaitSeen => ({ for: waitedFor(met), phase })),
  };
}

/** Where a statement waits for every user of a table, the reader is among them; at one point it is one transaction. */
function waitedFor(met: ReadonlySet<Holder['kind']>): WaitSeen['for'] {
  return met.has('old snapshots') ? 'old snapshots' : met.has('any user') ? 'any user' : 'writers';
}

/** A use is hindered if it was at any of the stops. */
function worst(probes: readonly Probe[]): readonly Probe[] {
  const key = ({ table, use }: Probe) => `${table.oid} ${use}`;
  const hindered = new Map(probes.filter(({ waitsFor }) => waitsFor).map((one) => [key(one), one]));
  return [...new Map(probes.map((one) => [key(one), hindered.get(key(one)) ?? one])).values()];
}

/** Once it waits for one of us it does so until we let it pass: what is read after that belongs together. */
async function stopped(chain: Chain, crew: Crew): Promise<Stop | undefined> {
  const { subject, monitor } = crew;
  const [blockers] = await rows<{ pids: number[] }>(monitor, 'SELECT pg_blocking_pids($1) AS pids', [subject.pid]);
  const before = chain.among(blockers?.pids ?? []);
  return before.length > 0 ? { before, locks: await locksOf(subject, monitor) } : undefined;
}

/** The table that is waited for, itself or by an index. */
function relationAwaited(locks: readonly LockRow[], relations: Relations): string | undefined {
  const awaited = locks.find(({ granted, locktype }) => !granted && locktype === 'relation')?.relation;
  return awaited ? relations.get(awaited)?.indexOf ?? awaited : undefined;
}

async function phaseOf({ subject, monitor }: Crew): Promise<string | undefined> {
  const [row] = await rows<{ phase: string }>(monitor, 'SELECT phase FROM pg_stat_progress_create_index WHERE pid = $1', [subject.pid]);
  return row?.phase;
}

async function kinOf({ monitor }: Crew): Promise<readonly Kin[]> {
  return rows(monitor, `
    SELECT 'inheritance' AS kind, inhrelid::text AS child, inhparent::text AS parent FROM pg_inherits
    UNION ALL
    SELECT 'foreign key', conrelid::text, confrelid::text FROM pg_constraint WHERE contype = 'f'`);
}
