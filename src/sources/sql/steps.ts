import type { Condition } from '../../migrations/condition.ts';
import { ALWAYS } from '../../migrations/condition.ts';
import type { Statement, Step } from '../../migrations/migration.ts';
import type { Aside } from '../../sql/psql.ts';
import { split } from '../../sql/split.ts';
import type { Branch } from '../../sql/template.ts';
import type { Place, Span } from '../../text/place.ts';
import { unreadAside } from './aside.ts';
import type { FileText } from './file-text.ts';
import { filledIn } from './filled-in.ts';

/** The steps of a stretch of a file, in their order: its statements, those of the files it includes, and what is not read. */
export function stepsOf(file: FileText, stretch: Span): readonly Step[] {
  const asides = file.asides.filter((aside) => isIn(stretch, aside));
  const statements = split(file.sql.slice(stretch.start, stretch.end)).pieces.map((piece): Placed => {
    const span = { start: stretch.start + piece.start, end: stretch.start + piece.end };
    return { at: span.start, steps: stepsFor(file, span, asides) };
  });
  const others = asides.map((aside): Placed => ({ at: aside.start, steps: stepsForAside(file, aside) }));
  return [...statements, ...others].sort((a, b) => a.at - b.at).flatMap(({ steps }) => steps);
}

interface Placed { readonly at: number; readonly steps: readonly Step[] }

function stepsFor(file: FileText, span: Span, asides: readonly Aside[]): readonly Step[] {
  const around = file.branches.filter((branch) => holds(branch, span));
  const when = conditionOf(around, file.path);
  const repeats = around.some(({ loop }) => loop);
  const rows = asides.find(({ command, start }) => command === 'rows' && start > span.end && file.sql.slice(span.end, start).trim() === ';');
  return filledIn(file, span).map((found): Step => {
    if (found.kind === 'unread') return { ...found, when: both(when, found.when) };
    const standIns = rows ? [...found.standIns, BELOW] : found.standIns;
    return { kind: 'statement', sql: found.sql, origin: 'written', when: both(when, found.when), repeats, standIns } satisfies Statement;
  });
}

/** What `COPY … FROM stdin` takes from the lines below it. */
const BELOW = { start: 0, end: 0, written: 'stdin' };

function stepsForAside(file: FileText, aside: Aside): readonly Step[] {
  const when = conditionOf(file.branches.filter((branch) => holds(branch, aside)), file.path);
  const place: Place = { path: file.path, span: { start: aside.start, end: aside.end } };
  const included = file.included.get(aside.start);
  if (included === undefined || typeof included === 'string') return unreadAside(aside, place, when, included);
  return stepsOf(included, { start: 0, end: included.sql.length }).map((step) => calledFrom(step, place, when));
}

/** A step of an included file, shown there, with the line that includes it. */
function calledFrom(step: Step, call: Place, when: Condition): Step {
  const via = (place: Place): Place => ({ ...place, via: [...(place.via ?? []), call] });
  switch (step.kind) {
    case 'statement': {
      const pieces = step.sql.pieces.map((piece) => ({ ...piece, from: via(piece.from) }));
      return { ...step, sql: { ...step.sql, pieces }, when: both(when, step.when) };
    }
    case 'unread': return { ...step, place: via(step.place), when: both(when, step.when) };
    case 'boundary': return { ...step, place: via(step.place) };
  }
}

function conditionOf(branches: readonly Branch[], path: string): Condition {
  return branches.map(({ condition, tag }): Condition => ({
    kind: 'undecidable',
    reason: `\`${condition}\` decides whether this is sent.`,
    place: { path, span: tag },
  })).reduce(both, ALWAYS);
}

function both(a: Condition, b: Condition): Condition {
  if (a.kind === 'always') return b;
  return b.kind === 'always' ? a : { kind: 'all', of: [a, b] };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function isIn(stretch: Span, { start }: Span): boolean {
  return stretch.start <= start && start < stretch.end;
}
