import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lines } from '../../src/text/lines.ts';

test.each([
  ['', 1, ['']],
  ['a', 1, ['a']],
  ['a\n', 2, ['a', '']],
  ['a\r\nb\rc\nd', 4, ['a', 'b', 'c', 'd']],
  ['a\r\r\n\n', 4, ['a', '', '', '']],
  ['\uFEFFa\n😀b', 2, ['\uFEFFa', '😀b']],
])('%j has %i lines', (text, count, texts) => {
  const lines = new Lines(text);
  expect(lines.count).toBe(count);
  expect(texts.map((_, at) => lines.textOf(at + 1))).toEqual(texts);
});

test('columns count UTF-16 units from 1', () => {
  expect(new Lines('x\n😀b').positionOf(4)).toEqual({ line: 2, column: 3 });
});

test('every offset lies in the line that it is said to lie in', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\r\n', '😀', ' ') });
  fc.assert(fc.property(texts, (text) => {
    const lines = new Lines(text);
    for (let offset = 0; offset <= text.length; offset++) {
      const { line, column } = lines.positionOf(offset);
      expect(text.slice(offset - column + 1, offset)).not.toMatch(/\n|\r(?=.)/);
      expect(text.slice(0, offset - column + 1).split(/\r\n|\r|\n/).length).toBe(line);
    }
  }));
});
