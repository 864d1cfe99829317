import { ConfigError } from '../config/config.ts';
import { majorsOf } from '../config/majors.ts';
import { nearestConfig } from '../config/nearest.ts';
import type { Discovery, LeftOut } from '../project/find.ts';
import { findProjects } from '../project/find.ts';
import { absolute, disk, realPath } from '../project/disk.ts';
import type { Project } from '../project/project.ts';
import { openProject } from '../project/project.ts';
import type { Start } from '../project/start.ts';
import type { Statistics } from '../rule/statistics.ts';
import { SOURCES } from '../project/sources.ts';
import { isWithin, relativeTo } from '../text/path.ts';
import type { World } from '../text/world.ts';
import { rules } from '../../rules/index.ts';
import { refuseClosed } from './closed-folder.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import { noProject, noSuchPath } from './missing.ts';
import type { ProjectOptions } from './project-options.ts';

/** What a person says about which projects to open; all of it may be left out. */
export interface Wanted extends ProjectOptions {
  /** Files and folders as they were typed; none: the current folder. */
  readonly paths?: readonly string[];
  /** `--pg-version`: "16", "14,16", "14-18". */
  readonly pgVersion?: string;
  /** What the history of the one project meant begins with. */
  readonly start?: Start;
  /** Paths that lead to no migrations are no mistake. */
  readonly mayMiss?: boolean;
  /** Sizes and uses of the tables of the projects. */
  readonly statistics?: Statistics;
  /** Our runner is about to apply it, whoever usually does. */
  readonly appliedByUs?: boolean;
}

/** A project that was found. What is read of one takes as much memory as what is found in it: open each when its turn comes. */
export interface Chosen {
  /** Reads its files. Throws `SourceError`. */
  open(): Project;
  /** The files to report on; undefined: all. */
  readonly files: ReadonlySet<string> | undefined;
  /** Of all paths, those that were typed, absolute. */
  readonly named: ReadonlySet<string>;
}

