import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, graphemesOf } from '../../src/report/width.ts';

test('long texts have the graphemes that they have as a whole', () => {
  fc.assert(fc.property(
    fc.string({ unit: fc.constantFrom('a', '表', '👩‍👩‍👧', 'e\u0301', '\r\n', '🇩🇪', '\u200d'), minLength: 400, maxLength: 600 }),
    (text) => {
      const long = `é${text.repeat(2)}`;
      const whole = Array.from(new Intl.Segmenter().segment(long), ({ segment, index }) => ({ text: segment, start: index }));
      expect(graphemesOf(long).map((one) => ({ text: one.text, start: one.start }))).toEqual(whole);
    },
  ), { numRuns: 20 });
});

test('a word of 300,000 characters is measured at once', () => {
  const before = performance.now();
  expect(columnsOf(`é${'a'.repeat(300_000)}`)).toBe(300_001);
  expect(performance.now() - before).toBeLessThan(2000);
});
