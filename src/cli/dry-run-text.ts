import { directionOf, revisionOf } from '../migrations/migration.ts';
import type { Project } from '../project/project.ts';
import { printable } from '../report/printable.ts';
import { hanging, proseWidth, wordsOf } from '../report/wrap.ts';
import type { Reported } from '../rule/finding.ts';
import { speakOfTheSame } from '../run/approval.ts';
import type { PlannedScript } from '../run/plan.ts';
import { statementsOf } from '../run/plan.ts';
import { needsApproval } from '../run/missing-approval.ts';
import type { Exemption, Preparation } from '../run/prepare.ts';
import { alike, times } from './alike.ts';
import { beside } from './beside.ts';
import { findingsText } from './findings-text.ts';
import type { Io } from './io.ts';
import { locksOf } from './locks-text.ts';
import { scriptLine } from './ran-text.ts';

/** What a run would do: each statement with the locks that others can notice, and what was found and stops nothing. */
export function dryRunText(preparation: Preparation, project: Project, io: Io): string {
  const { plan, findings, missing, exemption } = preparation;
  const told = new Set(missing.flatMap((one) => one.findings));
  const scripts = plan.scripts.map((script) => {
    const statements = alike(statementsOf(script), (one) => [one.words, ...locksOf(one)].join('\0'))
      .map(([first, ...more]) => beside({ text: `    ${times(printable(first.words), more.length + 1)}` }, locksOf(first), io));
    const found = findings.filter((finding) => finding.at.script === script.script?.id && !told.has(finding));
    return [
      scriptLine(script, io),
      ...(statements.length > 0 ? statements : [`    ${io.colors.dim(nothing(script))}`]),
      ...(found.length > 0 ? [findingsText(found, '    ', project, io)] : []),
      ...(exemption === undefined ? consentLines(found, preparation, project, io) : []),
    ].join('\n');
  });
  const exempt = exemption !== undefined && findings.some((finding) => needsApproval(finding, project.config.run.requireApproval));
  return `${scripts.join('\n\n')}\n\n${exempt ? `Nothing needs an approval here: ${EXEMPT[exemption]}.\n` : ''}`;
}

const EXEMPT: Readonly<Record<Exemption, string>> = {
  'embedded server': 'nobody else uses an embedded server',
  'no user tables': 'the database has no tables yet',
};

/** Who has approved what was found and would otherwise stop the run. */
function consentLines(found: readonly Reported[], { approvals }: Preparation, { config }: Project, io: Io): readonly string[] {
  const asking = found.filter((finding) => needsApproval(finding, config.run.requireApproval));
  const subjects = new Map(asking.map(({ rule, at: { script } }) => [rule, { rule, script: directionOf(script), revision: revisionOf(script) }]));
  return [...subjects.values()].flatMap((subject) => {
    const approval = approvals.findLast((one) => speakOfTheSame(one, subject));
    if (!approval) return [];
    const { rule, who, when, reason } = approval;
    return [io.colors.dim(hanging(wordsOf(printable(`${rule} is approved by ${who} on ${when.slice(0, 10)}: ${reason}`)), proseWidth(io.columns), '    '))];
  });
}

function nothing({ step, delegated }: PlannedScript): string {
  if (delegated) return 'not read whole: what it locks beside what is told here is not known';
  return step.direction === 'up' ? 'no statements; the version table alone changes' : 'nothing to undo; the version table alone changes';
}
