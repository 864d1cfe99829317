import { expect, test } from 'vitest';
import { nearest } from '../../src/text/nearest.ts';

test.each([
  ['indxe-not-concurrent', ['drop-column', 'index-not-concurrent'], 'index-not-concurrent'],
  ['0O3', ['001', '003', '010'], '003'],
  ['HEAD1', ['head1'], 'head1'],
  ['heads', ['bases', 'heads'], 'heads'],
  ['zzzz', ['aaaa', 'bbbb'], undefined],
  ['x', [], undefined],
])('%s most likely means, of %j, %s', (word, known, meant) => {
  expect(nearest(word, known)).toBe(meant);
});
