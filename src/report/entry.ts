import type { Review } from '../project/review.ts';
import type { Unread } from '../migrations/migration.ts';
import type { Problem } from '../migrations/problem.ts';
import type { Cure } from '../migrations/cure.ts';
import type { Major } from '../effects/effect.ts';
import type { Level } from '../rule/finding.ts';
import type { Place } from '../text/place.ts';

/** Anything that is said about a place: a finding, a problem, something unread. */
export interface Entry {
  readonly level: Level;
  /** The rule, the problem's name, or `unread`. */
  readonly name: string;
  readonly message: string;
  readonly place: Place;
  /** Where it holds for some of the project's majors only. */
  readonly majors?: readonly Major[];
  readonly cure?: Cure;
  readonly related?: readonly Place[];
}

/**
 * All that a review has to say, each thing once: problems first, then findings and what is unread, in the order of the history.
 */
export function entriesOf({ project, findings, problems, unread }: Review): readonly Entry[] {
  const rank = new Map(inHistory(project).flatMap((path, at): [string, number][] => [[path, at]]));
  const byPlace = (a: Entry, b: Entry) =>
    (rank.get(a.place.path) ?? Infinity) - (rank.get(b.place.path) ?? Infinity) || a.place.span.start - b.place.span.start;
  const read = [
    ...findings.map(({ rule, level, message, place, majors, cure }): Entry => ({
      level, name: rule, message, place, cure, ...(majors.length < project.majors.length && { majors }),
    })),
    ...unread.filter((one) => !problems.some((problem) => saysTheSame(problem, one))).map(({ reason, place }): Entry => ({ level: 'note', name: 'unread', message: reason, place })),
  ];
  return [
    ...problems.map(({ name, message, place, related }): Entry => ({ level: 'error', name, message, place, ...(related && { related }) })),
    ...read.sort((a, b) => byPlace(a, b) || 0),
  ];
}

function saysTheSame({ message, place }: Problem, { reason, place: { path } }: Unread): boolean {
  return message === reason && place.path === path;
}

function inHistory({ graph, migrations }: Review['project']): readonly string[] {
  const inOrder = graph ? graph.order.flatMap((id) => graph.revisions.get(id)?.migration ?? []) : migrations;
  return [...new Set(inOrder.flatMap(({ upgrade, downgrade }) => [upgrade.path, ...('path' in downgrade ? [downgrade.path] : [])]))];
}
