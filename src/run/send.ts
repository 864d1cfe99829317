import type { Blocker } from './blockers.ts';
import { blockersOf } from './blockers.ts';
import { buildProgress } from './build-progress.ts';
import type { Crew } from './crew.ts';
import type { InvalidIndex } from './invalid-index.ts';
import { doubtfulBuilds, invalidIndexes } from './invalid-index.ts';
import type { Notice } from './notices.ts';
import { withNotices } from './notices.ts';
import type { PlannedStatement } from './plan.ts';
import type { ServerSaid } from './server-said.ts';
import { isCancelled, isLockTrouble, serverSaid } from './server-said.ts';
import { Stopped } from './stop.ts';
import { watched } from './watch.ts';

/** A lock was not to be had in time. Thrown by `send`; whoever holds the transaction may try again. */
export class Blocked extends Error {
  readonly statement: PlannedStatement | undefined;
  readonly blockers: readonly Blocker[];
  /** Milliseconds in the queue. */
  readonly queued: number;

  constructor(statement: PlannedStatement | undefined, blockers: readonly Blocker[], queued: number) {
    super('a lock was not to be had');
    this.name = 'Blocked';
    this.statement = statement;
    this.blockers = blockers;
    this.queued = queued;
  }
}

/** `took`: in milliseconds. */
export interface Sent { readonly took: number; readonly notices: readonly Notice[] }

/**
 * Sends one statement, and says how long it took and what the server remarked. An index that came out invalid stops the run here, also
 * where the server takes the statement for done. Throws `Blocked` and `Stopped`.
 */
export async function send(statement: PlannedStatement, crew: Crew, where: 'in transaction' | 'alone'): Promise<Sent> {
  if (crew.signal.aborted) throw new Stopped({ kind: 'interrupted', statement, leftBehind: [] });
  const builds = doubtfulBuilds(statement);
  const before = await invalidIndexes(crew.work.client, builds.filter(({ name }) => name === undefined));
  crew.tell({ kind: 'statement begins', statement });

  let blockers: readonly Blocker[] = [];
  let notices: readonly Notice[] = [];
  const began = performance.now();
  try {
    const run = async () => { ({ notices } = await withNotices(crew.work.client, () => crew.work.client.query(statement.sql))); };
    if (statement.waits === 'patient') await watched(run, patientLook(statement, crew), { every: LOOK, slower: 1 });
    else {
      const look = async () => {
        const seen = await blockersOf(crew.watch.client, crew.work.pid);
        if (seen.length > 0) blockers = seen;
      };
      await watched(run, look, { every: crew.config.lockTimeout / 2, slower: 1.5 });
    }
  } catch (error) {
    const said = serverSaid(error);
    if (said && isLockTrouble(said) && mayTryAgain(statement, where)) throw new Blocked(statement, blockers, performance.now() - began);
    throw await stoppedBy(said, statement, crew, where);
  }
  const took = performance.now() - began;
  const invalid = without(await invalidIndexes(crew.work.client, builds), before);
  if (invalid.length > 0) throw new Stopped({ kind: 'invalid index', statement, indexes: invalid });
  return { took, notices };
}

/** How often a patient statement is looked at, in milliseconds. */
const LOOK = 1000;

/** Tells whom it waits for, each once, and how far an index build has come. */
function patientLook(statement: PlannedStatement, { watch, work, tell }: Crew): () => Promise<void> {
  let told = '';
  return async () => {
    const progress = await buildProgress(watch.client, work.pid);
    const blockers = await blockersOf(watch.client, work.pid);
    const who = blockers.map(({ pid }) => pid).join();
    if (who !== '' && who !== told) tell({ kind: 'waits', statement, blockers });
    told = who;
    if (progress) tell({ kind: 'building', statement, progress });
  };
}

/** What waits patiently does its work in several transactions: of a try that failed something may be left. */
function mayTryAgain({ waits }: PlannedStatement, where: 'in transaction' | 'alone'): boolean {
  return where === 'in transaction' || waits === 'brief';
}

async function stoppedBy(said: ServerSaid | undefined, statement: PlannedStatement, crew: Crew, where: 'in transaction' | 'alone'): Promise<Stopped> {
  if (!said) return new Stopped({ kind: 'lost', statement, fate: where === 'alone' ? 'unknown' : 'rolled back' });
  const leftBehind = where === 'alone' ? await invalidIndexes(crew.work.client, doubtfulBuilds(statement)).catch(() => []) : [];
  return crew.signal.aborted && isCancelled(said)
    ? new Stopped({ kind: 'interrupted', statement, leftBehind })
    : new Stopped({ kind: 'failed', statement, said, leftBehind });
}

function without(indexes: readonly InvalidIndex[], known: readonly InvalidIndex[]): readonly InvalidIndex[] {
  return indexes.filter((index) => !known.some(({ schema, name }) => schema === index.schema && name === index.name));
}
