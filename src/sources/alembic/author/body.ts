import type { Script } from '../../../migrations/migration.ts';
import { directionOf } from '../../../migrations/migration.ts';
import { placeOf } from '../../../text/mapped.ts';
import type { Span } from '../../../text/place.ts';
import type { PythonFile, StmtNode } from '../python.ts';

/** A function that is nothing but calls, one after the other. */
export interface Body { readonly text: string; readonly calls: readonly BodyCall[] }

/** `steps`: the statements that it sends. `lines`: the whole of it with the comments and blank lines above. */
export interface BodyCall { readonly steps: readonly number[]; readonly span: Span; readonly lines: Span; readonly indent: number }

/** The calls of an upgrade() or a downgrade(); undefined where it holds anything else, or sends what is written elsewhere. */
export function bodyOf(file: PythonFile, script: Script): Body | undefined {
  const name = directionOf(script.id) === 'up' ? 'upgrade' : 'downgrade';
  const definition = file.body.filter((node) => node.nodeType === 'FunctionDef').findLast((node) => node.name === name);
  const nodes = definition?.body.filter((node) => !saysNothing(node));
  if (!nodes?.every((node) => node.nodeType === 'Expr' && node.value.nodeType === 'Call')) return undefined;

  const { text, path } = file.source;
  const starts = script.steps.map((step) => (step.kind === 'statement' ? step.call?.place ?? placeOf(step.sql, { start: 0, end: step.sql.text.length }) : step.place));
  if (starts.some((place) => place.path !== path)) return undefined;
  const calls = nodes.map((node): BodyCall => {
    const { span } = file.placeOf(node);
    const steps = starts.flatMap((place, index) => {
      const outermost = place.via?.at(-1)?.span ?? place.span;
      return span.start <= outermost.start && outermost.start < span.end ? [index] : [];
    });
    const line = text.lastIndexOf('\n', span.start - 1) + 1;
    return { steps, span, lines: { start: aboveOf(text, line), end: endOfLine(text, span.end) }, indent: span.start - line };
  });
  const placed = calls.flatMap(({ steps }) => steps);
  return placed.length === script.steps.length && calls.every(({ steps }) => steps.length > 0) ? { text, calls } : undefined;
}

function saysNothing(node: StmtNode): boolean {
  return node.nodeType === 'Pass' || node.nodeType === 'Comment' || (node.nodeType === 'Expr' && node.value.nodeType === 'Constant');
}

/** Comments right above a call are about it, and the blank line before them parts it from others. */
function aboveOf(text: string, line: number): number {
  let start = line;
  for (;;) {
    const before = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !/^[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(before, start))) return start;
    start = before;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}
