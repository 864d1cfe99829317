import type { Project } from '../project/project.ts';
import type { Level } from '../rule/finding.ts';
import type { Entry } from './entry.ts';
import { entriesOf, saidOf } from './entry.ts';
import type { Context } from './format.ts';
import { defineFormat } from './format.ts';
import { locationOf } from './location.ts';
import { plainCure } from './plain-cure.ts';
import { printable } from './printable.ts';
import { summaryOf } from './summary.ts';

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** Workflow commands that GitHub shows beside the lines of a pull request. */
export const github = defineFormat({
  name: 'github',
  fromRoot: true,
  of: (review, context) => [
    ...entriesOf(review).map((entry) => command(entry, review.project, context)),
    printable(summaryOf(review).join(' · ')),
  ],
  together: (lines) => `${lines.flat().join('\n')}\n`,
});

function command(entry: Entry, project: Project, { cwd }: Context): string {
  const { path, start, end } = locationOf(entry.place, project, cwd);
  // Columns of a place over several lines are refused by GitHub.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const properties = { file: printable(path), line: start.line, endLine: end.line, ...columns, title: entry.name };
  const cure = entry.finding ? plainCure(entry.finding.cure, project) : '';
  const message = `${printable(saidOf(entry))}${cure === '' ? '' : `\n\n${cure}`}`;
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`).join(',');
  return `::${COMMANDS[entry.level]} ${written}::${data(message)}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
