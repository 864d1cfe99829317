import type { Major } from '../../src/effects/effect.ts';
import type { Difference } from '../../src/observe/compare.ts';

/** A form or a fixture that was run on one major. */
export interface Checked {
  readonly major: Major;
  /** The subject of its form, or the name of its rule. */
  readonly group: string;
  readonly id: string;
  readonly sql: string;
  readonly differences: readonly Difference[];
  /** Why it is not predicted yet, where that is known. */
  readonly notYet?: string;
}
