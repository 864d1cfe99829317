import { parse, TomlError } from 'smol-toml';
import { decode } from '../text/decode.ts';
import { nearest } from '../text/nearest.ts';
import type { World } from '../text/world.ts';
import type { CatalogConfig, Config, RuleLevel, RuleSetting, RunConfig } from './config.ts';
import { ConfigError, DEFAULT_CONFIG } from './config.ts';
import { durationOf } from './duration.ts';
import { majorsOf } from './majors.ts';
import type { OptionSpec, OptionSpecs, OptionValue } from './option.ts';

export const CONFIG_FILE = 'phasewise.toml';

const LEVELS: readonly RuleLevel[] = ['error', 'warning', 'note', 'off'];
const APPROVALS = ['error', 'warning', 'note', 'none'] as const;

/** What a configuration may say of a rule. */
export interface Configurable { readonly name: string; readonly options?: OptionSpecs }

type Table = Readonly<Record<string, unknown>>;

/** Reads `phasewise.toml` in a folder; the defaults where there is none. `rules`: those that exist. Throws `ConfigError`. */
export function readConfig(folder: string, world: World, rules: readonly Configurable[]): Config {
  const path = `${folder}/${CONFIG_FILE}`;
  if (world.kindOf(path) !== 'file') return DEFAULT_CONFIG;

  const decoded = decode(path, world.read(path));
  if (decoded.kind === 'refused') throw new ConfigError(path, undefined, decoded.message);
  return new Reader(path, rules).config(tableOf(path, decoded.source.text));
}

function tableOf(path: string, text: string): Table {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [problem = 'not valid TOML'] = error.message.split('\n');
    throw new ConfigError(`${path}:${error.line}:${error.column}`, undefined, problem);
  }
}

/** Turns a table into a config, key by key; each mistake names its key. */
class Reader {
  readonly #path: string;
  readonly #rules: readonly Configurable[];

  constructor(path: string, rules: readonly Configurable[]) {
    this.#path = path;
    this.#rules = rules;
  }

  config(table: Table): Config {
    this.#known('', table, ['postgres', 'migrations', 'tool', 'catalog', 'placeholders', 'rules', 'run', 'small-table']);
    return {
      path: this.#path,
      postgres: this.#postgres(table['postgres']),
      migrations: this.#text('migrations', table['migrations']),
      tool: this.#text('tool', table['tool']),
      catalog: this.#catalog(this.#table('catalog', table['catalog'])),
      placeholders: this.#texts('placeholders', this.#table('placeholders', table['placeholders'])),
      rules: this.#ruleSettings(this.#table('rules', table['rules'])),
      smallTable: this.#number('small-table', table['small-table'], DEFAULT_CONFIG.smallTable),
      run: this.#run(this.#table('run', table['run'])),
    };
  }

