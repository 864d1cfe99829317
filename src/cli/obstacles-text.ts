import type { Project } from '../project/project.ts';
import { locationOf } from '../report/location.ts';
import { printable } from '../report/printable.ts';
import { directionOf, revisionOf } from '../migrations/migration.ts';
import type { MissingApproval } from '../run/missing-approval.ts';
import type { Refusal } from '../run/refusal.ts';
import { titled } from '../revisions/revision.ts';
import type { Io } from './io.ts';

/** What cannot be run at all, by script. */
export function refusalsText(refusals: readonly Refusal[], project: Project, io: Io): string {
  const lines: string[] = [];
  for (const refusal of refusals) {
    const heading = `${titled(refusal.revision)} cannot be ${refusal.direction === 'up' ? 'applied' : 'undone'}.`;
    if (!lines.includes(heading)) lines.push(heading);
    const { path, start } = locationOf(refusal.place, project, io.cwd);
    lines.push(printable(`  ${path}:${start.line}:${start.column}  ${refusal.message}`));
  }
  return `${lines.join('\n')}\n`;
}

/** What is not approved, and the commands that would approve exactly this content. */
export function missingText(missing: readonly MissingApproval[], project: Project, io: Io): string {
  const scripts = [...new Set(missing.map(({ script }) => script))];
  return scripts.map((script) => {
    const ofScript = missing.filter((one) => one.script === script);
    const revision = project.graph?.revisions.get(revisionOf(script.id));
    const name = revision ? titled(revision) : revisionOf(script.id);
    const what = directionOf(script.id) === 'down' ? `The downgrade of ${name}` : name;
    return [`${what} is not approved.`, ...ofScript.flatMap((one) => missingLines(one, project, io))].map(printable).join('\n');
  }).join('\n').concat('\n');
}

function missingLines({ script, rule, findings, outdated }: MissingApproval, project: Project, io: Io): readonly string[] {
  const down = directionOf(script.id) === 'down' ? ' --down' : '';
  return [
    ...findings.map(({ message, place }) => {
      const { path, start } = locationOf(place, project, io.cwd);
      return `  ${rule}  ${path}:${start.line}  ${message}`;
    }),
    ...(outdated === undefined ? [] : [`  ${outdatedText(outdated, findings.length)}`]),
    `  To approve exactly this content:   phasewise approve ${revisionOf(script.id)}${down} --rule ${rule} --reason "…"`,
  ];
}

function outdatedText({ approval, because }: NonNullable<MissingApproval['outdated']>, now: number): string {
  const consent = `${approval.who} approved ${approval.rule} on ${approval.when.slice(0, 10)}`;
  return because === 'edited'
    ? `${consent}, and the script was edited since.`
    : `${consent} for ${approval.findings === 1 ? 'one finding' : `${approval.findings} findings`}; now there are ${now}.`;
}
