import type { Fact } from './fact.ts';

/** What is found once in the facts of a script, for all rules and statements that ask. */
export function perScript<T>(find: (facts: readonly Fact[]) => T): (facts: readonly Fact[]) => T {
  const known = new WeakMap<readonly Fact[], { readonly found: T }>();
  return (facts) => {
    const held = known.get(facts) ?? { found: find(facts) };
    known.set(facts, held);
    return held.found;
  };
}
