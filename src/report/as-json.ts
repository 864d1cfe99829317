import type { AllowedFinding } from '../lint/allowances.ts';
import { directionOf, revisionOf } from '../migrations/migration.ts';
import type { Cure } from '../migrations/cure.ts';
import type { Problem } from '../migrations/problem.ts';
import { authored } from '../project/authored.ts';
import type { Project } from '../project/project.ts';
import type { ApprovedFinding, Review } from '../project/review.ts';
import type { Reported } from '../rule/finding.ts';
import { isAbsolute, relativeTo } from '../text/path.ts';
import type { Place } from '../text/place.ts';
import { locationOf } from './location.ts';

/** Grows when a key changes its meaning or goes; new keys may come without it. The shapes: docs/formats.md. */
export const SCHEMA = 1;

/** What is known of a project but for the lists. */
export function projectAsJson({ project, directions, counts, placeholders }: Review, cwd: string): object {
  return {
    root: relativeTo(cwd, project.root),
    source: project.format,
    judgedAs: project.tool.name,
    postgres: project.majors,
    beyondMeasured: project.beyondMeasured,
    ...(project.start && { startsFrom: { name: isAbsolute(project.start.name) ? relativeTo(cwd, project.start.name) : project.start.name, at: project.start.at } }),
    directions,
    counts,
    placeholders,
  };
}

export function findingAsJson(finding: Reported, project: Project, cwd: string): object {
  return {
    rule: finding.rule,
    level: finding.level,
    message: finding.message,
    ...placeAsJson(finding.place, project, cwd),
    revision: revisionOf(finding.at.script),
    direction: directionOf(finding.at.script),
    step: finding.at.index,
    postgres: finding.majors,
    fingerprint: finding.fingerprint,
    cure: cureAsJson(finding.cure, project),
  };
}

export function approvedAsJson({ finding, who, when, reason }: ApprovedFinding, project: Project, cwd: string): object {
  return { ...findingAsJson(finding, project, cwd), approval: { who, when, reason } };
}

export function allowedAsJson({ finding, reason, until }: AllowedFinding, project: Project, cwd: string): object {
  return { ...findingAsJson(finding, project, cwd), allowance: { reason, until } };
}

/** What a baseline knows is named, not told again. */
export function knownAsJson({ rule, fingerprint, place }: Reported, project: Project, cwd: string): object {
  return { rule, fingerprint, ...placeAsJson(place, project, cwd) };
}

export function problemAsJson({ name, level, message, place, related }: Problem, project: Project, cwd: string): object {
  return { name, level, message, ...placeAsJson(place, project, cwd), ...(related && { related: related.map((other) => placeAsJson(other, project, cwd)) }) };
}

function placeAsJson(place: Place, project: Project, cwd: string): object {
  const { path, start, end } = locationOf(place, project, cwd);
  return { path, start, end, ...(place.via && { calledFrom: place.via.map((via) => placeAsJson(via, project, cwd)) }) };
}

function cureAsJson(cure: Cure, project: Project): object {
  switch (cure.kind) {
    case 'none': case 'advice':
      return cure;
    case 'phases':
      return {
        kind: cure.kind,
        same: cure.same,
        phases: authored(cure, project).map(({ phase, where, code }, at) => {
          const { transaction, deployBefore, gate } = cure.phases[at] ?? {};
          return { phase, transaction, where, code, deployBefore, gate };
        }),
      };
  }
}
