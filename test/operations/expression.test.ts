import { expect, test } from 'vitest';
import type { Expression } from '../../src/operations/operation.ts';
import { readStatement } from '../../src/operations/read.ts';

function expressionIn(text: string): Expression {
  const [operation] = readStatement(`ALTER TABLE t ALTER c TYPE int USING ${text}`).operations;
  if (operation?.kind !== 'set type' || !operation.using) throw new Error(`${text} is no expression`);
  return operation.using;
}

test.each<[string, Expression['shape']]>([
  ['NULL', 'null'],
  ['NULL::text', 'null'],
  ['(NULL)', 'null'],
  ['-1', 'constant'],
  ['- 1.5', 'constant'],
  ['true', 'constant'],
  ["'x'::text", 'constant'],
  ["CAST('1' AS int)::bigint", 'constant'],
  ["interval '1 day'", 'constant'],
  ['ARRAY[]::int[]', 'constant'],
  ['ARRAY[1, -2]', 'constant'],
  ["'{}'::jsonb", 'constant'],
  ["'x' COLLATE \"C\"", 'constant'],
  ['c', 'column'],
  ['t.c', 'column'],
  ['(c)', 'column'],
  ['c::int', 'cast'],
  ['CAST(c AS text)::int', 'cast'],
  ['c + 1', 'other'],
  ['1 + 2', 'other'],
  ['- c', 'other'],
  ['now()', 'other'],
  ['ARRAY[c]', 'other'],
  ['(SELECT 1)', 'other'],
])('%s is of the shape %s', (text, shape) => {
  expect(expressionIn(text)).toMatchObject({ shape, text });
});

test.each<[string, Partial<Expression>]>([
  ['t.a + a * "B"', { columns: ['a', 'B'] }],
  ['(SELECT x FROM u WHERE u.y = f(1)::s.money) + a', { columns: ['a'], calls: ['f'], casts: ['s.money'] }],
  ['Lower(s.F(CURRENT_TIMESTAMP(3), CURRENT_USER, pg_catalog.now()))', { calls: ['lower', 's.f', 'current_timestamp', 'current_user', 'now'] }],
  ["nextval('sq'::regclass)::integer", { calls: ['nextval'], casts: ['int4', 'regclass'] }],
])('%s names what it names', (text, facts) => {
  expect(expressionIn(text)).toMatchObject(facts);
});

test.each<[string, readonly string[]]>([
  ['a IS NOT NULL', ['a']],
  ['(a IS NOT NULL)', ['a']],
  ['NOT (a IS NULL)', ['a']],
  ['a IS NOT NULL AND (b IS NOT NULL AND c > 0)', ['a', 'b']],
  ['a IS NOT NULL OR b', []],
  ['NOT (a IS NOT NULL)', []],
  ['a IS NULL', []],
  ['a > 0', []],
  ['(a + b) IS NOT NULL', []],
  ['coalesce(a, b) IS NOT NULL', []],
])('%s implies that %j are not null', (text, impliesNotNull) => {
  expect(expressionIn(text)).toMatchObject({ impliesNotNull });
});
