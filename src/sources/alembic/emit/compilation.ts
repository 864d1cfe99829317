import type { MappedText } from '../../../text/mapped.ts';
import type { CallValue, Value } from '../value.ts';
import type { Versions } from './versions.ts';

/** Values by name that Python sends beside a statement. `some`: which they are is decided while Python runs. */
export type Parameters = ReadonlyMap<string, Value> | 'some';

/** What SQLAlchemy's compiler remembers while it writes one statement. */
export class Compilation {
  readonly parameters: Parameters;
  readonly versions: Versions;
  /** What stands behind WITH, in this order. */
  readonly ctes = new Map<CallValue, MappedText>();
  readonly #names = new Map<unknown, string>();
  readonly #counts = new Map<string, number>();

  constructor(parameters: Parameters = new Map(), versions: Versions = {}) {
    this.parameters = parameters;
    this.versions = versions;
  }

  /** The name of something without one: `anon_1`, `t_2`, `count_1`, numbered in the order in which they are first written. */
  nameOf(thing: unknown, like: string): string {
    const known = this.#names.get(thing);
    if (known !== undefined) return known;
    const count = (this.#counts.get(like) ?? 0) + 1;
    this.#counts.set(like, count);
    const name = `${like}_${count}`;
    this.#names.set(thing, name);
    return name;
  }
}

/** Where in a statement an expression stands. */
export interface Within {
  readonly compilation: Compilation;
  /** What stands in the FROM of the statement around it, by what makes it the same: a sub-select shares it. */
  readonly around: ReadonlySet<unknown>;
  /** The same, of all statements around it. */
  readonly outside: ReadonlySet<unknown>;
  /** In an ORDER BY or GROUP BY: the expressions of the SELECT by the labels that name them. */
  readonly labels?: ReadonlyMap<string, string>;
}

/** The outermost place of a statement, or an expression of none. */
export function alone(parameters?: Parameters, versions?: Versions): Within {
  return { compilation: new Compilation(parameters, versions), around: new Set(), outside: new Set() };
}
