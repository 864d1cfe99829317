/** The same numbers for the same seed on every machine (mulberry32), so that two benches read the same corpus. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<const All extends readonly [unknown, ...unknown[]]>(all: All): All[number] {
    return all[Math.floor(this.next() * all.length)] ?? all[0];
  }

  /** One of the items, each as often as its weight says. */
  weighted<T>(all: readonly [readonly [T, number], ...(readonly [T, number])[]]): T {
    const total = all.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [item, weight] of all) {
      left -= weight;
      if (left < 0) return item;
    }
    return all[0][0];
  }
}
