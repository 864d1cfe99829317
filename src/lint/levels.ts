import type { RuleSetting } from '../config/config.ts';
import type { Options } from '../config/option.ts';
import { optionsIn } from '../config/option.ts';
import type { Level } from '../rule/finding.ts';
import type { About } from '../rule/rule.ts';

/** The level and the options of each rule: what the configuration says, else what the rule does. */
export class Levels {
  readonly #chosen: Readonly<Record<string, RuleSetting>>;

  constructor(chosen: Readonly<Record<string, RuleSetting>> = {}) {
    this.#chosen = chosen;
  }

  of({ name, pack }: About): Level | 'off' {
    const chosen = this.#chosen[name]?.level;
    if (chosen !== undefined) return chosen;
    switch (pack) {
      case 'core': return 'error';
      case 'warn': return 'warning';
      case 'opt-in': return 'off';
    }
  }

  optionsOf({ name, options = {} }: About): Options {
    return optionsIn(options, this.#chosen[name]?.options);
  }
}
