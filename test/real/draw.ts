/** Numbers between 0 and 1 that a seed decides (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** All of them in an order that the seed decides. */
export function shuffled<T>(all: readonly T[], next: () => number): readonly T[] {
  const order = [...all];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    const [a, b] = [order[last], order[other]];
    if (a !== undefined && b !== undefined) [order[last], order[other]] = [b, a];
  }
  return order;
}

/** One after the other from each group in turn until `wanted` of them count: no large group outweighs the others. */
export function inTurn<T>(groups: readonly (readonly T[])[], wanted: number, counts: (one: T) => boolean, seed: number): readonly T[] {
  const next = numbersFrom(seed);
  const mixed = groups.map((group) => shuffled(group, next));
  const drawn: T[] = [];
  let counted = 0;
  for (let round = 0; mixed.some((group) => round < group.length); round++) {
    for (const group of shuffled(mixed, next)) {
      const one = group[round];
      if (one === undefined) continue;
      if (counted >= wanted) return drawn;
      drawn.push(one);
      if (counts(one)) counted += 1;
    }
  }
  return drawn;
}
