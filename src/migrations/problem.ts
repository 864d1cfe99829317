import type { Place } from '../text/place.ts';

/**
 * Something wrong with the migrations as such: a duplicate revision, a cycle, a file that cannot be read. `error` stops
 * whoever needs the graph; `finding` is reported beside the findings of rules.
 */
export interface Problem {
  /** A word to silence or search for: `duplicate-revision`, `missing-parent`, `syntax-error`. */
  readonly name: string;
  readonly level: 'error' | 'finding';
  /** One full sentence. */
  readonly message: string;
  readonly place: Place;
  readonly related?: readonly Place[];
}
