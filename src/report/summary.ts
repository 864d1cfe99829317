import type { Review } from '../project/review.ts';
import { revisionOf } from '../migrations/migration.ts';
import type { Level } from '../rule/finding.ts';
import { isAbsolute, relativeTo } from '../text/path.ts';
import { majorsText } from './majors.ts';

/** What a review comes to, in the parts of one line; ` · ` belongs between them. */
export function summaryOf(review: Review): readonly string[] {
  const { project, counts, directions, notShown = 0 } = review;
  const majors = majorsText(project.majors);
  if (isSilent(review)) {
    if (counts.revisions === 0) return [nothingJudged(project.migrations.length)];
    const read = [counted(counts.revisions, 'revision'), counted(counts.statements, 'statement'), ...standInWords(review)].join(', ');
    const apart = setApartWords(review);
    const verdict = apart.length > 0 ? `${apart.join(', ')}, nothing else` : 'nothing';
    return [`✓ ${read}: ${verdict} that an application would notice. ${majors}`];
  }
  const revisions = counted(counts.revisions, 'revision');
  const objected = objections(review);
  return [
    objected === '' ? `${notShown > 0 ? 'No errors' : 'No findings'} in ${revisions}` : `${objected} in ${touched(review)} of ${revisions}`,
    ...(notShown > 0 ? [`${counted(notShown, 'finding')} below that not shown`] : []),
    ...setApartWords(review),
    [`${counted(counts.statements, 'statement')} read`, ...standInWords(review), `${counts.unread} unread`].join(', '),
    ...(counts.unknown > 0 ? [`${counts.unknown} with effects that are not known`] : []),
    majors,
    `judged as ${project.tool.name} runs it`,
    ...(directions.includes('down') ? ['downgrades too'] : []),
  ];
}

function nothingJudged(revisions: number): string {
  return revisions === 0 ? 'There are no revisions yet.' : `✓ ${counted(revisions, 'revision')}, none of which is asked about.`;
}

/** Sentences on what the reader must know besides: majors beyond those measured, and on what the history was judged. */
export function remarksOf({ project: { beyondMeasured, majors, start } }: Review, cwd: string): readonly string[] {
  const beyond = beyondMeasured.length > 0
    ? [`${majorsText(beyondMeasured)} is newer than what Phasewise has measured; it is judged as PostgreSQL ${majors.at(-1) ?? ''}.`]
    : [];
  if (!start) return beyond;
  const name = isAbsolute(start.name) ? relativeTo(cwd, start.name) : start.name;
  return [...beyond, start.at.length === 0
    ? `Judged on what ${name} holds.`
    : `What comes after ${start.at.join(', ')} is judged on what ${name} holds, all before on what the migrations make.`];
}

/** Nothing was found, and all of it was read. */
export function isSilent({ findings, problems, counts, notShown = 0 }: Review): boolean {
  return findings.length + problems.length + counts.unread + counts.unknown + notShown === 0;
}

/** At most three of the placeholders are named. */
function standInWords({ counts, placeholders }: Review): readonly string[] {
  if (counts.standIns === 0) return [];
  const named = placeholders.length <= 3 ? placeholders : [...placeholders.slice(0, 2), `${placeholders.length - 2} others`];
  const what = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}` : named.join('');
  return [`${counts.standIns} of them with ${placeholders.length > 1 ? 'stand-ins' : 'a stand-in'}${what === '' ? '' : ` for ${what}`}`];
}

/** What was found and is not to be told again: somebody has said why it may be. */
function setApartWords({ approved, allowed, known }: Review): readonly string[] {
  return [
    ...(approved.length > 0 ? [`${approved.length} approved`] : []),
    ...(allowed.length > 0 ? [`${allowed.length} allowed`] : []),
    ...(known.length > 0 ? [`${known.length} known`] : []),
  ];
}

export function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

function objections({ findings, problems }: Review): string {
  const at = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const numbers: readonly (readonly [number, string])[] = [[at('error') + problems.length, 'error'], [at('warning'), 'warning'], [at('note'), 'note']];
  return numbers.filter(([number]) => number > 0).map(([number, thing]) => counted(number, thing)).join(', ');
}

/** Revisions with a finding or a problem. */
function touched({ project, findings, problems }: Review): number {
  const found = findings.map(({ at }) => revisionOf(at.script));
  const broken = problems.flatMap(({ place }) =>
    project.migrations.filter(({ reads }) => reads.some(({ path }) => path === place.path)).map(({ revision }) => revision));
  return new Set([...found, ...broken]).size;
}
