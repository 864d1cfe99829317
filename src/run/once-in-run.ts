import type { Step } from '../migrations/migration.ts';

/** Tells, along the scripts of a run, which steps its tool has sent already and sends no second time. */
export class OnceInRun {
  readonly #sent = new Set<string>();

  wasSent(step: Step): boolean {
    if (step.kind !== 'statement' || step.onceInRun === undefined) return false;
    const before = this.#sent.has(step.onceInRun);
    this.#sent.add(step.onceInRun);
    return before;
  }
}
