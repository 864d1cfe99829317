import fc from 'fast-check';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { excerpt } from '../../src/report/excerpt.ts';
import { columnsOf } from '../../src/report/width.ts';
import { Lines } from '../../src/text/lines.ts';

const look = { colors: pc.createColors(false), columns: 60, paint: (text: string) => text };

function shown(text: string, words: string, columns = 60): string {
  const start = text.indexOf(words);
  return excerpt(new Lines(text), { start, end: start + words.length }, { ...look, columns }).join('\n');
}

test.each([
  ['plain', 'DROP TABLE a;', 'TABLE a', '  1 │ DROP TABLE a;\n    │      ━━━━━━━'],
  ['a tab before it', '\tDROP TABLE a;', 'TABLE', '  1 │     DROP TABLE a;\n    │          ━━━━━'],
  ['a tab in it', 'DROP\tTABLE a;', 'DROP\tTABLE', '  1 │ DROP    TABLE a;\n    │ ━━━━━━━━━━━━━'],
  ['wide characters', 'DROP TABLE "表" x;', 'x', '  1 │ DROP TABLE "表" x;\n    │                 ━'],
  ['an emoji of several code points', '"👩‍👩‍👧" x', 'x', '  1 │ "👩‍👩‍👧" x\n    │      ━'],
  ['a combining accent', '"e\u0301" x', 'x', '  1 │ "e\u0301" x\n    │     ━'],
  ['CRLF', 'SELECT 1;\r\nDROP TABLE a;\r\n', 'DROP', '  2 │ DROP TABLE a;\n    │ ━━━━'],
  ['an empty place', 'abc', '', '  1 │ abc\n    │ ━'],
  ['a byte order mark', '\ufeffDROP', 'DROP', '  1 │ <U+FEFF>DROP\n    │         ━━━━'],
])('%s', (_, text, words, expected) => {
  expect(shown(text, words)).toBe(expected);
});

test('a place of several lines is underlined on each of them', () => {
  expect(shown('SELECT 1; CREATE INDEX i\n\n  ON t (c); SELECT 2;', 'CREATE INDEX i\n\n  ON t (c)')).toBe([
    '  1 │ SELECT 1; CREATE INDEX i',
    '    │           ━━━━━━━━━━━━━━',
    '  2 │',
    '  3 │   ON t (c); SELECT 2;',
    '    │   ━━━━━━━━',
  ].join('\n'));
});

test('of a long place the first lines and the last are shown', () => {
  const text = Array.from({ length: 12 }, (_, at) => `line${at + 1}`).join('\n');
  expect(shown(text, text)).toBe([
    '   1 │ line1', '     │ ━━━━━', '   2 │ line2', '     │ ━━━━━', '   ⋮ │', '  12 │ line12', '     │ ━━━━━━',
  ].join('\n'));
});

test('a long line is cut so that the place stays in sight', () => {
  const text = `${'a'.repeat(200)} HERE ${'b'.repeat(200)}`;
  expect(shown(text, 'HERE', 40)).toBe([
    '  1 │ …aaaaaaaaaaaaaaaaaaaaaaaaaaa HERE…',
    '    │                              ━━━━',
  ].join('\n'));
});

test.each(['é', '表', 'a\u0301', '👩‍👩‍👧', 'a'])('of a line of 300,000 times %s no more is looked at than of a long one', (character) => {
  const before = performance.now();
  const line = (times: number) => shown(`${character.repeat(times)} HERE ${character.repeat(times)}`, 'HERE', 40);
  expect(line(300_000)).toBe(line(200));
  expect(performance.now() - before).toBeLessThan(2000);
});

test('no line is wider than the terminal, and every mark stands under its place', () => {
  fc.assert(fc.property(
    fc.string({ unit: fc.constantFrom('a', ' ', '\t', '表', '👩‍👩‍👧', 'é', '\n', '\r\n', 'xyzxyz') , minLength: 1, maxLength: 120 }),
    fc.nat(), fc.nat(), fc.integer({ min: 30, max: 90 }),
    (text, a, b, columns) => {
      const start = a % text.length;
      const end = start + (b % (text.length - start + 1));
      const lines = excerpt(new Lines(text), { start, end }, { ...look, columns });
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      for (let at = 1; at < lines.length; at++) {
        const mark = lines[at] ?? '';
        if (mark.includes('━')) expect(lines[at - 1]).not.toContain('━');
      }
    },
  ));
});
