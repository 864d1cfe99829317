import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config.ts';
import type { Major } from '../effects/effect.ts';
import { MAJORS } from '../effects/effect.ts';
import type { Migration, Script, ScriptId } from '../migrations/migration.ts';
import { directionOf, isScript, revisionOf } from '../migrations/migration.ts';
import type { Problem } from '../migrations/problem.ts';
import type { Found, Source } from '../migrations/source.ts';
import type { Tool } from '../migrations/tool.ts';
import { PHASEWISE } from '../migrations/tool.ts';
import type { Graph } from '../revisions/graph.ts';
import { graphOf } from '../revisions/graph.ts';
import type { Start } from './start.ts';
import type { Statistics } from '../rule/statistics.ts';
import { configuredStart, configuredStatistics, heldBy } from './start.ts';
import { decode } from '../text/decode.ts';
import { Lines } from '../text/lines.ts';
import { nearest } from '../text/nearest.ts';
import type { World } from '../text/world.ts';
import { SOURCES } from './sources.ts';

/** Judged unless the project, its database or the caller says otherwise: the majors that the community supports. */
export const DEFAULT_MAJORS: readonly Major[] = [14, 15, 16, 17, 18];

/** A project as it was read: what lint, the runner, editors and reports start from. */
export interface Project {
  readonly root: string;
  /** As a person calls what the migrations are written for: "Alembic", "Flyway", "plain SQL". */
  readonly format: string;
  readonly source: Source;
  readonly found: Found;
  readonly config: Config;
  readonly migrations: readonly Migration[];
  /** What is wrong with the files or the graph. */
  readonly problems: readonly Problem[];
  /** Undefined: a problem of level error stands in the way of an order. */
  readonly graph: Graph | undefined;
  readonly majors: readonly Major[];
  /** What the history begins with; undefined: an empty database, or nobody knows what. */
  readonly start: Start | undefined;
  /** How large the tables are and how they are used; undefined: nobody tells. */
  readonly statistics: Statistics | undefined;
  /** Majors that were asked for and never measured; they are judged as the last one that was. */
  readonly beyondMeasured: readonly number[];
  /** Who will apply it, as it is judged. */
  readonly tool: Tool;
  textOf(path: string): string;
  linesOf(path: string): Lines;
}

export interface Opening {
  readonly source: Source;
  readonly found: Found;
  readonly config: Config;
  readonly world: World;
  /** Overrides the project's own choice. */
  readonly majors?: readonly number[];
  /** Overrides the one that the configuration names. */
  readonly start?: Start;
  /** Overrides the file that the configuration names, and what the beginning tells. */
  readonly statistics?: Statistics;
  /** Our runner is about to apply it, whoever usually does. */
  readonly appliedByUs?: boolean;
}

/**
 * Reads a project whole. Problems are part of the answer. Throws `SourceError` for a broken configuration of its tool,
 * `ConfigError` and `StartError` for a beginning that cannot be had.
 */
export function openProject({ source, found: detected, config, world, majors, appliedByUs, start = configuredStart(config, world), statistics }: Opening): Project {
  const { version, constants, types } = config.alembic;
  const found: Found = { ...asTold(asSaid(detected, source, config), config), given: { constants, types } };
  const { migrations, problems } = source.read({ ...found, placeholders: { ...found.placeholders, ...config.placeholders }, toolVersion: version }, world);
  const built = graphOf(migrations);
  const wanted = majors ?? config.postgres ?? (start?.major === undefined ? DEFAULT_MAJORS : [start.major]);
  if (start && built.kind === 'graph') heldBy(start, built.graph);
  const texts = new Map<string, { text: string; lines?: Lines }>();

  const textOf = (path: string) => {
    const held = texts.get(path);
    if (held) return held;
    const decoded = decode(path, world.read(path));
    const made: { text: string; lines?: Lines } = { text: decoded.kind === 'text' ? decoded.source.text : '' };
    texts.set(path, made);
    return made;
  };
  return {
    root: found.root,
    format: formatOf({ source, found }),
    source,
    found,
    config,
    migrations,
    problems: [...problems, ...(built.kind === 'problems' ? built.problems : [])],
    graph: built.kind === 'graph' ? built.graph : undefined,
    majors: measured(wanted),
    start,
    statistics: statistics ?? configuredStatistics(config, world) ?? start?.statistics,
    beyondMeasured: wanted.filter((major) => !MAJORS.some((known) => known === major)),
    tool: withSession(appliedByUs === true || config.tool === TAKEN_OVER ? PHASEWISE : source.tool(found, world), config),
    textOf: (path) => textOf(path).text,
    linesOf: (path) => {
      const held = textOf(path);
      return (held.lines ??= new Lines(held.text));
    },
  };
}

