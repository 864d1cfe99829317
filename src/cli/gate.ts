import type { Review } from '../project/review.ts';
import { counted } from '../report/summary.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';

/** `--max-warnings`: how many are let through; undefined: all. Throws `UsageError`. */
export function warningsAllowed(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  if (!/^\d+$/.test(typed)) throw new UsageError(`--max-warnings takes a number from 0 on, not ${typed}.`);
  return Number(typed);
}

/** What all reviews together come to. */
export class Gate {
  readonly #allowed: number | undefined;
  #isBroken = false;
  #failed = false;
  #warnings = 0;

  /** `allowed`: how many warnings are let through; undefined: all. */
  constructor(allowed: number | undefined) {
    this.#allowed = allowed;
  }

  add({ problems, findings }: Pick<Review, 'problems' | 'findings'>): void {
    this.#isBroken ||= problems.some(({ level }) => level === 'error');
    this.#failed ||= problems.length > 0 || findings.some(({ level }) => level === 'error');
    this.#warnings += findings.filter(({ level }) => level === 'warning').length;
  }

  /** 2 where the revisions cannot be put in order, 1 where something is at level error or there are too many warnings. */
  exitCode(io: Pick<Io, 'err' | 'colors'>): ExitCode {
    if (this.#isBroken) return 2;
    const tooMany = this.#allowed !== undefined && this.#warnings > this.#allowed;
    if (tooMany) io.err(`${io.colors.red('phasewise:')} ${counted(this.#warnings, 'warning')}; --max-warnings allows ${this.#allowed}.\n`);
    return tooMany || this.#failed ? 1 : 0;
  }
}

/** With `--quiet`: what is below level error is counted and not shown. */
export function errorsOnly(review: Review): Review {
  const findings = review.findings.filter(({ level }) => level === 'error');
  return { ...review, findings, notShown: review.findings.length - findings.length };
}
