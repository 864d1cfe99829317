import { rules } from '../../rules/index.ts';
import type { Rename } from '../autogenerate/renames.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Aim, Gap } from '../project/autogenerate.ts';
import { gapTo, planned, schemaAfter } from '../project/autogenerate.ts';
import { disk } from '../project/disk.ts';
import { review } from '../project/judge.ts';
import type { WrittenOut } from '../project/written-out.ts';
import { writtenOut } from '../project/written-out.ts';
import { printable } from '../report/printable.ts';
import { counted } from '../report/summary.ts';
import { relativeTo } from '../text/path.ts';
import { aimOf } from './aim.ts';
import type { CheckOptions } from './check.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { openOneProject } from './opening.ts';
import { projectMeant } from './project-options.ts';
import { openToWrite, saidIn } from './revising.ts';
import type { RevisionOptions } from './revision.ts';
import { soundGraph } from './sound-graph.ts';
import type { WantedSchema } from './wanted-schema.ts';
import { wantedSchema } from './wanted-schema.ts';
import { newId, unwritten, writeAll } from './writing.ts';

/** Writes the migrations that make the schema of a project the wanted one. Throws what `complain` knows. */
export async function autogenerate(options: RevisionOptions, io: Io): Promise<ExitCode> {
  if (options.from === undefined) throw new UsageError('--autogenerate compares with a wanted schema. Say with --from where it is: a file of SQL, a snapshot, or postgres://….');
  const project = openToWrite(options, io);
  const said = saidIn(options, project, io);
  const wanted = await wantedSchema(options.from, io);
  const now = schemaAfter(said.parents, project);
  const { aim, gap } = await resolved(aimOf(options, wanted, now, project), now, wanted.name, io);
  sayNotCompared(gap, wanted, io);
  if (gap.cannot.length > 0) throw new UsageError(`${gap.cannot.join(' ')} Nothing was written.`);
  if (gap.changes.length === 0) {
    io.out(`${io.colors.green('✓')} ${nothingToDo(wanted)}\n`);
    return 0;
  }
  const made = writtenOut(planned(gap, aim, now, project, rules), said, project, disk, { at: new Date(), random: newId });
  if (!('contents' in made)) throw unwritten(made);
  const left = gapTo({ ...aim, renames: [] }, schemaAfter(made.migrations.slice(-1).map(({ revision }) => revision), made.project)).changes;

  writeAll(made.contents);
  io.out(writtenText(made, said.parents, io));
  for (const note of made.notes) warn(note, io);
  for (const { about } of left) warn(`${about}: what was written does not do away with this difference.`, io);
  return 0;
}

/** Would anything be written? Throws what `complain` knows. */
export async function check(options: CheckOptions, io: Io): Promise<ExitCode> {
  const project = openOneProject(projectMeant(options), io);
  const { heads } = soundGraph(project, io);
  const wanted = await wantedSchema(options.from, io);
  const now = schemaAfter(heads, project);
  const gap = gapTo(aimOf(options, wanted, now, project), now);
  sayNotCompared(gap, wanted, io);
  const count = gap.changes.length + gap.cannot.length;
  if (count === 0) {
    io.out(`${io.colors.green('✓')} ${nothingToDo(wanted)}\n`);
    return 0;
  }
  const lines = [...gap.changes.map(({ about }) => about), ...gap.cannot];
  io.out(`${printable(`${counted(count, 'difference')} between the migrations and ${wanted.name}:`)}\n${lines.map((line) => `  ${printable(line)}\n`).join('')}`);
  return 1;
}

function nothingToDo({ name }: WantedSchema): string {
  return printable(`Nothing to write: the migrations make the schema of ${name}.`);
}

/** What may be a rename is asked, where there is somebody to ask. Throws `UsageError` where there is nobody. */
async function resolved(aim: Aim, now: Catalog, wanted: string, io: Io): Promise<{ readonly aim: Aim; readonly gap: Gap }> {
  const gap = gapTo(aim, now);
  const [first] = gap.possible;
  if (!first) return { aim, gap };
  if (!io.ask) throw new UsageError(renameQuestion(gap.possible, wanted));
  const answer = await io.ask(`Is ${first.to} what was ${first.from}? [y/n] `);
  const isSame = /^y(?:es)?$/i.test(answer.trim());
  const next: Aim = isSame ? { ...aim, renames: [...aim.renames, first] } : { ...aim, parted: [...aim.parted, first] };
  return resolved(next, now, wanted, io);
}

function renameQuestion(possible: readonly Rename[], wanted: string): string {
  const each = possible.map((rename) => `${rename.from} is not in ${wanted}, and ${rename.to} is new there`).join('; ');
  const [first] = possible;
  const short = first ? shortened(first) : '';
  const one = possible.length === 1 ? 'It may be one thing under another name' : 'They may be the same under other names';
  return `${each}. ${one}, and nobody guesses that: say --rename ${short} if it is, --drop ${first?.from ?? ''} if the old one goes. Nothing was written.`;
}

/** As --rename takes it. */
function shortened({ kind, from, to }: Rename): string {
  return `${from}:${kind === 'column' ? to.slice(to.lastIndexOf('.') + 1) : to}`;
}

function sayNotCompared({ notCompared }: Gap, { name, beside }: WantedSchema, io: Io): void {
  for (const one of notCompared) warn(`Not compared: ${one}`, io);
  if (beside.length > 0) warn(`Not compared: what ${name} does beside making tables, types, views, functions and what hangs on them: ${beside.join(', ')}.`, io);
}

function warn(sentence: string, io: Io): void {
  io.err(`${io.colors.yellow('phasewise:')} ${printable(sentence.replaceAll(`${io.cwd}/`, ''))}\n`);
}

function writtenText({ migrations, project: after, contents }: WrittenOut, parents: readonly string[], io: Io): string {
  const paths = new Set(contents.keys());
  const { findings } = review(after, rules, { files: paths });
  const lines = migrations.flatMap(({ path, phase }, at) => {
    const behind = at === 0 ? (parents.length === 0 ? ', at the beginning' : `, after ${parents.join(' and ')}`) : '';
    const found = findings.filter(({ place }) => place.path === path);
    return [
      `${io.colors.green('✓')} ${relativeTo(io.cwd, path)}${behind}${phase === 'contract' ? ', once nobody uses what it drops' : ''}`,
      ...found.map(({ rule, message }) => `    ${rule}  ${printable(message)}`),
    ];
  });
  return `${lines.join('\n')}\n`;
}
