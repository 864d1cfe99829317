import pc from 'picocolors';
import { rules } from '../../rules/index.ts';
import type { Direction } from '../migrations/migration.ts';
import { review } from '../project/judge.ts';
import type { KnownFinding } from '../lint/known-finding.ts';
import { apart } from '../lint/known-finding.ts';
import { saidOnce } from '../lint/said-once.ts';
import { absolute, disk } from '../project/disk.ts';
import { statisticsFrom } from '../project/start.ts';
import { readKnown } from '../project/known-file.ts';
import { driftOf } from '../project/drift.ts';
import { passedOver } from '../project/passed-over.ts';
import type { Project } from '../project/project.ts';
import { History } from '../project/replay.ts';
import type { Review } from '../project/review.ts';
import { readApprovals } from '../run/approvals-file.ts';
import { withApprovals } from '../run/approved.ts';
import type { Context, Format } from '../report/format.ts';
import { relativeTo } from '../text/path.ts';
import { VERSION } from '../version.ts';
import { codeHost } from './code-host.ts';
import { configText } from './config-text.ts';
import { driftText } from './drift-text.ts';
import { diffText } from './diff-text.ts';
import { fixText } from './fix-text.ts';
import { fixMode, fixed, reviewAfter, writeFix } from './fixing.ts';
import { Gate, errorsOnly, warningsAllowed } from './gate.ts';
import type { ExitCode, Io } from './io.ts';
import type { LintOptions } from './lint.ts';
import type { Chosen } from './opening.ts';
import { chooseProjects, leftOutText } from './opening.ts';
import type { Output } from './outputs.ts';
import { outputsWanted } from './outputs.ts';
import { projectMeant } from './project-options.ts';
import { given } from './standard-input.ts';
import { startWanted } from './starting.ts';
import { changedWanted, changesOf, filesOf, releaseOf, releaseText } from './version-control.ts';
import { writeWhole } from './write-whole.ts';

/** Judges the projects of the paths and says what was found. Throws what `complain` knows. */
export async function lint(typed: readonly string[], options: LintOptions, io: Io): Promise<ExitCode> {
  const outputs = outputsWanted(options, io);
  const gate = new Gate(warningsAllowed(options.maxWarnings));
  const mode = fixMode(options, typed);
  const input = await given(typed, options.stdinFilename, io);
  const changed = changedWanted(options, input.world, io);
  const { paths } = input;
  const world = changed?.world ?? input.world;
  const wanted = { paths, ...projectMeant(options), pgVersion: options.pgVersion, mayMiss: !options.errorOnUnmatchedPattern };
  const start = await startWanted(wanted, options, io, world);
  const statistics = options.stats === undefined ? undefined : statisticsFrom(absolute(options.stats, io.cwd), disk);
  const { chosen, passedOver: named, leftOut } = chooseProjects({ ...wanted, start, statistics }, io, world);
  if (options.printConfig) {
    io.out(configText(chosen.map((each) => each.open()), io));
    return 0;
  }
  const warn = (text: string) => { io.err(`${io.colors.yellow('phasewise:')} ${text}\n`); };
  const warnIgnored = (path: string) => { if (options.warnIgnored) warn(`${relativeTo(io.cwd, path)} is no migration; passed over.`); };
  named.forEach(warnIgnored);
  for (const each of leftOut) warn(leftOutText(each, io));

  const directions: readonly Direction[] = options.down ? ['up', 'down'] : ['up'];
  const judged = (project: Project, files: ReadonlySet<string> | undefined): Review => {
    const history = new History(project);
    io.err(driftText(project, driftOf(project, history), { verbose: options.verbose, io }));
    const changes = changesOf(project, options, changed, io);
    const release = releaseOf(project, options);
    const all = withApprovals(withGraph(review(project, rules, { directions, files, history, passedOver: passedOver(project), changes, release })), readApprovals(project.root, disk));
    io.err(releaseText(release, io));
    return options.all ? all : withKnown(all, readKnown(project.root, disk));
  };
  const judgedAll = chosen.map((one) => () => {
    const project = one.open();
    namedForNothing(project, one).forEach(warnIgnored);
    return judged(project, filesOf(project, one.files, changed));
  });
  const fixes = mode === undefined ? [] : judgedAll.map((judge) => fixed(judge(), { ...options, changed, io }));
  const afterwards = fixes.map((fix, at) => () => reviewAfter(fix, chosen[at]?.files, (files) => judged(fix.project, filesOf(fix.project, files, changed))));
  if (mode === 'diff') {
    for (const fix of fixes) io.out(await diffText(fix, io));
    for (const fix of fixes) io.err(fixText(fix, { isDone: false, io }));
    for (const judge of afterwards) gate.add(withoutRepeats(judge()));
    return gate.exitCode(io);
  }
  for (const fix of fixes) {
    writeFix(fix);
    io.err(fixText(fix, { isDone: true, io }));
  }
  await report(mode === undefined ? judgedAll : afterwards, { outputs, gate, quiet: options.quiet }, io);
  return gate.exitCode(io);
}

