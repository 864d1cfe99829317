import type { Blocker } from './blockers.ts';
import type { Crew } from './crew.ts';
import type { Patience } from './patience.ts';
import { Blocked } from './send.ts';
import { Stopped } from './stop.ts';

/** Does something that may be blocked, afresh each time, until it succeeds or the time for it is up. Throws `Stopped`. */
export async function untilUnblocked<T>(crew: Crew, patience: Patience, attempt: () => Promise<T>): Promise<T> {
  for (let told = ''; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      const { statement, blockers, queued } = error;
      const seen = performance.now();
      patience.failed(queued);
      const who = blockers.map(({ pid }) => pid).join();
      if (statement && who !== '' && who !== told) {
        crew.tell({ kind: 'blocked', statement, blockers, giveUpIn: patience.left });
        told = who;
      }
      if (await patience.again(crew.watch.client, blockers, crew.signal)) continue;
      if (crew.signal.aborted) throw new Stopped({ kind: 'interrupted', statement, leftBehind: [] });
      throw new Stopped({ kind: 'no lock', statement, blockers: older(blockers, performance.now() - seen), tries: patience.tries, waited: patience.queued });
    }
  }
}

/** The same sessions some milliseconds later: they have been in the way ever since. */
function older(blockers: readonly Blocker[], milliseconds: number): readonly Blocker[] {
  return blockers.map((blocker) => ({ ...blocker, seconds: blocker.seconds === null ? null : blocker.seconds + milliseconds / 1000 }));
}
