import type { Config, PathRules, Preset, RuleLevel, RuleSetting } from '../config/config.ts';
import type { Options } from '../config/option.ts';
import { optionsIn } from '../config/option.ts';
import type { About } from '../rule/rule.ts';
import { globs } from '../text/globs.ts';
import { folderOf, relativeTo } from '../text/path.ts';

type Said = Pick<Config, 'path' | 'preset' | 'rules' | 'paths'>;

const PACKS: Readonly<Record<Preset, Readonly<Record<About['pack'], RuleLevel>>>> = {
  'essential': { 'core': 'error', 'warn': 'off', 'opt-in': 'off' },
  'recommended': { 'core': 'error', 'warn': 'warning', 'opt-in': 'off' },
  'strict': { 'core': 'error', 'warn': 'error', 'opt-in': 'warning' },
};

/** The level and the options of each rule: what the configuration says, for a file or in general, else what its pack says. */
export class Levels {
  readonly #said: Said;
  readonly #overrides: readonly PathRules[];
  readonly #fits: readonly ((path: string) => boolean)[];
  readonly #byFiles = new Map<string, Levels>();
  readonly #levels = new WeakMap<About, RuleLevel>();
  readonly #options = new WeakMap<About, Options>();

  /** `overrides`: those of `said.paths` that hold. */
  constructor(said: Said, overrides: readonly PathRules[] = []) {
    this.#said = said;
    this.#overrides = overrides;
    this.#fits = said.paths.map(({ files }) => globs(files));
  }

  /** Those of a file; files for which the same is said share them. */
  at(path: string): Levels {
    const { paths, path: config } = this.#said;
    if (paths.length === 0 || config === undefined) return this;
    const relative = relativeTo(folderOf(config), path);
    const key = this.#fits.map((fits) => Number(fits(relative))).join('');
    const known = this.#byFiles.get(key);
    if (known) return known;
    const made = new Levels({ ...this.#said, paths: [] }, paths.filter((_, at) => key[at] === '1'));
    this.#byFiles.set(key, made);
    return made;
  }

  of(rule: About): RuleLevel {
    const known = this.#levels.get(rule) ?? this.#levelOf(rule);
    this.#levels.set(rule, known);
    return known;
  }

  #levelOf({ name, pack }: About): RuleLevel {
    return this.#settingsOf(name).findLast(({ level }) => level !== undefined)?.level ?? PACKS[this.#said.preset][pack];
  }

  /** Off for every file. */
  isOffEverywhere(rule: About): boolean {
    return this.of(rule) === 'off' && this.#said.paths.every(({ rules }) => (rules[rule.name]?.level ?? 'off') === 'off');
  }

  optionsOf(rule: About): Options {
    const known = this.#options.get(rule) ?? this.#readOptions(rule);
    this.#options.set(rule, known);
    return known;
  }

  #readOptions({ name, options = {} }: About): Options {
    return optionsIn(options, Object.assign({}, ...this.#settingsOf(name).map((setting) => setting.options)));
  }

  /** The general ones first. */
  #settingsOf(name: string): readonly RuleSetting[] {
    return [this.#said, ...this.#overrides].flatMap(({ rules }) => rules[name] ?? []);
  }
}
