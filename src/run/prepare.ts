import type { Major } from '../effects/effect.ts';
import type { Script } from '../migrations/migration.ts';
import { review } from '../project/judge.ts';
import type { Project } from '../project/project.ts';
import { History } from '../project/replay.ts';
import type { PathStep } from '../revisions/path.ts';
import type { Reported } from '../rule/finding.ts';
import type { Rule } from '../rule/rule.ts';
import type { Approval } from './approval.ts';
import { makePlan } from './make-plan.ts';
import type { MissingApproval } from './missing-approval.ts';
import { missingApprovals } from './missing-approval.ts';
import type { Plan } from './plan.ts';
import type { Refusal } from './refusal.ts';
import { unjudged, unreadSteps } from './unjudged.ts';

/** Why nobody has to approve anything: nobody else is there, or nobody has a table yet that they could wait for. */
export type Exemption = 'embedded server' | 'no user tables';

export interface PrepareWish {
  /** Opened as applied by us. */
  readonly project: Project;
  readonly rules: readonly Rule[];
  readonly path: readonly PathStep[];
  /** Of the server that is there. */
  readonly major: Major;
  readonly width: number | undefined;
  readonly approvals: readonly Approval[];
  readonly exemption: Exemption | undefined;
  readonly delegates?: boolean;
}

/** All that is known before the first statement; a run begins only where nothing is refused and nothing is missing. */
export interface Preparation {
  readonly plan: Plan;
  readonly refusals: readonly Refusal[];
  readonly missing: readonly MissingApproval[];
  readonly findings: readonly Reported[];
  /** All of the project. */
  readonly approvals: readonly Approval[];
  /** Why nothing is missing whatever was found. */
  readonly exemption: Exemption | undefined;
}

/** Judges the scripts of a path as this server would run them, and plans the run. */
export function prepare({ project, rules, path, major, width, approvals, exemption, delegates }: PrepareWish): Preparation {
  const onServer: Project = { ...project, majors: [major], beyondMeasured: [] };
  const history = new History(onServer);
  const scripts = path.flatMap(scriptOfStep);
  const facts = scripts.flatMap(({ id }) => history.facts(id));
  const ids = new Set(scripts.map(({ id }) => id));
  const judged = review(onServer, rules, { directions: ['up', 'down'], scripts: ids, history });
  const planned = makePlan({ path, facts, major, width, delegates });
  const delegated = planned.plan.scripts.flatMap(({ script, delegated }) => (script && delegated ? [script] : []));
  const findings = [...judged.findings, ...unjudged(facts), ...delegated.flatMap(unreadSteps)];
  return {
    ...planned,
    missing: exemption === undefined ? missingApprovals(scripts, findings, approvals, project.config.run.requireApproval) : [],
    findings,
    approvals,
    exemption,
  };
}

function scriptOfStep({ revision, direction }: PathStep): readonly Script[] {
  if (direction === 'up') return [revision.migration.upgrade];
  const { downgrade } = revision.migration;
  return 'id' in downgrade ? [downgrade] : [];
}