  #postgres(value: unknown): readonly number[] | undefined {
    if (value === undefined) return undefined;
    return majorsOf(value) ?? this.#refuse('postgres', 'expected majors of PostgreSQL from 13 on, such as "14-18" or [14, 16].');
  }

  #catalog(table: Table): CatalogConfig {
    this.#known('catalog', table, ['from', 'baseline', 'at']);
    const [from, baseline, at] = ['from', 'baseline', 'at'].map((key) => this.#text(`catalog.${key}`, table[key]));
    if (from !== undefined && baseline !== undefined) this.#refuse('catalog', 'from and baseline are two beginnings. Name one of them.');
    if (at !== undefined && from === undefined && baseline === undefined) this.#refuse('catalog.at', 'there is nothing that stands there. Name a snapshot with from, or a file of SQL with baseline.');
    return { ...(from !== undefined && { from }), ...(baseline !== undefined && { baseline }), ...(at !== undefined && { at }) };
  }

  #ruleSettings(table: Table): Config['rules'] {
    this.#known('rules', table, this.#rules.map(({ name }) => name));
    return Object.fromEntries(Object.entries(table).map(([rule, value]) => [rule, this.#ruleSetting(rule, value)]));
  }

  /** `rule = "warning"`, or a table with its level and its options. */
  #ruleSetting(rule: string, value: unknown): RuleSetting {
    const key = `rules.${rule}`;
    if (typeof value === 'string') return { level: this.#oneOf(key, value, LEVELS), options: {} };
    const table = this.#table(key, value);
    const specs = this.#rules.find(({ name }) => name === rule)?.options ?? {};
    this.#known(key, table, ['level', ...Object.keys(specs)]);
    const { level, ...set } = table;
    return {
      ...(level !== undefined && { level: this.#oneOf(`${key}.level`, level, LEVELS) }),
      options: Object.fromEntries(Object.entries(set).flatMap(([name, given]) => {
        const spec = specs[name];
        return spec ? [[name, this.#option(`${key}.${name}`, given, spec)]] : [];
      })),
    };
  }

  #option(key: string, value: unknown, spec: OptionSpec): OptionValue {
    switch (spec.kind) {
      case 'number': return this.#number(key, value, spec.otherwise, spec.least);
      case 'duration': return this.#duration(key, value, spec.otherwise);
      case 'flag': return typeof value === 'boolean' ? value : this.#refuse(key, 'expected true or false.');
      case 'choice': return this.#oneOf(key, value, spec.of);
      case 'text': return this.#text(key, value) ?? spec.otherwise;
      case 'pattern': return this.#pattern(key, value);
      case 'texts': return Array.isArray(value) && value.every((one): one is string => typeof one === 'string')
        ? value
        : this.#refuse(key, 'expected a list of texts, such as ["app", "audit"].');
    }
  }

  #pattern(key: string, value: unknown): string {
    const text = this.#text(key, value) ?? '';
    try {
      new RegExp(text);
      return text;
    } catch (error) {
      return this.#refuse(key, `it is no regular expression: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  #number(key: string, value: unknown, otherwise: number, least = 0): number {
    if (value === undefined) return otherwise;
    const number = typeof value === 'bigint' ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= least ? number : this.#refuse(key, `expected a whole number from ${least} on.`);
  }

  #run(table: Table): RunConfig {
    this.#known('run', table, ['require-approval', 'lock-timeout', 'give-up-after']);
    const { run } = DEFAULT_CONFIG;
    return {
      requireApproval: table['require-approval'] === undefined
        ? run.requireApproval
        : this.#oneOf('run.require-approval', table['require-approval'], APPROVALS),
      lockTimeout: this.#duration('run.lock-timeout', table['lock-timeout'], run.lockTimeout),
      giveUpAfter: this.#duration('run.give-up-after', table['give-up-after'], run.giveUpAfter),
    };
  }

  #duration(key: string, value: unknown, otherwise: number): number {
    if (value === undefined) return otherwise;
    return durationOf(value) ?? this.#refuse(key, 'expected a duration such as "100ms", "2s" or "30min".');
  }

  #oneOf<T extends string>(key: string, value: unknown, words: readonly T[]): T {
    return words.find((word) => word === value)
      ?? this.#refuse(key, `expected one of ${words.map((word) => `"${word}"`).join(', ')}.`);
  }

  #text(key: string, value: unknown): string | undefined {
    if (value === undefined || typeof value === 'string') return value;
    return this.#refuse(key, 'expected a text.');
  }

  #texts(key: string, table: Table): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(table).map(([name, value]) => {
      if (typeof value === 'number' || typeof value === 'bigint') return [name, String(value)];
      return [name, this.#text(`${key}.${name}`, value) ?? ''];
    }));
  }

  #table(key: string, value: unknown): Table {
    if (value === undefined) return {};
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    return this.#refuse(key, `expected a table: [${key}].`);
  }

  #known(parent: string, table: Table, names: readonly string[]): void {
    for (const key of Object.keys(table)) {
      if (names.includes(key)) continue;
      const meant = nearest(key, names);
      const path = parent === '' ? key : `${parent}.${key}`;
      const what = parent === 'rules' ? 'there is no such rule.' : parent.startsWith('rules.') ? 'the rule has no such option.' : 'there is no such key.';
      this.#refuse(path, meant === undefined ? `${what}` : `${what} Did you mean ${meant}?`);
    }
  }

  #refuse(key: string, problem: string): never {
    throw new ConfigError(this.#path, key, problem);
  }
}
