import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNatural } from '../../src/text/natural.ts';

test('people count 2 before 10', () => {
  const ids = ['10', '2', '02', '1.10', '1.9', '1', 'a10', 'a9', 'b', '20240101120000', '', '99999999999999999999', '99999999999999999998'];
  expect(ids.sort(compareNatural)).toEqual([
    '', '1', '1.9', '1.10', '2', '02', '10', '20240101120000', '99999999999999999998', '99999999999999999999', 'a9', 'a10', 'b',
  ]);
});

test('the order is total: sorting any order of names gives the same', () => {
  const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', '.', '_'), maxLength: 6 }));
  fc.assert(fc.property(names, (ids) => {
    expect([...ids].reverse().sort(compareNatural)).toEqual([...ids].sort(compareNatural));
  }));
});
