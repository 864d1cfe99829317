import { rules } from '../../rules/index.ts';
import { nearestConfig } from '../config/nearest.ts';
import type { Said } from '../migrations/draft.ts';
import { absolute, disk } from '../project/disk.ts';
import type { Project } from '../project/project.ts';
import { openProject } from '../project/project.ts';
import { SOURCES } from '../project/sources.ts';
import type { Graph } from '../revisions/graph.ts';
import { titled } from '../revisions/revision.ts';
import { revisionAt, revisionsAt } from '../revisions/target.ts';
import { DEFAULT_WIDTH } from '../run/version-table.ts';
import { isWithin, relativeTo } from '../text/path.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { NoProject, noProject } from './missing.ts';
import { openOneProject } from './opening.ts';
import { projectMeant } from './project-options.ts';
import type { MergeOptions } from './merge.ts';
import type { RevisionOptions } from './revision.ts';
import { revisionsOf } from './revision-text.ts';
import { soundGraph } from './sound-graph.ts';
import { writeMigration } from './writing.ts';

/** Writes a new migration without statements. Throws what `complain` knows. */
export function revision(options: RevisionOptions, io: Io): ExitCode {
  const [needs] = (['from', 'rename', 'drop', 'schema'] as const).filter((option) => options[option] !== undefined);
  if (needs) throw new UsageError(`--${needs} says what is compared. Give --autogenerate, too.`);
  const project = openToWrite(options, io);
  writeMigration(project, saidIn(options, project, io), { up: '', down: '', imports: [] }, io);
  return 0;
}

/** The project that gets a new migration; where there is none, one that begins in the folder that was named. Throws as `openOneProject` does. */
export function openToWrite(options: RevisionOptions, io: Io): Project {
  try {
    return openOneProject(projectMeant(options), io);
  } catch (error) {
    if (!(error instanceof NoProject)) throw error;
    if (options.versionPath === undefined) throw new NoProject(`${error.message} To begin with files of SQL, say where they are to lie: --version-path migrations.`);
    return begun(absolute(options.project ?? '.', io.cwd), absolute(options.versionPath, io.cwd), io);
  }
}

function begun(root: string, folder: string, io: Io): Project {
  if (!isWithin(folder, root)) throw new UsageError(`--version-path ${relativeTo(io.cwd, folder)} lies outside of the project, which begins in ${root}.`);
  const source = SOURCES.find((one) => one.begun !== undefined);
  const found = source?.begun?.(root, folder);
  if (!source || !found) throw noProject(root, io);
  return openProject({ source, found, config: nearestConfig(root, disk, rules), world: disk });
}

/** Writes a migration that follows several heads and changes nothing itself. Throws what `complain` knows. */
export function merge(typed: readonly string[], options: MergeOptions, io: Io): ExitCode {
  const project = openOneProject(projectMeant(options), io);
  const graph = soundGraph(project, io);
  const parents = [...new Set(typed.flatMap((address) => revisionsAt(graph, address)))];
  refuseFollowed(graph, parents, 'A merge brings heads together.');
  if (parents.length < 2) throw new UsageError(`there is nothing to merge: ${typed.join(' ')} names ${parents.length === 0 ? 'no revision' : `${revisionsOf(graph, parents).map(titled).join('')} alone`}.`);
  checkId(options.revId, graph, io);
  writeMigration(project, {
    message: options.message, id: options.revId, parents, dependsOn: [], folder: undefined,
    labels: options.branchLabel === undefined ? [] : [options.branchLabel],
  }, { up: '', down: '', imports: [] }, io);
  return 0;
}

/** What the options of `revision` say of a new migration. Throws `UsageError` and `AddressError`. */
export function saidIn(options: RevisionOptions, project: Project, io: Io): Said {
  const graph = soundGraph(project, io);
  const parents = parentsIn(options, graph);
  checkId(options.revId, graph, io);
  const { versionPath } = options;
  return {
    message: options.message,
    id: options.revId,
    parents,
    labels: options.branchLabel === undefined ? [] : [options.branchLabel],
    dependsOn: (options.dependsOn ?? []).map((address) => dependencyAt(graph, address)),
    folder: versionPath === undefined ? undefined : folderNamed(versionPath, project, io),
  };
}

function checkId(id: string | undefined, { revisions }: Graph, io: Io): void {
  if (id === undefined) return;
  const known = revisions.get(id);
  if (known) throw new UsageError(`--rev-id ${id} is taken: ${relativeTo(io.cwd, known.migration.place.path)} declares it.`);
  if (id.length > DEFAULT_WIDTH) throw new UsageError(`--rev-id ${id} has ${id.length} characters, and the version table holds ${DEFAULT_WIDTH}.`);
  if (!/^\w+$/.test(id)) throw new UsageError(`--rev-id ${id}: use letters, digits and underscores; addresses such as name@head, 003-1 and 001:003 are made of the others.`);
}

function parentsIn({ head, splice }: RevisionOptions, graph: Graph): readonly string[] {
  if (head === undefined && graph.heads.length > 1) {
    const heads = revisionsOf(graph, graph.heads).map(titled).join(', ');
    throw new UsageError(`there are ${graph.heads.length} heads: ${heads}. Say with --head which one it follows, or bring them together first: phasewise merge heads.`);
  }
  const parents = revisionsAt(graph, head ?? 'head');
  if (!splice) refuseFollowed(graph, parents, '--splice begins a new branch there.');
  return parents;
}

function refuseFollowed(graph: Graph, parents: readonly string[], wayOut: string): void {
  const followed = revisionsOf(graph, parents).find(({ children }) => children.length > 0);
  if (!followed) return;
  const [child] = revisionsOf(graph, followed.children);
  throw new UsageError(`${titled(followed)} is no head: ${child ? titled(child) : 'another revision'} follows it. ${wayOut}`);
}

/** A label stays a label: it names whatever will stand there. */
function dependencyAt(graph: Graph, address: string): string {
  const revision = revisionAt(graph, address);
  if (!revision) throw new UsageError(`--depends-on ${address}: nothing needs to depend on base.`);
  return graph.labels.has(address) ? address : revision.id;
}

function folderNamed(typed: string, { found: { folders } }: Project, io: Io): string {
  const folder = absolute(typed, io.cwd);
  if (folders.includes(folder)) return folder;
  const known = folders.map((one) => relativeTo(io.cwd, one)).join(', ');
  throw new UsageError(`--version-path ${typed} is no folder for revisions of this project. ${disk.kindOf(folder) === 'folder' ? 'Its configuration names' : 'There is'} ${known}.`);
}
