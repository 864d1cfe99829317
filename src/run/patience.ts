import type { Blocker } from './blockers.ts';
import { stillThere } from './blockers.ts';
import type { Asking } from './asking.ts';
import { pause } from './pause.ts';

/** Milliseconds. The longest pause between two tries, and between two looks at those who stand in the way. */
const LONGEST = 4000;
const LOOK = { least: 100, most: 500 };

/** Keeps the time of one statement's tries for its locks: full jitter between them, none of them endless. */
export class Patience {
  readonly #until: number;
  readonly #lockTimeout: number;
  #tries = 0;
  #queued = 0;

  constructor({ lockTimeout, giveUpAfter }: { readonly lockTimeout: number; readonly giveUpAfter: number }) {
    this.#lockTimeout = lockTimeout;
    this.#until = performance.now() + giveUpAfter;
  }

  get tries(): number { return this.#tries; }
  /** Time in which others queued behind us, in milliseconds. */
  get queued(): number { return this.#queued; }
  get left(): number { return Math.max(0, this.#until - performance.now()); }

  failed(queued: number): void {
    this.#tries++;
    this.#queued += queued;
  }

  /**
   * Waits until another try may succeed; false when the time is up. Whoever stood in the way is watched from outside the
   * queue, where nobody has to wait behind us.
   */
  async again(asking: Asking, blockers: readonly Blocker[], signal: AbortSignal): Promise<boolean> {
    const seen = performance.now();
    await pause(Math.min(this.left, Math.random() * Math.min(LONGEST, this.#lockTimeout * 2 ** this.#tries)), signal);
    while (this.left > 0 && !signal.aborted && await stillThere(asking, blockers, performance.now() - seen)) {
      await pause(Math.min(this.left, LOOK.least + Math.random() * (LOOK.most - LOOK.least)), signal);
    }
    return this.left > 0 && !signal.aborted;
  }
}
