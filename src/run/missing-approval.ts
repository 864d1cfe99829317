import type { Script, ScriptId } from '../migrations/migration.ts';
import { directionOf, revisionOf } from '../migrations/migration.ts';
import type { Level, Reported } from '../rule/finding.ts';
import type { RunConfig } from '../config/config.ts';
import type { Approval } from './approval.ts';
import { speakOfTheSame } from './approval.ts';
import { hashOfScript } from './script-hash.ts';

/** What a rule found in a script and nobody has approved as it is now. */
export interface MissingApproval {
  readonly script: Script;
  readonly rule: string;
  readonly findings: readonly Reported[];
  /** There is an approval, but of other content, or of fewer findings. */
  readonly outdated?: { readonly approval: Approval; readonly because: 'edited' | 'more findings' };
}

const RANKS = { error: 3, warning: 2, note: 1 } as const satisfies Record<Level, number>;

/** Which findings ask for an approval at all. */
export function needsApproval({ level }: Pick<Reported, 'level'>, required: RunConfig['requireApproval']): boolean {
  return required !== 'none' && RANKS[level] >= RANKS[required];
}

/** What stands between these scripts and a run, in the order of the scripts, one entry per rule. */
export function missingApprovals(scripts: readonly Script[], findings: readonly Reported[], approvals: readonly Approval[], required: RunConfig['requireApproval']): readonly MissingApproval[] {
  return scripts.flatMap((script) =>
    [...byRule(findings.filter((one) => one.at.script === script.id && needsApproval(one, required)))]
      .flatMap(([rule, found]) => missing(script, rule, found, approvals)));
}

function missing(script: Script, rule: string, findings: readonly Reported[], approvals: readonly Approval[]): readonly MissingApproval[] {
  const subject = { ...subjectOf(script.id), rule };
  const known = approvals.filter((approval) => speakOfTheSame(approval, subject));
  const hash = hashOfScript(script);
  const sameContent = known.filter((approval) => approval.hash === hash);
  if (sameContent.some((approval) => findings.length <= approval.findings)) return [];

  const approval = sameContent.at(-1) ?? known.at(-1);
  if (!approval) return [{ script, rule, findings }];
  return [{ script, rule, findings, outdated: { approval, because: sameContent.length > 0 ? 'more findings' : 'edited' } }];
}

/** What an approval of these findings says. */
export function approvalOf({ script, rule, findings }: MissingApproval, said: Pick<Approval, 'who' | 'when' | 'reason'>): Approval {
  const { who, when, reason } = said;
  return { ...subjectOf(script.id), rule, findings: findings.length, hash: hashOfScript(script), who, when, reason };
}

function subjectOf(id: ScriptId): Pick<Approval, 'revision' | 'script'> {
  return { revision: revisionOf(id), script: directionOf(id) };
}

function byRule(findings: readonly Reported[]): ReadonlyMap<string, readonly Reported[]> {
  const rules = new Map<string, Reported[]>();
  for (const finding of findings) {
    const known = rules.get(finding.rule);
    if (known) known.push(finding);
    else rules.set(finding.rule, [finding]);
  }
  return rules;
}
