import type { Fix, FixedMigration, LeftFinding } from '../project/fix.ts';
import { counted } from '../report/summary.ts';
import { relativeTo } from '../text/path.ts';
import type { Io } from './io.ts';

/** More than these are counted and not listed. */
const MOST_LISTED = 10;

/** What was written where, and what was left and why. */
export function fixText({ fixed, left, project }: Fix, { isDone, io }: { readonly isDone: boolean; readonly io: Io }): string {
  const lines = [...fixed.map((one) => fixedText(one, isDone, io)), ...leftText(left, (finding) => project.linesOf(finding.place.path).positionOf(finding.place.span.start).line, io)];
  return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}

function fixedText({ path, findings, changes }: FixedMigration, isDone: boolean, io: Io): string {
  const at = (file: string) => relativeTo(io.cwd, file);
  const rules = [...new Set(findings.map(({ rule }) => rule))].join(', ');
  const isRenamed = (file: string) => changes.some((change) => change.kind === 'rename' && change.path === file);
  const edited = changes.filter(({ kind, path: file }) => kind === 'edit' && file !== path && !isRenamed(file)).map((change) => `    changed  ${at(change.path)}`);
  const others = changes.flatMap((change): readonly string[] => {
    if (change.kind === 'create') return [`    new      ${at(change.path)}`];
    return change.kind === 'rename' ? [`    renamed  ${at(change.path)} → ${at(change.to)}`] : [];
  });
  const head = `${io.colors.green('✓')} ${at(path)}: ${counted(findings.length, 'finding')} ${isDone ? 'cured' : 'would be cured'} (${rules}).`;
  return [head, ...edited, ...others].join('\n');
}

function leftText(left: readonly LeftFinding[], lineOf: (finding: LeftFinding['finding']) => number, io: Io): readonly string[] {
  const said = new Map<string, LeftFinding[]>();
  for (const one of left) {
    const key = `${one.finding.place.path} ${one.because}`;
    said.set(key, [...said.get(key) ?? [], one]);
  }
  const groups = [...said.values()];
  const listed = groups.slice(0, MOST_LISTED).map((group) => {
    const [first] = group;
    if (!first) return '';
    const { finding, because } = first;
    const rules = [...new Set(group.map(({ finding: { rule } }) => rule))].join(', ');
    const line = group.length === 1 ? `:${lineOf(finding)}` : '';
    return `${io.colors.yellow('–')} ${relativeTo(io.cwd, finding.place.path)}${line}: ${rules} is left. ${because}`;
  });
  const others = groups.slice(MOST_LISTED).flat().length;
  return others > 0 ? [...listed, `  ${counted(others, 'more finding')} with a cure of this kind ${others === 1 ? 'is' : 'are'} left.`] : listed;
}
