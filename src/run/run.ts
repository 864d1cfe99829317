import type { RunConfig } from '../config/config.ts';
import type { VersionTableName } from '../migrations/source.ts';
import { applyPlan } from './apply.ts';
import type { Crew } from './crew.ts';
import type { Delegate } from './delegate.ts';
import type { Tell } from './events.ts';
import type { Target } from './inspect.ts';
import { refuseReadOnly, refuseUnrecordable } from './inspect.ts';
import type { Dial, Line } from './line.ts';
import { closeLine, openLine } from './line.ts';
import { lockHolder, lockKeyOf, releaseLock, takeLock } from './lock.ts';
import { readRows } from './ledger.ts';
import type { Plan } from './plan.ts';
import { RunError } from './run-error.ts';
import { settle } from './settle.ts';
import type { Outcome } from './stop.ts';
import type { VersionTable } from './version-table.ts';
import { findVersionTable } from './version-table.ts';

/** A database that a run is about to change. */
export interface Ground {
  /** The first connection: it holds the lock. */
  readonly line: Line;
  readonly dial: Dial;
  readonly target: Target;
  readonly versionTable: VersionTableName;
  readonly config: Pick<RunConfig, 'lockTimeout' | 'giveUpAfter'>;
  readonly signal: AbortSignal;
  readonly tell: Tell;
  readonly delegate?: Delegate;
}

/** Where a database stands. */
export interface Standing { readonly table: VersionTable; readonly rows: readonly string[] }

export async function standing({ line, versionTable }: Pick<Ground, 'line' | 'versionTable'>): Promise<Standing> {
  const table = await findVersionTable(line.client, versionTable);
  return { table, rows: await readRows(line.client, table) };
}

/** Does something as the only run on this version table. Throws `RunError` where another run does not end in time. */
export async function alone<T>(ground: Ground, act: (standing: Standing) => Promise<T>): Promise<T> {
  const { line: { client }, target, config, signal, tell } = ground;
  await refuseReadOnly(client);
  await settle(client, { serverMajor: target.serverMajor, lockTimeout: config.lockTimeout });
  const { table } = await standing(ground);
  await refuseUnrecordable(client, table);
  const key = lockKeyOf(target.database, table);
  const taken = await takeLock(client, key, { giveUpAfter: config.giveUpAfter, signal, onWait: (holder) => tell({ kind: 'waits for a run', holder }) });
  if (taken === 'interrupted') throw new RunError('interrupted', 'interrupted while another run was at work. Nothing was changed.');
  if (taken === 'gave up') {
    const holder = await lockHolder(client, key);
    const who = holder === undefined ? 'another run' : `pid ${holder.pid} (${holder.application}, connected since ${holder.since ?? 'an unknown time'})`;
    throw new RunError('locked', `${who} has been at work on ${target.database} for longer than run.give-up-after. Nothing was changed. Try again when it has ended.`);
  }
  try {
    return await act(await standing(ground));
  } finally {
    await releaseLock(client, key).catch(() => undefined);
  }
}

/** Applies a plan on a connection of its own. The caller is `alone`. */
export async function execute(plan: Plan, table: VersionTable, ground: Ground): Promise<Outcome> {
  const { line, dial, target, config, signal, tell, delegate } = ground;
  const work = await openLine(dial);
  const crew: Crew = { watch: line, work, dial, serverMajor: target.serverMajor, config, signal, tell, delegate, table };
  try {
    return await applyPlan(plan, crew);
  } finally {
    await closeLine(work);
  }
}
