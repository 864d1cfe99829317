import type { Specimen } from './corpus.ts';
import { randomFrom } from './random.ts';
import { SPOILERS } from './spoil.ts';

/** A project that nobody would write: which file of it was spoilt, and how. */
export interface Input {
  readonly number: number;
  readonly path: string;
  readonly how: readonly string[];
  readonly files: Readonly<Record<string, Buffer>>;
}

/** Large numbers that have nothing in common, so that the inputs of two seeds have not either. */
const STRIDE = 0x9e3779b1;

/** The input of a number: the same for the same seed and corpus. */
export function inputOf(number: number, seed: number, specimens: readonly Specimen[]): Input {
  const random = randomFrom(Math.imul(number + 1, STRIDE) ^ seed);
  const { path, bytes, around } = random.of(specimens);
  const names = Object.keys(SPOILERS);
  const how = Array.from({ length: random.of([1, 1, 1, 2, 3]) }, () => random.of(names));
  const spoilt = how.reduce<Buffer>((now, name) => SPOILERS[name]?.(now, random, random.of(specimens).bytes) ?? now, bytes);
  return { number, path, how, files: { ...around, [path]: spoilt } };
}
