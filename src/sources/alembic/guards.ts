import type { Condition } from '../../migrations/condition.ts';
import { ALWAYS } from '../../migrations/condition.ts';

/** How long a condition stands: in its branch, for the rest of a round of a loop, of the loop, of the function. */
export type Until = 'branch' | 'round' | 'loop' | 'function';

/** A condition, or what is left of it where the script has come to. */
export type Guarding = Condition | (() => Condition);

export interface Guard { readonly condition: Guarding; readonly until: Until }

/** The condition as it is where the script has come to. */
export function now(guarding: Guarding): Condition {
  return typeof guarding === 'function' ? guarding() : guarding;
}

/** When all of them hold. */
export function allOf(conditions: readonly Condition[]): Condition {
  const of = conditions.filter(({ kind }) => kind !== 'always');
  const [only] = of;
  if (!only) return ALWAYS;
  return of.length === 1 ? only : { kind: 'all', of };
}

/** When a condition does not hold. */
export function opposite(condition: Condition): Condition {
  return condition.kind === 'not' ? condition.of : { kind: 'not', of: condition };
}

/** The conditions under which Python comes to the statement that is being read. */
export class Guards {
  #guards: readonly Guard[] = [];

  /** All of them, and one more. */
  and(condition: Condition = ALWAYS): Condition {
    return allOf([...this.#guards.map((guard) => now(guard.condition)), condition]);
  }

  get depth(): number {
    return this.#guards.length;
  }

  /** Those that were added above a depth. */
  above(depth: number): readonly Guard[] {
    return this.#guards.slice(depth);
  }

  add(condition: Guarding, until: Until): void {
    this.#guards = [...this.#guards, { condition, until }];
  }

  /** Ends a branch: what was added in it, and stands longer, holds only where the branch was taken. */
  leave(depth: number, notTaken: Guarding): void {
    const kept = this.above(depth).filter(({ until }) => until !== 'branch');
    this.#guards = [...this.#guards.slice(0, depth), ...kept.map(({ condition, until }): Guard => ({ condition: () => ({ kind: 'any', of: [now(notTaken), now(condition)] }), until }))];
  }

  /** Takes back those above a depth that stood no longer than this. */
  end(depth: number, ...ended: readonly Until[]): void {
    this.#guards = this.#guards.filter(({ until }, index) => index < depth || !ended.includes(until));
  }
}
