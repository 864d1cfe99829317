import { expect, test } from 'vitest';
import { parseStatement } from '../../src/sql/grammar.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../src/sql/quote.ts';

test.each([
  ['tasks', 'tasks'],
  ['_a1$', '_a1$'],
  ['Tasks', '"Tasks"'],
  ['1a', '"1a"'],
  ['a b', '"a b"'],
  ['a"b', '"a""b"'],
  ['order', '"order"'],
  ['user', '"user"'],
  ['name', 'name'],
  ['é', '"é"'],
])('the name %s is written %s', (name, quoted) => {
  expect(quoteName(name)).toBe(quoted);
  expect(parseStatement(`SELECT 1 FROM ${quoted} AS ${quoted}`).kind).toBe('parsed');
});

test('a schema is quoted by itself', () => {
  expect(quoteQualified({ schema: 'App', name: 'order' })).toBe('"App"."order"');
});

test.each([["it's", "'it''s'"], ['a\\b', "E'a\\\\b'"], ["\\'", "E'\\\\'''"]])('the text %j is written %s', (value, quoted) => {
  expect(quoteLiteral(value)).toBe(quoted);
});
