import type { Options } from './option.ts';

/** What a project says of itself in phasewise.toml: plain data, frozen, every key known. */
export interface Config {
  /** The file it came from; undefined: there is none, and all is as it would be by default. */
  readonly path?: string;
  /** The majors of PostgreSQL the project runs on, ascending; undefined: not said. */
  readonly postgres?: readonly number[];
  /** The folder with the migrations, relative to the file; undefined: found by looking. */
  readonly migrations?: string;
  /** Who applies the migrations: "phasewise" or another tool's name; undefined: the one whose marks they bear. */
  readonly tool?: string;
  /** Which packs of rules are on, and at which levels. */
  readonly preset: Preset;
  /** Files that are read and not reported: patterns relative to the configuration. */
  readonly ignore: readonly string[];
  /** This revision and all before it are read and not reported. */
  readonly startAfter?: string;
  /** What stands on this branch is published: "origin/main". */
  readonly published?: string;
  /** The sources of the application: patterns relative to the configuration. */
  readonly release: readonly string[];
  /** What the history of the migrations begins with, where it is not an empty database. */
  readonly catalog: CatalogConfig;
  /** What the tool that sends the migrations puts in the place of `${name}`, `{{ name }}`, `:name`. */
  readonly placeholders: Readonly<Record<string, string>>;
  /** By the rule's name. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Levels and options for some files, over those above; the last that fits counts. */
  readonly paths: readonly PathRules[];
  /** Settings of the connection that applies the migrations, made by a role, a database or a harness; names in lower case. */
  readonly session: Readonly<Record<string, string>>;
  /** Tables that are known to have no more rows than this are small: what takes time in proportion to them is noted at most. */
  readonly smallTable: number;
  readonly run: RunConfig;
  readonly alembic: AlembicConfig;
}

export type RuleLevel = 'error' | 'warning' | 'note' | 'off';

/** essential: errors only. recommended: warnings too. strict: warnings are errors, and what is off by default warns. */
export type Preset = 'essential' | 'recommended' | 'strict';

/** `files`: patterns relative to the configuration. */
export interface PathRules { readonly files: readonly string[]; readonly rules: Readonly<Record<string, RuleSetting>> }

/** `level` undefined: the one of its pack. `options`: those that were set. */
export interface RuleSetting { readonly level?: RuleLevel; readonly options: Options }

/** At most one of `from` and `baseline`; files, relative to the configuration. */
export interface CatalogConfig {
  /** A snapshot. */
  readonly from?: string;
  /** SQL that makes all there is, such as a schema.sql of pg_dump. */
  readonly baseline?: string;
  /** The revision that it stands at. */
  readonly at?: string;
  /** A file of sizes and uses. */
  readonly statistics?: string;
}

/** What env.py decides in code, and how the project's own Alembic is called. Undefined: as env.py says it, where it says it in plain words. */
export interface AlembicConfig {
  /** Whose SQL is emitted: "1.8"; undefined: the version that a lock file pins, else the newest. */
  readonly version?: string;
  readonly versionTable?: string;
  readonly versionTableSchema?: string;
  readonly transactionPerMigration?: boolean;
  readonly compareType?: boolean;
  /** Tables that others look after: names, or patterns such as "audit_*". */
  readonly exclude: readonly string[];
  /** The words before the options: ["poetry", "run", "alembic"]. */
  readonly command?: readonly string[];
  /** What names of other modules stand for, as they are imported: "app.settings.LENGTH". */
  readonly constants: Readonly<Record<string, string | number | boolean>>;
  /** The SQL of column types, as they are imported: "app.types.GUID". */
  readonly types: Readonly<Record<string, string>>;
}

export interface RunConfig {
  /** Findings at this level or above need an approval before `upgrade` runs their script; 'none': nothing does. */
  readonly requireApproval: 'error' | 'warning' | 'note' | 'none';
  /** How long one attempt may wait for a lock, in milliseconds. */
  readonly lockTimeout: number;
  /** How long to go on trying for a lock, in milliseconds. */
  readonly giveUpAfter: number;
}

export const DEFAULT_CONFIG: Config = {
  alembic: { exclude: [], constants: {}, types: {} },
  catalog: {},
  placeholders: {},
  preset: 'recommended',
  ignore: [],
  release: [],
  rules: {},
  paths: [],
  session: {},
  smallTable: 10_000,
  run: { requireApproval: 'error', lockTimeout: 100, giveUpAfter: 10 * 60 * 1000 },
};

/** A configuration that cannot be used. `message` names the file, the key and the way out. */
export class ConfigError extends Error {
  readonly path: string;
  readonly key: string | undefined;

  constructor(path: string, key: string | undefined, problem: string) {
    super(key === undefined ? `${path}: ${problem}` : `${path}: ${key}: ${problem}`);
    this.name = 'ConfigError';
    this.path = path;
    this.key = key;
  }
}
