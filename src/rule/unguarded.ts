import { atLeast, stopsReads } from '../effects/conflicts.ts';
import type { Effect, Lock } from '../effects/effect.ts';
import { sameTarget } from '../effects/moment.ts';
import { describe } from '../operations/describe.ts';
import type { Kind } from '../operations/operation.ts';
import type { Placed, ScriptSituation } from './script-situation.ts';
import type { Situation } from './situation.ts';

/** An operation that may wait for a lock without limit, while whoever reads or writes the same table queues behind it. */
export interface Unguarded extends Placed<Kind> { readonly lock: Lock }

/** What a transaction holds already it does not wait for again; NOWAIT waits for nobody. */
export function unguarded(script: ScriptSituation): readonly Unguarded[] {
  if (script.tool.stepsAside && !script.written('set').some(({ operation }) => operation.setting === 'lock_timeout')) return [];
  return script.all().flatMap(({ operation, here }): readonly Unguarded[] => {
    if (operation.kind === 'lock table' && operation.nowait) return [];
    const wanted = here.stops.filter((lock) => lock.role !== 'index' && lock.role !== 'sequence' && !here.held.some((held) => sameTarget(held.lock.on, lock.on) && atLeast(held.lock.mode, lock.mode)));
    const lock = wanted.find(({ mode }) => stopsReads(mode)) ?? wanted[0];
    return lock && here.mayWaitForever ? [{ operation, here, lock }] : [];
  });
}

/** "ADD COLUMN orders.paid waits for ACCESS EXCLUSIVE behind every open transaction that …, and every later … queues behind it". */
export function queueing({ operation, here, lock }: Unguarded): string {
  const name = here.nameOf(lock.on);
  const [used, later] = stopsReads(lock.mode) ? ['used', 'read and write of'] : ['written to', 'write to'];
  return `${describe(operation)} waits for ${lock.mode} behind every open transaction that has ${used} ${name}, and every later ${later} ${name} queues behind it`;
}

/** All that the operation does to what was there before: whoever speaks of any of it has said more than that it waits. */
export function doneBy(here: Situation): readonly Effect[] {
  return [...here.stops, ...here.work('scan'), ...here.work('rewrite'), ...here.work('index build')];
}
