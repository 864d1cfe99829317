import type { Review } from '../project/review.ts';
import { relativeTo } from '../text/path.ts';
import { allowedAsJson, approvedAsJson, findingAsJson, knownAsJson, problemAsJson, projectAsJson, SCHEMA } from './as-json.ts';
import type { Context, Format } from './format.ts';

/** For programs that read as they go: an object on each line, the last one sums up. */
export const jsonl: Format = {
  name: 'jsonl',
  render(reviews, context) {
    const { cwd, version } = context;
    const summary = { type: 'summary', schema: SCHEMA, phasewise: version, projects: reviews.map((review) => projectAsJson(review, cwd)) };
    return [...reviews.flatMap((review) => linesOf(review, context)), summary].map((line) => `${JSON.stringify(line)}\n`).join('');
  },
};

function linesOf({ project, findings, approved, allowed, known, problems }: Review, { cwd }: Context): readonly object[] {
  const root = relativeTo(cwd, project.root);
  return [
    ...problems.map((problem) => ({ type: 'problem', project: root, ...problemAsJson(problem, project, cwd) })),
    ...findings.map((finding) => ({ type: 'finding', project: root, ...findingAsJson(finding, project, cwd) })),
    ...allowed.map((one) => ({ type: 'allowed', project: root, ...allowedAsJson(one, project, cwd) })),
    ...approved.map((one) => ({ type: 'approved', project: root, ...approvedAsJson(one, project, cwd) })),
    ...known.map((one) => ({ type: 'known', project: root, ...knownAsJson(one, project, cwd) })),
  ];
}
