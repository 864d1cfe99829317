import { rules } from '../../rules/index.ts';
import type { Direction } from '../migrations/migration.ts';
import { review } from '../project/judge.ts';
import { disk } from '../project/disk.ts';
import { driftOf } from '../project/drift.ts';
import { History } from '../project/replay.ts';
import type { Review } from '../project/review.ts';
import { readApprovals } from '../run/approvals-file.ts';
import { withApprovals } from '../run/approved.ts';
import type { Context, Format } from '../report/format.ts';
import { FORMATS } from '../report/formats.ts';
import { isWithin, relativeTo } from '../text/path.ts';
import { nearest } from '../text/nearest.ts';
import { VERSION } from '../version.ts';
import { driftText } from './drift-text.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import type { LintOptions } from './lint.ts';
import type { Opened } from './opening.ts';
import { leftOutText, openProjects } from './opening.ts';
import { startWanted } from './starting.ts';

/** Judges the projects of the paths and prints what was found. Throws what `complain` knows. */
export async function lint(paths: readonly string[], options: LintOptions, io: Io): Promise<ExitCode> {
  const format = formatWanted(options.format, io);
  const wanted = { paths, project: options.project, pgVersion: options.pgVersion };
  const start = await startWanted(wanted, options, io);
  const { opened, passedOver, leftOut } = openProjects({ ...wanted, start }, io);
  for (const path of [...passedOver, ...opened.flatMap(namedForNothing)]) {
    io.err(`${io.colors.yellow('phasewise:')} ${relativeTo(io.cwd, path)} is no migration; passed over.\n`);
  }
  for (const each of leftOut) io.err(`${io.colors.yellow('phasewise:')} ${leftOutText(each, io)}\n`);
  if (opened.length === 0) return 0;

  const directions: readonly Direction[] = options.down ? ['up', 'down'] : ['up'];
  const reviews = opened.map(({ project, files }) => {
    const history = new History(project);
    io.err(driftText(project, driftOf(project, history), { verbose: options.verbose, io }));
    return withApprovals(withGraph(review(project, rules, { directions, files, history })), readApprovals(project.root, disk));
  });
  io.out(format.render(reviews, contextOf(format, io)));
  return exitCode(reviews);
}

/** What keeps the revisions from being a graph concerns every file of the project. */
function withGraph(review: Review): Review {
  const broken = review.project.problems.filter((problem) => problem.level === 'error' && !review.problems.includes(problem));
  return broken.length === 0 ? review : { ...review, problems: [...broken, ...review.problems] };
}

function exitCode(reviews: readonly Review[]): ExitCode {
  const problems = reviews.flatMap((review) => review.problems);
  if (problems.some(({ level }) => level === 'error')) return 2;
  const findings = reviews.flatMap((review) => review.findings);
  return problems.length > 0 || findings.some(({ level }) => level === 'error') ? 1 : 0;
}

/** Files that were named one by one and hold no migration, such as an env.py that a commit touched. */
function namedForNothing({ project, files, named }: Opened): readonly string[] {
  const read = new Set([
    ...project.migrations.flatMap(({ reads }) => reads.map(({ path }) => path)),
    ...project.problems.map(({ place }) => place.path),
  ]);
  return [...files ?? []].filter((file) => named.has(file) && !read.has(file));
}

function formatWanted(typed: string | undefined, io: Io): Format {
  const [usual] = FORMATS;
  const onGitHub = typed === undefined && Boolean(io.env['GITHUB_ACTIONS']);
  const name = onGitHub ? 'github' : typed ?? usual?.name ?? '';
  if (onGitHub) io.err('phasewise: the format is github, because GITHUB_ACTIONS is set; --format chooses another.\n');
  const format = FORMATS.find((one) => one.name === name);
  if (format) return format;
  const names = FORMATS.map((one) => one.name);
  const meant = nearest(name, names);
  throw new UsageError(`there is no format ${name}. ${meant === undefined ? `Choose one of ${names.join(', ')}.` : `Did you mean ${meant}?`}`);
}

function contextOf({ fromRoot }: Format, io: Io): Context {
  const workspace = io.env['GITHUB_WORKSPACE'];
  const isInside = fromRoot === true && workspace !== undefined && isWithin(io.cwd, workspace);
  return { rules, version: VERSION, colors: io.colors, columns: io.columns, cwd: isInside ? workspace : io.cwd };
}
