import type { Major } from '../effects/effect.ts';
import type { Fact } from '../rule/fact.ts';
import type { Finding } from '../rule/finding.ts';
import type { Rule } from '../rule/rule.ts';
import type { Place } from '../text/place.ts';

/** A finding, the rule that made it, and where. */
export interface Raised {
  readonly rule: Rule;
  readonly finding: Finding;
  readonly place: Place;
  /** The statement it speaks of; undefined where it speaks of the script as such. */
  readonly fact?: Fact;
  /** The number of its operation in the statement. */
  readonly operation?: number;
}

/** A finding and the majors that it holds for. */
export interface Held { readonly raised: Raised; readonly majors: readonly Major[] }
