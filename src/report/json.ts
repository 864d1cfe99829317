import { directionOf, revisionOf } from '../migrations/migration.ts';
import type { Cure } from '../migrations/cure.ts';
import type { Project } from '../project/project.ts';
import type { Review } from '../project/review.ts';
import type { Reported } from '../rule/finding.ts';
import { isAbsolute, relativeTo } from '../text/path.ts';
import type { Place } from '../text/place.ts';
import type { Context, Format } from './format.ts';
import { locationOf } from './location.ts';
import { authored } from '../project/authored.ts';

/** Grows when a key changes its meaning or goes; new keys may come without it. The shape: docs/formats.md. */
const SCHEMA = 1;

/** For programs. */
export const json: Format = {
  name: 'json',
  render(reviews, context) {
    const { version } = context;
    return `${JSON.stringify({ schema: SCHEMA, phasewise: version, projects: reviews.map((review) => projectOf(review, context)) }, null, 2)}\n`;
  },
};

function projectOf(review: Review, { cwd }: Context): object {
  const { project, directions, counts } = review;
  const at = (place: Place) => positioned(place, project, cwd);
  return {
    root: relativeTo(cwd, project.root),
    source: project.format,
    judgedAs: project.tool.name,
    postgres: project.majors,
    beyondMeasured: project.beyondMeasured,
    ...(project.start && { startsFrom: { name: isAbsolute(project.start.name) ? relativeTo(cwd, project.start.name) : project.start.name, at: project.start.at } }),
    directions,
    counts,
    placeholders: review.placeholders,
    findings: review.findings.map((finding) => findingOf(finding, project, cwd)),
    approved: review.approved.map(({ finding, who, when, reason }) => ({ ...findingOf(finding, project, cwd), approval: { who, when, reason } })),
    unread: review.unread.map(({ reason, place }) => ({ message: reason, ...at(place) })),
    problems: review.problems.map(({ name, level, message, place, related }) => ({
      name, level, message, ...at(place), ...(related && { related: related.map(at) }),
    })),
  };
}

function findingOf(finding: Reported, project: Project, cwd: string): object {
  return {
    rule: finding.rule,
    level: finding.level,
    message: finding.message,
    ...positioned(finding.place, project, cwd),
    revision: revisionOf(finding.at.script),
    direction: directionOf(finding.at.script),
    step: finding.at.index,
    postgres: finding.majors,
    fingerprint: finding.fingerprint,
    cure: cureOf(finding.cure, project),
  };
}

function positioned(place: Place, project: Project, cwd: string): object {
  const { path, start, end } = locationOf(place, project, cwd);
  return { path, start, end, ...(place.via && { calledFrom: place.via.map((via) => positioned(via, project, cwd)) }) };
}

function cureOf(cure: Cure, project: Project): object {
  switch (cure.kind) {
    case 'none':
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
