import { expect, test } from 'vitest';
import { corpus } from './corpus.ts';
import { inputOf } from './input.ts';
import { runOne } from './one.ts';

const specimens = corpus([]);
/** Of CPU: what takes longer hangs. */
const LONGEST = 5000;

test('the input of a number is the same for the same seed', () => {
  expect(inputOf(7, 1, specimens)).toEqual(inputOf(7, 1, specimens));
  expect(inputOf(7, 1, specimens)).not.toEqual(inputOf(7, 2, specimens));
});

test('300 spoilt files end neither in a mistake of ours nor in a long wait', () => {
  const outcomes = Array.from({ length: 300 }, (_, number) => runOne(number, 20, specimens));
  expect(outcomes.filter(({ crash, cpu }) => crash !== undefined || cpu > LONGEST)).toEqual([]);
  expect(outcomes.reduce((sum, { statements }) => sum + statements, 0)).toBeGreaterThan(300);
}, 120_000);
