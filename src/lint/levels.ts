import type { Level } from '../rule/finding.ts';
import type { About } from '../rule/rule.ts';

/** The level of each rule: what the configuration says, else what its pack says. */
export class Levels {
  readonly #chosen: Readonly<Record<string, Level | 'off'>>;

  constructor(chosen: Readonly<Record<string, Level | 'off'>> = {}) {
    this.#chosen = chosen;
  }

  of({ name, pack }: About): Level | 'off' {
    const chosen = this.#chosen[name];
    if (chosen !== undefined) return chosen;
    switch (pack) {
      case 'core': return 'error';
      case 'warn': return 'warning';
      case 'opt-in': return 'off';
    }
  }
}
