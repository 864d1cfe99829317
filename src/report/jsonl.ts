import type { Review } from '../project/review.ts';
import { relativeTo } from '../text/path.ts';
import { allowedAsJson, approvedAsJson, findingAsJson, knownAsJson, problemAsJson, projectAsJson, SCHEMA } from './as-json.ts';
import type { Context } from './format.ts';
import { defineStream } from './format.ts';

/** For programs that read as they go: an object on each line, the last one sums up. */
export const jsonl = defineStream({
  name: 'jsonl',
  of: (review, context) => ({ text: linesOf(review, context).map(asLine).join(''), kept: projectAsJson(review, context.cwd) }),
  end: (projects, { version }) => asLine({ type: 'summary', schema: SCHEMA, phasewise: version, projects }),
});

function asLine(object: object): string {
  return `${JSON.stringify(object)}\n`;
}

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
