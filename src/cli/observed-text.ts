import { directionOf } from '../migrations/migration.ts';
import type { NotRun, Observed } from '../observe/observed.ts';
import type { Row } from '../observe/side-by-side.ts';
import { sideBySide } from '../observe/side-by-side.ts';
import { locationOf } from '../report/location.ts';
import { callIt } from '../run/call-it.ts';
import { printable } from '../report/printable.ts';
import { columnsOf } from '../report/width.ts';
import { paragraph, proseWidth, wrapped } from '../report/wrap.ts';
import { placeOf } from '../text/mapped.ts';
import { relativeTo } from '../text/path.ts';
import type { Place } from '../text/place.ts';
import type { Io } from './io.ts';
import type { Sighting } from './observing.ts';

/** What was predicted beside what was seen, a block for each statement. */
export function observedText(sighting: Sighting, io: Io): string {
  const { script, statements } = sighting;
  const blocks = statements.map((one) => blockOf(one, sighting, io));
  const unread = script.steps.flatMap((step) => (step.kind === 'unread' ? [`${lineOf(step.place, sighting, io)}  not run: ${printable(step.reason)}`] : []));
  return `${[introduction(sighting, io), ...blocks, ...unread, conclusion(statements, io)].join('\n\n')}\n`;
}

function introduction({ project, migration, script, version, before, refused, rows, tables }: Sighting, io: Io): string {
  const direction = directionOf(script.id) === 'down' ? 'undo ' : '';
  const title = `${direction}${io.colors.bold(printable(migration.revision))}${migration.title === '' ? '' : ` ${printable(migration.title)}`}`;
  const scene = [
    `${relativeTo(io.cwd, script.path)}, as ${project.tool.name} runs it on an empty PostgreSQL ${version}.`,
    before === 0 ? 'Nothing ran before it.' : `${before === 1 ? '1 script' : `${before} scripts`} ran before it.`,
    tables.filled.length === 0 ? '' : `${tables.filled.length === 1 ? '1 table has' : `${tables.filled.length} tables have`} ${rows.toLocaleString('en')} rows, or what fits.`,
    ...tables.empty.map(({ table, reason }) => `${table.name} stays empty: ${reason}.`),
  ].filter((text) => text !== '').map(printable).join(' ');
  const without = refused.map(({ statement, failure }) =>
    paragraph(`${where(placeOf(statement.sql, { start: 0, end: 1 }), project, io)} was refused (${failure.sqlstate}: ${printable(failure.message)}), so what is built on it is missing.`, proseWidth(io.columns), '  '));
  return [title, ...wrapped(scene, proseWidth(io.columns)), ...without.map(io.colors.yellow)].join('\n');
}

function blockOf(one: Observed | NotRun, sighting: Sighting, io: Io): string {
  const { statement, reading } = one.fact;
  const head = `${lineOf(placeOf(statement.sql, { start: 0, end: statement.sql.text.length }), sighting, io)}  ${io.colors.bold(printable(callIt(statement.sql.text, reading)))}`;
  if (one.kind === 'not run') return `${head}\n${paragraph(WHY_NOT[one.because], proseWidth(io.columns), '  ')}`;
  const rows = sideBySide(one);
  return [head, ...(rows.length === 0 ? ['  locks nothing that was there before'] : tableOf(rows, io))].join('\n');
}

const WHY_NOT: Readonly<Record<NotRun['because'], string>> = {
  'stand-in': 'Not run: text stands in it that only the tool that sends it fills in.',
  'failure before it': 'Not run: the statement before it failed.',
};

const GAP = '  ';

/** In columns, or each fact in a line of its own where the terminal is too narrow for them. */
function tableOf(rows: readonly Row[], { colors, columns }: Io): readonly string[] {
  const cells = rows.map(({ about, predicted = 'no', observed = 'no', differs }) =>
    ({ about: printable(about), predicted: printable(predicted), observed: printable(observed), differs }));
  const [first, second, third] = (['about', 'predicted', 'observed'] as const).map((key) => Math.max(columnsOf(key === 'about' ? '' : key), ...cells.map((cell) => columnsOf(cell[key]))));
  const paint = (text: string, differs: boolean) => (differs ? colors.red(text) : text);
  const mark = (differs: boolean) => (differs ? '✗ ' : GAP);
  if (columns < 2 + (first ?? 0) + (second ?? 0) + (third ?? 0) + 2 * GAP.length) {
    return cells.map(({ about, predicted, observed, differs }) =>
      paint(`${mark(differs)}${about}: ${predicted === observed ? observed : `predicted ${predicted}, observed ${observed}`}`, differs));
  }
  const line = (about: string, predicted: string, observed: string) => `${padded(about, first)}${GAP}${padded(predicted, second)}${GAP}${observed}`;
  return [
    colors.dim(GAP + line('', 'predicted', 'observed')),
    ...cells.map(({ about, predicted, observed, differs }) => paint(mark(differs) + line(about, predicted, observed), differs)),
  ];
}

function padded(text: string, width = 0): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}

function conclusion(statements: readonly (Observed | NotRun)[], { colors }: Io): string {
  const ran = statements.filter((one) => one.kind === 'observed');
  const count = ran.length === 1 ? '1 statement' : `${ran.length} statements`;
  const others = ran.filter(({ differences }) => differences.length > 0).length;
  const idle = statements.length - ran.length;
  const left = idle === 0 ? '' : `, ${idle} not run`;
  if (others === 0 && ran.some(({ recorded }) => recorded.error !== undefined)) return colors.red(`✗ ${count} as predicted. The last one fails${idle === 0 ? '' : `; ${idle} after it not run`}.`);
  if (others === 0) return idle === 0 ? colors.green(`✓ ${count}: all as predicted.`) : `${count} as predicted${left}.`;
  return colors.red(`✗ ${others} of ${count} did not do what was predicted${left}.`);
}

/** The file is said once, above. */
function lineOf(place: Place, { project, script }: Sighting, io: Io): string {
  return place.path === script.path ? `line ${locationOf(place, project, io.cwd).start.line}` : where(place, project, io);
}

function where(place: Place, project: Sighting['project'], { cwd }: Io): string {
  const { path, start } = locationOf(place, project, cwd);
  return printable(`${path}:${start.line}`);
}
