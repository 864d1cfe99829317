import { expect, test } from 'vitest';
import { majorsText } from '../../src/report/majors.ts';
import { hanging, paragraph, wordsOf, wrapped } from '../../src/report/wrap.ts';

test.each([
  ['one two three four five', 20, ['one two three four', 'five']],
  ['code `stays in one piece` here', 20, ['code', '`stays in one piece`', 'here']],
  ['ends in `code with blanks`, then more', 24, ['ends in', '`code with blanks`, then', 'more']],
  ['averylongwordthatfitsinnolineatall and', 20, ['averylongwordthatfitsinnolineatall', 'and']],
  ['表表表表表 表表表表表', 20, ['表表表表表', '表表表表表']],
  ['a lone ` does no harm', 80, ['a lone ` does no harm']],
  ['', 80, []],
])('%s in %i columns', (text, columns, lines) => {
  expect(wrapped(text, columns)).toEqual(lines);
});

test('a paragraph counts its indent', () => {
  expect(paragraph('one two three four five', 24, '  ')).toBe('  one two three four\n  five');
});

test('a hanging text goes on further in, and what is to be copied stays whole', () => {
  expect(hanging(['rule ', ...wordsOf('one two three four')], 24, '  ')).toBe('  rule  one two three\n    four');
  expect(hanging(['one', 'two', 'SELECT now()'], 24, '  ')).toBe('  one two SELECT now()');
  expect(hanging(['one', 'two', 'three', 'SELECT now()'], 24, '  ')).toBe('  one two three\n    SELECT now()');
});

test.each([
  [[14, 15, 16, 17, 18], 'PostgreSQL 14 to 18'],
  [[14, 15], 'PostgreSQL 14 and 15'],
  [[18, 13, 15], 'PostgreSQL 13, 15 and 18'],
  [[16], 'PostgreSQL 16'],
])('majors %j', (majors, text) => {
  expect(majorsText(majors)).toBe(text);
});
