import { expect, test } from 'vitest';
import { tokensOf } from '../../src/sql/tokens.ts';
import { unquoted } from '../../src/sql/unquote.ts';
import { placeOf, written } from '../../src/text/mapped.ts';

test.each([
  ["'plain'", 'plain'],
  ["''", ''],
  ["'it''s'", "it's"],
  ["''''", "'"],
  ["'a'\n  'b'", 'ab'],
  ["E'a\\nb\\'c\\\\d\\x41\\u00e9\\101'", "a\nb'c\\dAéA"],
  ["e'it''s'", "it's"],
  ["N'name'", 'name'],
  ['$$it\'s$$', "it's"],
  ['$q$a $$ b$q$', 'a $$ b'],
])('%s says %j', (sql, expected) => {
  const [token] = tokensOf(sql);
  expect(token && unquoted(written('f', sql, { start: 0, end: sql.length }), token)?.text).toBe(expected);
});

test.each(["B'101'", "X'1F'", "U&'d\\0061t'"])('%s holds no characters of its own', (sql) => {
  expect(unquoted(written('f', sql, { start: 0, end: sql.length }), { start: 0, end: sql.length })).toBeUndefined();
});

test('what is said stays where it is written', () => {
  const sql = "SELECT 'DROP TABLE \"it''s\"; DROP TABLE b'";
  const text = unquoted(written('f', sql, { start: 0, end: sql.length }), { start: 7, end: sql.length });
  const placed = (words: string) => {
    const start = text?.text.indexOf(words) ?? 0;
    const { span } = placeOf(text ?? { text: '', pieces: [] }, { start, end: start + words.length });
    return sql.slice(span.start, span.end);
  };
  expect([placed('DROP TABLE b'), placed('"it\'s"')]).toEqual(['DROP TABLE b', '"it\'\'s"']);
});