export interface Choice {
  readonly chosen: readonly Chosen[];
  /** Files that were named and belong to no project, absolute: a hook names whatever was committed. */
  readonly passedOver: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** The projects of the given paths. Throws `UsageError` and `ConfigError`. */
export function chooseProjects(wanted: Wanted, io: Io, world: World = disk): Choice {
  const majors = wanted.pgVersion === undefined ? undefined : majorsWanted(wanted.pgVersion);
  const { discoveries, passedOver, leftOut, named } = discover(wanted, io, world);
  refuseClosed(discoveries.flatMap(({ found }) => found.folders), io);
  const chosen = discoveries.map(({ source, found, files }): Chosen => {
    const config = nearestConfig(found.root, world, rules);
    return { open: () => openProject({ source, found, config, world, majors, start: wanted.start, statistics: wanted.statistics, appliedByUs: wanted.appliedByUs }), files, named };
  });
  if (wanted.start && chosen.length > 1) throw severalProjects(chosen, io);
  return { chosen, passedOver, leftOut };
}

/** Opens the one project meant. Throws as `chooseProjects` does, `SourceError`, and where there are several. */
export function openOneProject(wanted: Wanted, io: Io, world: World = disk): Project {
  const { chosen, leftOut } = chooseProjects(wanted, io, world);
  const [first, ...others] = chosen;
  if (!first) throw leftOut.length > 0 ? noneForPostgres(leftOut, io) : noProject(io.cwd, io);
  if (others.length > 0) throw severalProjects(chosen, io);
  return first.open();
}

interface Discovered { readonly discoveries: readonly Discovery[]; readonly leftOut: readonly LeftOut[]; readonly passedOver: readonly string[]; readonly named: ReadonlySet<string> }

function discover(wanted: Wanted, io: Io, world: World): Discovered {
  if (wanted.config !== undefined || wanted.section !== undefined) return { discoveries: [byConfiguration(wanted, io, world)], leftOut: [], passedOver: [], named: new Set() };
  const given = wanted.paths ?? [];
  const typed = given.length > 0 ? given : [wanted.project ?? '.'];
  const paths = typed.map((path) => absolute(path, io.cwd));
  const { discoveries, missing, leftOut } = findProjects(paths.map((path) => chosenFolder(path, world)), SOURCES, world);

  const isFile = (path: string) => world.kindOf(path) === 'file';
  for (const { kind, path } of wanted.mayMiss ? [] : missing) {
    if (kind === 'no such path') throw noSuchPath(path, io, world);
    if (!isFile(path)) throw noProject(path, io);
  }
  const each = onceEach(discoveries);
  const only = wanted.project === undefined ? each : meant(wanted.project, each, io);
  return { discoveries: only, leftOut, passedOver: missing.map(({ path }) => path).filter(isFile), named: new Set(paths) };
}

/** The project that `-c` and `-n` choose. */
function byConfiguration({ config, section, project, paths = [] }: Wanted, io: Io, world: World): Discovery {
  const folder = absolute(project ?? '.', io.cwd);
  const path = config === undefined ? undefined : absolute(config, io.cwd);
  if (path !== undefined && world.kindOf(path) !== 'file') throw noSuchPath(path, io, world);
  if (paths.length > 0) throw new UsageError(`-${config === undefined ? 'n' : 'c'} names the project, and so do the paths. Give one of them.`);
  for (const source of SOURCES) {
    const found = source.chosen?.({ path, section, folder }, world);
    if (found) return { source, found, files: undefined };
  }
  throw new UsageError(`-n ${section ?? ''} is a section of alembic.ini, and there is none ${project === undefined ? 'here' : `in ${project}`}. Name the file with -c.`);
}

/** Links lead to the same project by several ways: the shortest one counts. */
function onceEach(discoveries: readonly Discovery[]): readonly Discovery[] {
  const real = new Map<string, Discovery>();
  for (const discovery of discoveries) {
    const { source, files, found: { root } } = discovery;
    const key = `${source.name}\0${files ? root : realPath(root)}`;
    const known = real.get(key);
    if (!known || root.length < known.found.root.length) real.set(key, discovery);
  }
  return [...real.values()];
}

/** A configuration that names the folder of the migrations leads there from every folder above it. */
function chosenFolder(path: string, world: World): string {
  if (world.kindOf(path) !== 'folder') return path;
  const { path: file, migrations } = nearestConfig(path, world, rules);
  if (file === undefined || migrations === undefined) return path;
  const folder = absolute(migrations, file.slice(0, file.lastIndexOf('/')));
  if (world.kindOf(folder) !== 'folder') throw new ConfigError(file, 'migrations', `there is no folder ${migrations}.`);
  return isWithin(folder, path) ? folder : path;
}

function meant(typed: string, discoveries: readonly Discovery[], io: Io): readonly Discovery[] {
  const folder = absolute(typed, io.cwd);
  const hits = discoveries.filter(({ found }) => found.root === folder || isWithin(found.root, folder) || found.folders.includes(folder));
  if (hits.length > 0 || discoveries.length === 0) return hits;
  const roots = discoveries.map(({ found }) => relativeTo(io.cwd, found.root));
  throw new UsageError(`--project ${typed} is none of the projects here: ${roots.join(', ')}.`);
}

/** "taco/migrations/mysql is left out, because its folder is named mysql." */
export function leftOutText({ folder, because }: LeftOut, io: Io): string {
  return `${relativeTo(io.cwd, folder)} is left out, because ${because}: Phasewise reads migrations for PostgreSQL.`;
}

function noneForPostgres(leftOut: readonly LeftOut[], io: Io): UsageError {
  return new UsageError(`no migrations for PostgreSQL here. ${leftOut.map((each) => leftOutText(each, io)).join(' ')}`);
}

function severalProjects(chosen: readonly Chosen[], io: Io): UsageError {
  const listed = chosen.map((each) => each.open()).map(({ root, format }) => `${relativeTo(io.cwd, root)} (${format})`).join(', ');
  return new UsageError(`there are ${chosen.length} projects here: ${listed}. Say which with --project <folder>.`);
}

function majorsWanted(typed: string): readonly number[] {
  const majors = majorsOf(typed);
  if (majors) return majors;
  throw new UsageError(`--pg-version ${typed} names no majors of PostgreSQL from 13 on. Write 16, 14,16 or 14-18.`);
}