interface Reporting { readonly outputs: readonly Output[]; readonly gate: Gate; readonly quiet: boolean | undefined }

/**
 * Each review is let go of before the next is made: together those of many projects would take more memory than there may
 * be. In between whatever else waits has its turn, such as Ctrl-C.
 */
async function report(reviews: readonly (() => Review)[], { outputs, gate, quiet }: Reporting, io: Io): Promise<void> {
  const [files, others] = [outputs.filter(({ path }) => path !== undefined), outputs.filter(({ path }) => path === undefined)];
  const way = files.length > 0 ? whole : asItComes;
  const reports = [...files.map((output) => whole(output, reviews.length, io)), ...others.map((output) => way(output, reviews.length, io))];
  for (const judge of reviews) {
    const made = withoutRepeats(judge());
    gate.add(made);
    const shown = quiet ? errorsOnly(made) : made;
    for (const one of reports) one.add(shown);
    if (reviews.length > 1) await new Promise((resolve) => { setImmediate(resolve); });
  }
  for (const one of reports) one.end();
}

interface Writing { add(review: Review): void; end(): void }

function asItComes({ format }: Output, projects: number, io: Io): Writing {
  const report = format.begin(contextOf(format, io), projects);
  return { add: (review) => { io.out(report.add(review)); }, end: () => { io.out(report.end()); } };
}

/** A file is written in one go, so that nobody reads a part of it; where one cannot be written, nothing else is said. */
function whole({ format, path }: Output, projects: number, io: Io): Writing {
  const report = format.begin({ ...contextOf(format, io), ...(path !== undefined && { colors: pc.createColors(false) }) }, projects);
  const pieces: string[] = [];
  return {
    add: (review) => { pieces.push(report.add(review)); },
    end: () => {
      const text = [...pieces, report.end()].join('');
      if (path === undefined) io.out(text);
      else writeWhole(path, text);
    },
  };
}

function withoutRepeats(review: Review): Review {
  return { ...review, findings: saidOnce(review.findings, rules) };
}

/** What was found when the baseline was recorded is set apart. */
function withKnown(review: Review, recorded: readonly KnownFinding[]): Review {
  const { left, known } = apart(review.findings, recorded);
  return { ...review, findings: left, known };
}

/** What keeps the revisions from being a graph concerns every file of the project. */
function withGraph(review: Review): Review {
  const broken = review.project.problems.filter((problem) => problem.level === 'error' && !review.problems.includes(problem));
  return broken.length === 0 ? review : { ...review, problems: [...broken, ...review.problems] };
}

/** Files that were named one by one and hold no migration, such as an env.py that a commit touched. */
function namedForNothing(project: Project, { files, named }: Chosen): readonly string[] {
  const read = new Set([
    ...project.migrations.flatMap(({ reads }) => reads.map(({ path }) => path)),
    ...project.problems.map(({ place }) => place.path),
  ]);
  return [...files ?? []].filter((file) => named.has(file) && !read.has(file));
}

function contextOf({ fromRoot }: Format, io: Io): Context {
  const host = fromRoot ? codeHost(io) : undefined;
  return {
    rules, version: VERSION, colors: io.colors, columns: io.columns, cwd: host?.root ?? io.cwd,
    ...(host?.files !== undefined && { host: host.files }),
  };
}
