import type { Review } from '../project/review.ts';
import { allowedAsJson, approvedAsJson, findingAsJson, knownAsJson, problemAsJson, projectAsJson, SCHEMA } from './as-json.ts';
import type { Context } from './format.ts';
import { defineFormat } from './format.ts';

/** For programs: one document. */
export const json = defineFormat({
  name: 'json',
  of: projectOf,
  together: (projects, { version }) => `${JSON.stringify({ schema: SCHEMA, phasewise: version, projects }, null, 2)}\n`,
});

function projectOf(review: Review, { cwd }: Context): object {
  const { project, findings, approved, allowed, known, problems } = review;
  return {
    ...projectAsJson(review, cwd),
    findings: findings.map((finding) => findingAsJson(finding, project, cwd)),
    approved: approved.map((one) => approvedAsJson(one, project, cwd)),
    allowed: allowed.map((one) => allowedAsJson(one, project, cwd)),
    known: known.map((one) => knownAsJson(one, project, cwd)),
    problems: problems.map((problem) => problemAsJson(problem, project, cwd)),
  };
}
