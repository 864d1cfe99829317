import type { Colors } from 'picocolors/types.js';
import type { Review } from '../project/review.ts';
import type { About } from '../rule/rule.ts';

/** What a format may know beside the reviews. */
export interface Context {
  readonly rules: readonly About[];
  /** Of Phasewise. */
  readonly version: string;
  readonly colors: Colors;
  /** Width of the terminal. */
  readonly columns: number;
  /** Paths are said relative to this folder; absolute, `/` between the names. */
  readonly cwd: string;
}

/** A way to say reviews. The text ends in a line end. */
export interface Format {
  /** As typed after `--format`. */
  readonly name: string;
  render(reviews: readonly Review[], context: Context): string;
}
