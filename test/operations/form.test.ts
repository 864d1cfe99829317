import { expect, test } from 'vitest';
import { expressionForm, statementForm } from '../../src/operations/form.ts';

test.each([
  ['price > 0', '(price > (0)::numeric)'],
  ["status IN ('a', 'b')", "((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))"],
  ["status = ANY ('{a,b}')", "status = ANY (ARRAY['a', 'b'])"],
  ["status NOT IN ('a', 'b')", "(status <> ALL (ARRAY['a'::text, 'b'::text]))"],
  ["status IN ('a')", "((status)::text = 'a'::text)"],
  ['a BETWEEN 1 AND 5', '((a >= 1) AND (a <= 5))'],
  ['a > 0 AND b > 0 AND c > 0', '((a > 0) AND (b > 0) AND (c > 0))'],
  ["name LIKE 'a%'", "((name)::text ~~ 'a%'::text)"],
  ['-1', "'-1'::integer"],
  ["'t'", 'true'],
  ['lower(email)', 'lower((email)::text)'],
  ["nextval('t_id_seq')", "nextval('public.t_id_seq'::regclass)"],
  ['CURRENT_TIMESTAMP', 'current_timestamp'],
  ["'{}'::jsonb", "'{}'"],
])('%s is what a server writes as %s', (written, served) => {
  expect(expressionForm(served)).toBe(expressionForm(written));
});

test.each([
  ['price > 0', 'price > 1'], ['price > 0', 'price >= 0'], ['a > 0 AND b > 0', 'a > 0 OR b > 0'], ['lower(a)', 'upper(a)'], ["'a'", "'b'"], ['a', 'b'],
  ['total::integer / 2', 'total / 2'], ['now()', 'CURRENT_TIMESTAMP'], ["a IN ('x', 'y')", "a IN ('x', 'z')"], ['a IS NULL', 'a IS NOT NULL'],
])('%s is not %s', (one, other) => {
  expect(expressionForm(one)).not.toBe(expressionForm(other));
});

test('a whole statement', () => {
  const written = 'CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE PROCEDURE touched()';
  expect(statementForm('CREATE OR REPLACE TRIGGER touch BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION touched()')).toBe(statementForm(written));
  expect(statementForm(written.replace('UPDATE', 'INSERT'))).not.toBe(statementForm(written));
  expect(statementForm('CREATE TABLE t (a integer, b timestamp with time zone, c int[])')).toBe(statementForm('create table t (a int4, b timestamptz, c int4[])'));
  expect(statementForm('CREATE TABLE t (a integer)')).not.toBe(statementForm('CREATE TABLE t (a int8)'));
});
