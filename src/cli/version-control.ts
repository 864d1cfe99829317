import type { Project } from '../project/project.ts';
import { openProject, scriptOf } from '../project/project.ts';
import { GitError, Repository } from '../project/git.ts';
import { committedWorld, stagedWorld } from '../project/git-world.ts';
import { disk } from '../project/disk.ts';
import type { ReleaseFiles } from '../project/release-files.ts';
import { releaseAt, releaseHere } from '../project/release.ts';
import type { Changes } from '../rule/changes.ts';
import type { World } from '../text/world.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import { counted } from '../report/summary.ts';
import { relativeTo } from '../text/path.ts';

/** What a person asks of version control: report on what has changed only. */
export interface ChangedOptions { readonly since?: string; readonly staged?: true }

/** The files that have changed, and those of which the content is meant; undefined where nobody asked. */
export interface Changed {
  /** "origin/main", "the last commit". */
  readonly name: string;
  readonly files: ReadonlySet<string>;
  readonly world: World;
}

/** Throws `UsageError` and `GitError`. */
export function changedWanted({ since, staged }: ChangedOptions, world: World, io: Pick<Io, 'cwd'>): Changed | undefined {
  if (since !== undefined && staged) throw new UsageError('--since and --staged choose the files to report on in two ways. Give one of them.');
  if (staged) {
    const repository = Repository.around(io.cwd, '--staged');
    return { name: 'the last commit', files: new Set(repository.staged()), world: stagedWorld(world, repository) };
  }
  if (since === undefined) return undefined;
  const repository = Repository.around(io.cwd, '--since');
  return { name: since, files: new Set(repository.changedSince(repository.forkFrom(since))), world };
}

/** The files of a project to report on: those that were asked for and have changed. */
export function filesOf({ migrations, problems }: Project, files: ReadonlySet<string> | undefined, changed: Changed | undefined): ReadonlySet<string> | undefined {
  if (!changed) return files;
  const own = new Set([...migrations.flatMap(({ reads }) => reads.map(({ path }) => path)), ...problems.map(({ place }) => place.path)]);
  return new Set([...changed.files].filter((path) => own.has(path) && (files === undefined || files.has(path))));
}

/**
 * What rules are told of a project's changes. What is published comes from `--since`, else from the configuration; where
 * git cannot tell the latter, that is said and no reason to stop: a lint step may have no repository around it.
 */
export function changesOf(project: Project, { since }: ChangedOptions, changed: Changed | undefined, io: Io): Changes {
  const migrations = new Set(project.migrations.flatMap(({ reads }) => reads.map(({ path }) => path)));
  const told = changed && {
    name: changed.name,
    migrations: new Set([...changed.files].filter((path) => migrations.has(path))),
    others: [...changed.files].filter((path) => !migrations.has(path)),
  };
  const published = publishedFor(project, since, changed?.world ?? disk, io);
  return { ...(published && { published }), ...(told && { since: told }) };
}

function publishedFor(project: Project, since: string | undefined, world: World, io: Io): Changes['published'] {
  const name = since ?? project.config.published;
  if (name === undefined) return undefined;
  try {
    const repository = Repository.around(project.root, since === undefined ? 'published' : '--since');
    const fork = repository.forkFrom(name);
    const reads = new Set(project.migrations.flatMap(({ reads: files }) => files.map(({ path }) => path)));
    if (!repository.differingFrom(fork).some((path) => reads.has(path))) return { name, scriptOf: (id) => scriptOf(project, id) };
    const before = openProject({ source: project.source, found: project.found, config: project.config, world: committedWorld(world, repository, fork), start: project.start });
    return { name, scriptOf: (id) => scriptOf(before, id) };
  } catch (error) {
    if (!(error instanceof GitError) || since !== undefined) throw error;
    io.err(`${io.colors.yellow('phasewise:')} what is published on ${name} cannot be compared: ${error.message}\n`);
    return undefined;
  }
}

/**
 * The sources of the running release: those of the published commit, of the last one where it is asked what is about to be
 * committed, else as they are here. Undefined where none are named, or git cannot tell.
 */
export function releaseOf(project: Project, { since, staged }: ChangedOptions): ReleaseFiles | undefined {
  const name = since ?? project.config.published ?? (staged ? 'HEAD' : undefined);
  if (project.config.release.length === 0) return undefined;
  if (name === undefined) return releaseHere(project, disk);
  try {
    const repository = Repository.around(project.root, 'release');
    return releaseAt(project, { repository, commit: repository.forkFrom(name), where: name === 'HEAD' ? 'in the last commit' : `on ${name}` });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return undefined;
  }
}

/** What keeps the sources from telling what they do not name. */
export function releaseText(release: ReleaseFiles | undefined, io: Io): string {
  const { files, tooLarge } = release?.read ?? { files: 1, tooLarge: [] };
  const [first] = tooLarge;
  const where = release?.where ?? '';
  if (first !== undefined) return `${io.colors.yellow('phasewise:')} ${counted(tooLarge.length, 'file')} of \`release\` ${where}, such as ${relativeTo(io.cwd, first)}, ${tooLarge.length === 1 ? 'has' : 'have'} more than 1 MB and ${tooLarge.length === 1 ? 'was' : 'were'} not read: what no other file names may be named there.\n`;
  return files === 0 ? `${io.colors.yellow('phasewise:')} \`release\` fits no file ${where}.\n` : '';
}
