import type { Project } from '../project/project.ts';
import { locationOf } from '../report/location.ts';
import { printable } from '../report/printable.ts';
import { hanging, proseWidth, wordsOf } from '../report/wrap.ts';
import { directionOf, revisionOf } from '../migrations/migration.ts';
import type { MissingApproval } from '../run/missing-approval.ts';
import { isForCode } from '../run/make-plan.ts';
import type { Refusal } from '../run/refusal.ts';
import type { PathStep } from '../revisions/path.ts';
import { titled } from '../revisions/revision.ts';
import { findingsText } from './findings-text.ts';
import type { Io } from './io.ts';
import { shellWord } from './shell-word.ts';

/** So many reasons of one kind tell what is the matter with a script. */
const TELLING = 3;

/** What cannot be run at all, by script. */
export function refusalsText(refusals: readonly Refusal[], project: Project, io: Io): string {
  const headings = [...new Set(refusals.map(headingOf))];
  const lines = headings.flatMap((heading) => {
    const reasons = refusals.filter((refusal) => headingOf(refusal) === heading);
    const told = reasons.filter((reason, index) => reasons.slice(0, index).filter(({ kind }) => kind === reason.kind).length < TELLING);
    const more = reasons.length - told.length;
    return [
      headingText(heading, io), ...told.map((reason) => refusalText(reason, project, io)),
      ...(more === 0 ? [] : [`  … and ${more} more like ${more === 1 ? 'it' : 'them'}.`]),
    ];
  });
  return `${lines.join('\n')}\n`;
}

function headingOf({ revision, direction }: Refusal): string {
  return `${titled(revision)} cannot be ${direction === 'up' ? 'applied' : 'undone'}.`;
}

function refusalText({ place, message }: Refusal, project: Project, io: Io): string {
  const { path, start } = locationOf(place, project, io.cwd);
  return hanging([`${printable(path)}:${start.line}:${start.column} `, ...wordsOf(printable(message))], proseWidth(io.columns), '  ');
}

/** What can be done about the first script that cannot be run; in lines. Empty where its own message says all. */
export function wayOutText(refusals: readonly Refusal[], path: readonly PathStep[], { source }: Project, { columns }: Io): string {
  const [first] = refusals;
  const at = path.findIndex(({ revision }) => revision === first?.revision);
  const before = path[at - 1];
  const ways = [
    ...(before && first?.direction === 'up' ? [`What comes before it can be applied: phasewise upgrade ${shellWord(before.revision.id)}`] : []),
    ...(source.call && refusals.some(isForCode) ? [`${source.name} itself can run it, in its place among the others: add --delegate`] : []),
  ];
  return ways.map((way) => `${hanging(wordsOf(printable(way)), proseWidth(columns), '  ')}\n`).join('');
}

/** What is not approved, and the commands that would approve exactly this content. */
export function missingText(missing: readonly MissingApproval[], project: Project, io: Io): string {
  const scripts = [...new Set(missing.map(({ script }) => script))];
  return scripts.map((script) => {
    const ofScript = missing.filter((one) => one.script === script);
    const revision = project.graph?.revisions.get(revisionOf(script.id));
    const name = revision ? titled(revision) : revisionOf(script.id);
    const what = directionOf(script.id) === 'down' ? `The downgrade of ${name}` : name;
    return [headingText(`${what} is not approved.`, io), ...ofScript.map((one) => missingOne(one, project, io))].join('\n');
  }).join('\n\n').concat('\n');
}

function headingText(text: string, { colors, columns }: Io): string {
  return colors.bold(hanging(wordsOf(printable(text)), proseWidth(columns), ''));
}

function missingOne({ script, rule, findings, outdated }: MissingApproval, project: Project, io: Io): string {
  const columns = proseWidth(io.columns);
  const down = directionOf(script.id) === 'down' ? ' --down' : '';
  const command = printable(`phasewise approve ${shellWord(revisionOf(script.id))}${down} --rule ${rule} --reason "…"`);
  return [
    findingsText(findings, '  ', project, io),
    ...(outdated === undefined ? [] : [hanging(wordsOf(printable(outdatedText(outdated, findings.length))), columns, '  ')]),
    hanging(['To approve exactly this content:  ', command], columns, '  '),
  ].join('\n');
}

function outdatedText({ approval, because }: NonNullable<MissingApproval['outdated']>, now: number): string {
  const consent = `${approval.who} approved ${approval.rule} on ${approval.when.slice(0, 10)}`;
  return because === 'edited'
    ? `${consent}, and the script was edited since.`
    : `${consent} for ${approval.findings === 1 ? 'one finding' : `${approval.findings} findings`}; now there are ${now}.`;
}
