import type { Condition } from '../../migrations/condition.ts';
import { ALWAYS } from '../../migrations/condition.ts';

/** How long a condition stands: in its branch, for the rest of a round of a loop, of the loop, of the function. */
export type Until = 'branch' | 'round' | 'loop' | 'function';

export interface Guard { readonly condition: Condition; readonly until: Until }

/** The conditions under which Python comes to the statement that is being read. */
export class Guards {
  #guards: readonly Guard[] = [];

  /** All of them, and one more. */
  and(condition: Condition = ALWAYS): Condition {
    const of = [...this.#guards.map((guard) => guard.condition), condition].filter(({ kind }) => kind !== 'always');
    const [only] = of;
    if (!only) return ALWAYS;
    return of.length === 1 ? only : { kind: 'all', of };
  }

  get depth(): number {
    return this.#guards.length;
  }

  /** Those that were added above a depth. */
  above(depth: number): readonly Guard[] {
    return this.#guards.slice(depth);
  }

  add(condition: Condition, until: Until): void {
    this.#guards = [...this.#guards, { condition, until }];
  }

  /** Takes back those above a depth that stood no longer than this. */
  end(depth: number, ...ended: readonly Until[]): void {
    this.#guards = this.#guards.filter(({ until }, index) => index < depth || !ended.includes(until));
  }
}
