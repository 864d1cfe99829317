import { numbersFrom } from '../real/draw.ts';

/** What chance decides, the same for the same seed. */
export interface Random {
  /** A whole number from 0, less than `end`; 0 where there is none. */
  below(end: number): number;
  of<T>(all: readonly T[]): T;
  bytes(length: number): Buffer;
}

export function randomFrom(seed: number): Random {
  const next = numbersFrom(seed);
  const below = (end: number) => Math.floor(next() * Math.max(1, end));
  return {
    below,
    of: <T>(all: readonly T[]): T => {
      const one = all[below(all.length)];
      if (one === undefined) throw new Error('there is nothing to choose from');
      return one;
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}
