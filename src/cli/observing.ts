import { isScript } from '../migrations/migration.ts';
import type { Migration, Script, ScriptId } from '../migrations/migration.ts';
import { observeScript } from '../observe/observed.ts';
import type { NotRun, Observed } from '../observe/observed.ts';
import type { Refused } from '../observe/scene.ts';
import { setScene } from '../observe/scene.ts';
import { absolute, disk } from '../project/disk.ts';
import type { Project } from '../project/project.ts';
import { History } from '../project/replay.ts';
import { ancestors } from '../revisions/ancestry.ts';
import type { Graph } from '../revisions/graph.ts';
import { revisionAt } from '../revisions/target.ts';
import { connect } from '../server/connect.ts';
import { startEmbedded } from '../server/embedded.ts';
import { list } from '../server/installed.ts';
import type { Major } from '../server/majors.ts';
import { majorOf, majors, newestMajor } from '../server/majors.ts';
import { gather } from '../server/observer/crew.ts';
import type { Filled } from '../server/observer/fill.ts';
import { fill } from '../server/observer/fill.ts';
import { relativeTo } from '../text/path.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { noSuchPath } from './missing.ts';
import type { ObserveOptions } from './observe.ts';
import { observedJson } from './observed-json.ts';
import { observedText } from './observed-text.ts';
import { openOneProject } from './opening.ts';
import { projectMeant } from './project-options.ts';
import { soundGraph } from './sound-graph.ts';

/** A script that was run on a server of its own, and what it took to get there. */
export interface Sighting {
  readonly project: Project;
  readonly migration: Migration;
  readonly script: Script;
  /** "16.14" */
  readonly version: string;
  readonly major: Major;
  /** Scripts that ran before it. */
  readonly before: number;
  readonly refused: readonly Refused[];
  readonly rows: number;
  readonly tables: Filled;
  readonly statements: readonly (Observed | NotRun)[];
}

/** Runs a migration on an embedded server and prints what was seen. Throws `UsageError`, `AddressError`, `ServerError`. */
export async function observe(typed: string, options: ObserveOptions, io: Io): Promise<ExitCode> {
  const rows = rowsWanted(options.rows);
  const path = pathTyped(typed, io);
  const opened = openOneProject({ ...projectMeant(options), ...(path !== undefined && { paths: [path] }) }, io);
  const graph = soundGraph(opened, io);
  const migration = migrationMeant(typed, path, opened, graph, io);
  const script = scriptMeant(migration, options);
  const major = majorMeant(options, opened);
  const project: Project = { ...opened, majors: [major], beyondMeasured: [] };

  if (io.interactive) io.err(io.colors.dim(`Starting PostgreSQL ${major} …\n`));
  const sighting = await sight(project, graph, migration, script, { major, rows });
  io.out(options.json ? observedJson(sighting, io) : observedText(sighting, io));
  return sighting.statements.every((one) => one.kind === 'observed' && one.recorded.error === undefined && one.differences.length === 0) ? 0 : 1;
}

async function sight(project: Project, graph: Graph, migration: Migration, script: Script, { major, rows }: { readonly major: Major; readonly rows: number }): Promise<Sighting> {
  const history = new History(project);
  const server = await startEmbedded({ major, data: { kind: 'new' }, settings: { max_connections: '100' } });
  try {
    const crew = await gather(() => connect(server.address, { applicationName: 'phasewise observe' }));
    try {
      const stage = await crew.join();
      const earlier = scriptsBefore(script.id, migration, graph);
      const refused = await setScene(earlier.map((id) => history.facts(id)), stage.client);
      const tables = await fill(stage, rows);
      const statements = await observeScript(history.facts(script.id), crew, tables.empty.map(({ table }) => table));
      return { project, migration, script, version: server.version, major, before: earlier.length, refused, rows, tables, statements };
    } finally {
      await crew.end();
    }
  } finally {
    await server.stop();
  }
}

/** Before a downgrade stands its own upgrade. */
function scriptsBefore(id: ScriptId, { revision }: Migration, graph: Graph): readonly ScriptId[] {
  const below = ancestors(graph, [revision]);
  return graph.order.filter((one) => below.has(one)).map((one): ScriptId => `${one}#up`).filter((one) => one !== id);
}

/** The file that was typed, absolute; undefined: it must be a revision. */
function pathTyped(typed: string, io: Io): string | undefined {
  const path = absolute(typed, io.cwd);
  switch (disk.kindOf(path)) {
    case 'file': return path;
    case 'folder': throw new UsageError(`${typed} is a folder; name one file in it, or a revision.`);
    case 'nothing':
      if (/[/\\]|\.(?:sql|py)$/i.test(typed)) throw noSuchPath(path, io, disk);
      return undefined;
  }
}

function migrationMeant(typed: string, path: string | undefined, { migrations }: Project, graph: Graph, io: Io): Migration {
  if (path === undefined) {
    const revision = revisionAt(graph, typed);
    if (revision) return revision.migration;
    throw new UsageError(`${typed} stands before the first revision; there is nothing to observe.`);
  }
  const migration = migrations.find(({ reads }) => reads.some((file) => file.path === path));
  if (migration) return migration;
  throw new UsageError(`${relativeTo(io.cwd, path)} is no migration of the project around it.`);
}

function scriptMeant({ upgrade, downgrade, revision }: Migration, { down }: ObserveOptions): Script {
  if (!down) return upgrade;
  if (isScript(downgrade)) return downgrade;
  throw new UsageError(`${revision} has no downgrade${downgrade.none === 'absent' ? '' : downgrade.none === 'empty' ? ' that does anything' : '; it raises an error'}.`);
}

function majorMeant({ pg }: ObserveOptions, { config }: Project): Major {
  if (pg === undefined) return config.postgres?.map(majorOf).findLast((major) => major !== undefined) ?? list().at(-1)?.major ?? newestMajor;
  const major = majorOf(pg);
  if (major !== undefined) return major;
  throw new UsageError(`--pg ${pg} is no major of PostgreSQL that can be started here. Choose one of ${majors.join(', ')}.`);
}

const MOST_ROWS = 1_000_000;

function rowsWanted(typed: string): number {
  const rows = /^\d+$/.test(typed) ? Number(typed) : NaN;
  if (rows >= 1 && rows <= MOST_ROWS) return rows;
  throw new UsageError(`--rows ${typed} is no number from 1 to ${MOST_ROWS.toLocaleString('en')}.`);
}
