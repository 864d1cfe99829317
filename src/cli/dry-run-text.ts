import type { Project } from '../project/project.ts';
import { locationOf } from '../report/location.ts';
import { printable } from '../report/printable.ts';
import type { PlannedScript } from '../run/plan.ts';
import { statementsOf } from '../run/plan.ts';
import type { Preparation } from '../run/prepare.ts';
import type { Reported } from '../rule/finding.ts';
import type { Io } from './io.ts';
import { locksText } from './locks-text.ts';
import { padded, scriptLine } from './progress.ts';

const WORDS = 46;

/** What a run would do: each statement with the locks that others can notice, and what was found about it. */
export function dryRunText({ preparation: { plan, findings } }: { readonly preparation: Preparation }, project: Project, io: Io): string {
  return plan.scripts.map((script) => {
    const statements = statementsOf(script).map((statement) => `    ${withLocks(printable(statement.words), locksText(statement), io)}`);
    const found = script.script === undefined ? [] : findings.filter(({ at }) => at.script === script.script?.id);
    return [scriptLine(script, io), ...(statements.length > 0 ? statements : [`    ${io.colors.dim(nothing(script))}`]), ...found.map((finding) => findingLine(finding, project, io))].join('\n');
  }).join('\n\n').concat('\n\n');
}

function withLocks(words: string, locks: string, { colors }: Io): string {
  return locks === '' ? words : `${padded(words, WORDS)}${colors.dim(locks)}`;
}

function nothing({ step }: PlannedScript): string {
  return step.direction === 'up' ? 'no statements; the version table alone changes' : 'nothing to undo; the version table alone changes';
}

function findingLine({ level, rule, message, place }: Reported, project: Project, { colors, cwd }: Io): string {
  const { path, start } = locationOf(place, project, cwd);
  const paint = level === 'error' ? colors.red : level === 'warning' ? colors.yellow : colors.dim;
  return `    ${paint(level)}  ${rule}  ${printable(`${path}:${start.line}  ${message}`)}`;
}
