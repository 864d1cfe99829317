import { expect, test } from 'vitest';
import { inTurn, shuffled, numbersFrom } from './draw.ts';

const groups = [Array.from({ length: 100 }, (_, at) => `large ${at}`), ['small 1', 'small 2'], ['other 1', 'other 2', 'other 3']];

test('a seed decides what is drawn', () => {
  const drawn = (seed: number) => inTurn(groups, 20, () => true, seed);
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(1)).not.toEqual(drawn(2));
});

test('no group outweighs the others while they last', () => {
  const drawn = inTurn(groups, 6, () => true, 1);
  expect(drawn.map((one) => one.split(' ')[0]).sort()).toEqual(['large', 'large', 'other', 'other', 'small', 'small']);
});

test('what does not count is drawn beside those that do', () => {
  const drawn = inTurn([['yes 1', 'no 1', 'yes 2', 'no 2']], 2, (one) => one.startsWith('yes'), 3);
  expect(drawn.filter((one) => one.startsWith('yes'))).toHaveLength(2);
});

test('nothing is lost when the order changes', () => {
  expect([...shuffled([1, 2, 3, 4, 5], numbersFrom(9))].sort()).toEqual([1, 2, 3, 4, 5]);
});
