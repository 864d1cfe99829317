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

/** What cannot be run at all, by script. */
export function refusalsText(refusals: readonly Refusal[], project: Project, io: Io): string {
  const lines: string[] = [];
  for (const refusal of refusals) {
    const heading = headingText(`${titled(refusal.revision)} cannot be ${refusal.direction === 'up' ? 'applied' : 'undone'}.`, io);
    if (!lines.includes(heading)) lines.push(heading);
    const { path, start } = locationOf(refusal.place, project, io.cwd);
    const place = `${printable(path)}:${start.line}:${start.column} `;
    lines.push(hanging([place, ...wordsOf(printable(refusal.message))], proseWidth(io.columns), '  '));
  }
  return `${lines.join('\n')}\n`;
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
