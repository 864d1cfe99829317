import type { Crew } from './crew.ts';
import { locksOf, newLocks, otherLocks } from './locks.ts';
import { listening } from './notices.ts';
import type { Failure, Observation } from './observation.ts';
import { isRefusal } from './observation.ts';
import { concernedBy, probe } from './probes.ts';
import { relationsOf } from './relations.ts';
import { scanCounts, scansBetween } from './scans.ts';
import { failureOf, rows } from './session.ts';
import { storageChanges } from './storage.ts';

/**
 * Runs statements in the transaction that the subject has open, and leaves it open: a statement of DDL keeps its locks
 * until then, so all that it took is there to be seen. After a failure the transaction can only be rolled back.
 */
export async function observeWithin(crew: Crew, statements: readonly string[]): Promise<Observation> {
  const { subject, monitor } = crew;
  const before = await relationsOf(subject);
  const scansBefore = await scanCounts(subject, 'transaction');
  const then = await locksOf(subject, monitor);
  return listening(subject, async (said) => {
    const level = await saying('debug1', crew);
    const error = await failing(statements, crew);
    const notices = [...said];
    if (error) return nothingBut(error, notices);
    const now = await locksOf(subject, monitor);
    await saying(level, crew);
    const locks = newLocks(now, then, before);
    return {
      transaction: 'allowed',
      locks,
      otherLocks: otherLocks(now, then),
      storage: storageChanges(before, await relationsOf(subject)),
      scans: scansBetween(scansBefore, await scanCounts(subject, 'transaction'), before),
      probes: await probe(crew, concernedBy(locks, before), before),
      waits: [],
      notices,
    };
  });
}

export const NO_CHANGES = { rewritten: [], rebuilt: [], reused: [], swapped: [], created: [], dropped: [], invalid: [] };

export function nothingBut(error: Failure, notices: readonly string[] = []): Observation {
  const transaction = isRefusal(error.sqlstate) ? 'refused' : 'allowed';
  return { transaction, error, locks: [], otherLocks: [], storage: NO_CHANGES, scans: [], probes: [], waits: [], notices };
}

async function failing(statements: readonly string[], { subject }: Crew): Promise<Failure | undefined> {
  try {
    for (const statement of statements) await subject.client.query(statement);
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

/** Sets how much the server says in this transaction; gives back what it was. */
async function saying(level: string, { subject }: Crew): Promise<string> {
  const [row] = await rows<{ was: string }>(subject, "SELECT current_setting('client_min_messages') AS was, set_config('client_min_messages', $1, true)", [level]);
  return row?.was ?? 'notice';
}
