import type { Value } from './value.ts';
import { UNKNOWN } from './value.ts';

/** The variables of code at one point of it. FOUND is one of them. */
export class Environment {
  readonly #values: Map<string, Value>;

  constructor(values: Iterable<readonly [string, Value]> = []) {
    this.#values = new Map(values);
  }

  get(name: string): Value | undefined {
    return this.#values.get(name);
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  forget(names: Iterable<string>): void {
    for (const name of names) this.#values.set(name, UNKNOWN);
  }

  fork(): Environment {
    return new Environment(this.#values);
  }

  /** After one of several ways: what they differ in is unknown. */
  join(ways: readonly Environment[]): void {
    for (const name of new Set([this, ...ways].flatMap((way) => [...way.#values.keys()]))) {
      const [first, ...rest] = ways.map((way) => way.get(name));
      this.#values.set(name, first && rest.every((value) => value === first) ? first : UNKNOWN);
    }
  }
}
