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

/** 2 where the revisions cannot be put in order, 1 where something is at level error or there are too many warnings. */
export function exitCodeOf(reviews: readonly Review[], allowed: number | undefined, io: Pick<Io, 'err' | 'colors'>): ExitCode {
  const problems = reviews.flatMap((review) => review.problems);
  if (problems.some(({ level }) => level === 'error')) return 2;
  const findings = reviews.flatMap((review) => review.findings);
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  const tooMany = allowed !== undefined && warnings > allowed;
  if (tooMany) io.err(`${io.colors.red('phasewise:')} ${counted(warnings, 'warning')}; --max-warnings allows ${allowed}.\n`);
  return tooMany || problems.length > 0 || findings.some(({ level }) => level === 'error') ? 1 : 0;
}

/** With `--quiet`: what is below level error is counted and not shown. */
export function errorsOnly(review: Review): Review {
  const findings = review.findings.filter(({ level }) => level === 'error');
  return { ...review, findings, notShown: review.findings.length - findings.length };
}
