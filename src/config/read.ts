import { parse, TomlError } from 'smol-toml';
import { decode } from '../text/decode.ts';
import type { World } from '../text/world.ts';
import type { AlembicConfig, CatalogConfig, Config } from './config.ts';
import { ConfigError, DEFAULT_CONFIG } from './config.ts';
import type { Refuse } from './field.ts';
import { keysOf } from './keys.ts';
import type { Configurable } from './rule-field.ts';

export type { Configurable } from './rule-field.ts';

/** A place where a folder may keep its configuration. */
interface Home {
  readonly file: string;
  /** What stands before each key in it: "tool.phasewise.". */
  readonly prefix: string;
  /** The configuration in the file's text; undefined: it says nothing of Phasewise. Throws `ConfigError`. */
  tableIn(path: string, text: string): unknown;
}

export const CONFIG_FILE = 'phasewise.toml';

const HOMES: readonly Home[] = [
  { file: CONFIG_FILE, prefix: '', tableIn: tomlIn },
  { file: 'pyproject.toml', prefix: 'tool.phasewise.', tableIn: (path, text) => (text.includes('phasewise') ? member(member(tomlIn(path, text), 'tool'), 'phasewise') : undefined) },
  { file: 'package.json', prefix: 'phasewise.', tableIn: (path, text) => (text.includes('"phasewise"') ? member(jsonIn(path, text), 'phasewise') : undefined) },
];

/**
 * The configuration of a folder: `phasewise.toml`, `[tool.phasewise]` in pyproject.toml or `"phasewise"` in package.json;
 * undefined where there is none. `rules`: those that exist. Throws `ConfigError`, also where there are two.
 */
export function configIn(folder: string, world: World, rules: readonly Configurable[]): Config | undefined {
  const found = HOMES.flatMap((home) => {
    const path = folder === '/' ? `/${home.file}` : `${folder}/${home.file}`;
    if (world.kindOf(path) !== 'file') return [];
    const table = home.tableIn(path, textOf(path, world));
    return table === undefined ? [] : [{ path, prefix: home.prefix, table }];
  });
  const [first, second] = found;
  if (first && second) throw new ConfigError(second.path, second.prefix.slice(0, -1), `${first.path} configures Phasewise too. Keep one of the two.`);
  return first && configOf(first.table, first.path, first.prefix, rules);
}

/** The same, or the defaults. */
export function readConfig(folder: string, world: World, rules: readonly Configurable[]): Config {
  return configIn(folder, world, rules) ?? DEFAULT_CONFIG;
}

function configOf(table: unknown, path: string, prefix: string, rules: readonly Configurable[]): Config {
  const refuse: Refuse = (key, problem) => {
    throw new ConfigError(path, `${prefix}${key}`.replace(/\.$/, ''), problem);
  };
  const said = keysOf(rules).read(table, '', refuse);
  const { run } = DEFAULT_CONFIG;
  return {
    path,
    postgres: said.postgres,
    migrations: said.migrations,
    tool: said.tool,
    preset: said.preset ?? DEFAULT_CONFIG.preset,
    ignore: said.ignore ?? [],
    startAfter: said['start-after'],
    published: said.published,
    release: said.release ?? [],
    smallTable: said['small-table'] ?? DEFAULT_CONFIG.smallTable,
    rules: said.rules ?? {},
    paths: (said.paths ?? []).map(({ files, rules: own }, at) => ({ files: files ?? refuse(`paths[${at}]`, 'say which files: files = ["db/tenant/**"].'), rules: own ?? {} })),
    session: lowerCased(said.session ?? {}),
    placeholders: said.placeholders ?? {},
    catalog: catalogOf(said.catalog ?? {}, refuse),
    alembic: alembicOf(said.alembic ?? {}, refuse),
    run: {
      requireApproval: said.run?.['require-approval'] ?? run.requireApproval,
      lockTimeout: said.run?.['lock-timeout'] ?? run.lockTimeout,
      giveUpAfter: said.run?.['give-up-after'] ?? run.giveUpAfter,
    },
  };
}

type Said = NonNullable<ReturnType<ReturnType<typeof keysOf>['read']>['alembic']>;

function alembicOf(said: Said, refuse: Refuse): AlembicConfig {
  const { exclude = [], command, version, constants = {}, types = {} } = said;
  if (version !== undefined && !/^[0-9]+\.[0-9]+(?:\.[0-9]+)?$/.test(version)) refuse('alembic.version', 'a version of Alembic is two or three numbers: "1.8", "1.13.3".');
  if (command?.length === 0) refuse('alembic.command', 'it names no program. Write it as you type it: ["poetry", "run", "alembic"].');
  return {
    version, versionTable: said['version-table'], versionTableSchema: said['version-table-schema'], command,
    transactionPerMigration: said['transaction-per-migration'], compareType: said['compare-type'], exclude, constants, types,
  };
}

function catalogOf({ from, baseline, at, statistics }: CatalogConfig, refuse: Refuse): CatalogConfig {
  if (from !== undefined && baseline !== undefined) refuse('catalog', 'from and baseline are two beginnings. Name one of them.');
  if (at !== undefined && from === undefined && baseline === undefined) refuse('catalog.at', 'there is nothing that stands there. Name a snapshot with from, or a file of SQL with baseline.');
  return {
    ...(from !== undefined && { from }), ...(baseline !== undefined && { baseline }), ...(at !== undefined && { at }), ...(statistics !== undefined && { statistics }),
  };
}

/** Names of settings are the same in any case. */
function lowerCased(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value]));
}

function textOf(path: string, world: World): string {
  const decoded = decode(path, world.read(path));
  if (decoded.kind === 'refused') throw new ConfigError(path, undefined, decoded.message);
  return decoded.source.text;
}

function tomlIn(path: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [problem = 'not valid TOML'] = error.message.split('\n');
    throw new ConfigError(`${path}:${error.line}:${error.column}`, undefined, problem);
  }
}

function jsonIn(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ConfigError(path, undefined, error instanceof Error ? error.message : String(error));
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Reflect.get(value, name) : undefined;
}