/**
 * Settings that a role, a database or a harness makes on the tool's connection hold where the tool makes none of its own.
 * A tool that steps aside chooses lock_timeout for each statement.
 */
function withSession(tool: Tool, { session }: Config): Tool {
  if (Object.keys(session).length === 0) return tool;
  const { lock_timeout: _, ...others } = session;
  return { ...tool, settings: { ...(tool.stepsAside ? others : session), ...tool.settings } };
}

/** What phasewise.toml says where our runner applies the migrations, whoever they were written for. */
export const TAKEN_OVER = 'phasewise';

/** The project as its configuration has it: another tool's than its marks say. */
function asSaid(found: Found, source: Source, { tool, path = '' }: Config): Found {
  if (tool === undefined || tool === TAKEN_OVER || source.tools.length === 0) return found;
  if (source.tools.includes(tool)) return source.as(found, tool);
  const known = [...new Set([TAKEN_OVER, ...SOURCES.flatMap(({ tools }) => tools)])];
  if (known.includes(tool)) throw new ConfigError(path, 'tool', `${tool} does not read the migrations of this project (${formatOf({ source, found })}).`);
  const meant = nearest(tool, known);
  throw new ConfigError(path, 'tool', meant === undefined ? `there is no tool ${tool}. Known are ${known.join(', ')}.` : `there is no tool ${tool}. Did you mean ${meant}?`);
}

/** What a project decides in code, said in the configuration. */
function asTold(found: Found, { alembic: { versionTable, versionTableSchema, transactionPerMigration } }: Config): Found {
  const { computed = [] } = found;
  if (versionTable === undefined && versionTableSchema === undefined && transactionPerMigration === undefined) return found;
  const told = new Set([...(versionTable === undefined ? [] : ['alembic.version-table']), ...(versionTableSchema === undefined ? [] : ['alembic.version-table-schema'])]);
  return {
    ...found,
    versionTable: { ...found.versionTable, ...(versionTable !== undefined && { name: versionTable }), ...(versionTableSchema !== undefined && { schema: versionTableSchema }) },
    computed: computed.filter(({ key }) => !told.has(key)),
    ...(transactionPerMigration !== undefined && { transactionPerMigration }),
  };
}

/** How a project was opened, to open it again as its files are then. */
export function openingOf({ source, found, config, majors, start }: Project): Omit<Opening, 'world'> {
  return { source, found, config, majors, ...(start && { start }) };
}

export function formatOf({ source, found }: Pick<Opening, 'source' | 'found'>): string {
  return found.tool?.name ?? source.name;
}

/** A script by its id; undefined where the revision has none in that direction. */
export function scriptOf(project: Pick<Project, 'migrations'>, id: ScriptId): Script | undefined {
  const migration = migrationOf(project, id);
  if (!migration) return undefined;
  if (directionOf(id) === 'up') return migration.upgrade;
  return isScript(migration.downgrade) ? migration.downgrade : undefined;
}

/** The migration of a script; where several declare its revision, the first of them. */
export function migrationOf({ migrations }: Pick<Project, 'migrations'>, id: ScriptId): Migration | undefined {
  const held = byRevision.get(migrations) ?? new Map(migrations.toReversed().map((migration) => [migration.revision, migration]));
  byRevision.set(migrations, held);
  return held.get(revisionOf(id));
}

const byRevision = new WeakMap<readonly Migration[], ReadonlyMap<string, Migration>>();

function measured(wanted: readonly number[]): readonly Major[] {
  const known = MAJORS.filter((major) => wanted.includes(major));
  const last = MAJORS.at(-1) ?? 18;
  return wanted.some((major) => major > last) && !known.includes(last) ? [...known, last] : known;
}
