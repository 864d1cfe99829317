import type { Direction } from '../migrations/migration.ts';
import { compareNatural } from '../text/natural.ts';

/** A recorded consent to what one rule found in one script of exactly this content. */
export interface Approval {
  readonly revision: string;
  readonly script: Direction;
  readonly rule: string;
  /** How many findings of the rule it covers. */
  readonly findings: number;
  /** `hashOfScript` of what was approved. */
  readonly hash: string;
  readonly who: string;
  /** ISO 8601, UTC, to the second. */
  readonly when: string;
  readonly reason: string;
}

/** The order of the file: a new line lands between its neighbours, so that two branches seldom touch the same place. */
export function compareApprovals(a: Approval, b: Approval): number {
  return compareNatural(a.revision, b.revision)
    || Number(a.script === 'down') - Number(b.script === 'down')
    || compareNatural(a.rule, b.rule)
    || compareNatural(a.when, b.when);
}

/** The approvals with some added; what they say of the same rule and script takes the place of what was said before. */
export function withApprovals(approvals: readonly Approval[], added: readonly Approval[]): readonly Approval[] {
  const stays = approvals.filter((one) => !added.some((other) => speakOfTheSame(one, other)));
  return [...stays, ...added].sort(compareApprovals);
}

export function speakOfTheSame(a: Pick<Approval, 'revision' | 'script' | 'rule'>, b: Pick<Approval, 'revision' | 'script' | 'rule'>): boolean {
  return a.revision === b.revision && a.script === b.script && a.rule === b.rule;
}
