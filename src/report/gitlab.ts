import type { Project } from '../project/project.ts';
import type { Level } from '../rule/finding.ts';
import { hashOf } from '../text/hash.ts';
import type { Entry } from './entry.ts';
import { entriesOf, saidOf } from './entry.ts';
import type { Context } from './format.ts';
import { defineFormat } from './format.ts';
import { locationOf } from './location.ts';

const SEVERITIES: Readonly<Record<Level, 'critical' | 'minor' | 'info'>> = { error: 'critical', warning: 'minor', note: 'info' };

/**
 * A Code Quality report, as GitLab shows it in merge requests.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const gitlab = defineFormat({
  name: 'gitlab',
  fromRoot: true,
  of: (review, context) => entriesOf(review).map((entry) => violation(entry, review.project, context)),
  together: (violations) => `${JSON.stringify(violations.flat(), null, 2)}\n`,
});

function violation(entry: Entry, project: Project, { cwd }: Context): object {
  const { path, start, end } = locationOf(entry.place, project, cwd);
  return {
    description: saidOf(entry),
    check_name: entry.name,
    // Of two with one fingerprint GitLab shows one: two projects may have the same statement in the same revision.
    fingerprint: hashOf(`${path}\0${entry.fingerprint}`).slice(0, 32),
    severity: SEVERITIES[entry.level],
    location: { path, lines: { begin: start.line, end: end.line } },
  };
}
