import type { Review } from '../project/review.ts';
import type { Major } from '../effects/effect.ts';
import type { Level, Reported } from '../rule/finding.ts';
import { hashOf } from '../text/hash.ts';
import { relativeTo } from '../text/path.ts';
import type { Place } from '../text/place.ts';
import { majorsText } from './majors.ts';

/** Anything that is said about a place: a finding, a problem. */
export interface Entry {
  readonly level: Level;
  /** The rule, or the problem's name. */
  readonly name: string;
  readonly message: string;
  readonly place: Place;
  /** Where it holds for some of the project's majors only. */
  readonly majors?: readonly Major[];
  readonly related?: readonly Place[];
  /** No two entries of a review share it; it stays while the same is said of the same, wherever that moves in its file. */
  readonly fingerprint: string;
  readonly finding?: Reported;
}

/**
 * All that a review has to say, each thing once: problems first, then findings in the order of the history.
 */
export function entriesOf({ project, findings, problems }: Review): readonly Entry[] {
  const rank = new Map(inHistory(project).flatMap((path, at): [string, number][] => [[path, at]]));
  const byPlace = (a: Entry, b: Entry) =>
    (rank.get(a.place.path) ?? Infinity) - (rank.get(b.place.path) ?? Infinity) || a.place.span.start - b.place.span.start;
  const seen = new Map<string, number>();
  const fingerprint = (name: string, message: string, { path }: Place) => fingerprintOf([name, relativeTo(project.root, path), message], seen);
  const found = findings.map((finding): Entry => {
    const { rule, level, message, place } = finding;
    return { level, name: rule, message, place, fingerprint: finding.fingerprint, finding, ...someMajors(finding, project) };
  });
  return [
    ...problems.map(({ name, message, place, related }): Entry => (
      { level: 'error', name, message, place, fingerprint: fingerprint(name, message, place), ...(related && { related }) })),
    ...found.sort((a, b) => byPlace(a, b) || 0),
  ];
}

/** The majors for which it holds, where that is not all of them. */
export function someMajors({ majors }: Pick<Reported, 'majors'>, project: Pick<Review['project'], 'majors'>): Pick<Entry, 'majors'> {
  return majors.length < project.majors.length ? { majors } : {};
}

/** The message, and for which majors it holds where that is not all. */
export function saidOf({ message, majors }: Pick<Entry, 'message' | 'majors'>): string {
  return majors ? `${message} (${majorsText(majors)} only)` : message;
}

/** Where nothing but the words tells two apart, the second is the second. */
export function fingerprintOf(words: readonly string[], seen: Map<string, number>): string {
  const key = words.join('\0');
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return hashOf(`${key}\0${count}`).slice(0, 32);
}

function inHistory({ graph, migrations }: Review['project']): readonly string[] {
  const inOrder = graph ? graph.order.flatMap((id) => graph.revisions.get(id)?.migration ?? []) : migrations;
  return [...new Set(inOrder.flatMap(({ upgrade, downgrade }) => [upgrade.path, ...('path' in downgrade ? [downgrade.path] : [])]))];
}
