import type { ScriptId } from '../migrations/migration.ts';
import { directionOf, revisionOf } from '../migrations/migration.ts';
import { scriptOf } from '../project/project.ts';
import type { ApprovedFinding, Review } from '../project/review.ts';
import type { Reported } from '../rule/finding.ts';
import type { Approval } from './approval.ts';
import { speakOfTheSame } from './approval.ts';
import { missingApprovals } from './missing-approval.ts';

/** The review with its approved findings set apart from those that nobody has approved as they are now. */
export function withApprovals(review: Review, approvals: readonly Approval[]): Review {
  if (approvals.length === 0) return review;
  const ids = [...new Set(review.findings.map(({ at }) => at.script))];
  const scripts = ids.flatMap((id) => scriptOf(review.project, id) ?? []);
  const missing = new Set(missingApprovals(scripts, review.findings, approvals, 'note').flatMap(({ findings }) => findings));
  const approved = review.findings.filter((finding) => !missing.has(finding));
  return {
    ...review,
    findings: review.findings.filter((finding) => missing.has(finding)),
    approved: approved.flatMap((finding) => consentTo(finding, approvals)),
  };
}

function consentTo(finding: Reported, approvals: readonly Approval[]): readonly ApprovedFinding[] {
  const subject = { ...subjectOf(finding.at.script), rule: finding.rule };
  const approval = approvals.findLast((one) => speakOfTheSame(one, subject));
  return approval ? [{ finding, who: approval.who, when: approval.when, reason: approval.reason }] : [];
}

function subjectOf(script: ScriptId): Pick<Approval, 'revision' | 'script'> {
  return { revision: revisionOf(script), script: directionOf(script) };
}
