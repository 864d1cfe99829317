import type { Major } from '../../src/effects/effect.ts';
import type { Checked } from './checked.ts';
import type { Group } from './form.ts';

/** What is predicted beside what was observed. */
export function sayDifferences({ major, id, sql, differences, notYet }: Checked): string {
  const rows = [['', 'predicted', 'observed'], ...differences.map(({ about, predicted, observed }) => [about, predicted, observed])];
  return [`${major}  ${id}${notYet === undefined ? '' : ` (not predicted yet: ${notYet})`}`, `    ${sql}`, ...table(rows).map((line) => `    ${line}`), ''].join('\n');
}

/** The table of subjects and majors: how many of each were as predicted; and whether any was not that should be. */
export function summary(groups: readonly Pick<Group, 'name' | 'title'>[], majors: readonly Major[], checked: readonly Checked[]): { readonly text: string; readonly differ: boolean } {
  const lines = groups.filter(({ name }) => checked.some(({ group }) => group === name)).map(({ name, title }) =>
    [title, ...majors.map((major) => tally(checked.filter((one) => one.group === name && one.major === major)))]);
  const totals = ['all', ...majors.map((major) => tally(checked.filter((one) => one.major === major)))];
  const open = checked.filter(({ differences }) => differences.length > 0);
  const failed = ids(open.filter(({ notYet }) => notYet === undefined));
  const notYet = ids(open.filter((one) => one.notYet !== undefined));
  return {
    text: [
      ...table([['', ...majors.map(String)], ...lines, totals]), '',
      `${ids(checked).length} forms and fixtures, ${checked.length} runs, ${failed.length} with differences, ${notYet.length} not predicted yet`,
      ...(failed.length > 0 ? [`with differences: ${failed.join(', ')}`] : []),
      ...(notYet.length > 0 ? [`not predicted yet: ${notYet.join(', ')}`] : []),
    ].join('\n'),
    differ: failed.length > 0,
  };
}

function tally(checked: readonly Checked[]): string {
  const equal = checked.filter(({ differences }) => differences.length === 0).length;
  return equal === checked.length ? String(equal) : `${equal}/${checked.length}`;
}

function ids(checked: readonly Checked[]): readonly string[] {
  return [...new Set(checked.map(({ id }) => id))];
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('   ').trimEnd());
}
