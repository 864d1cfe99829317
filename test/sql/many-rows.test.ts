import { expect, test } from 'vitest';
import { withFirstRows } from '../../src/sql/many-rows.ts';

const rows = (count: number, row = "(1, 'a')") => Array.from({ length: count }, () => row).join(',');

test('rows behind the first hundred are blanked out, and what stands behind them stays in its place', () => {
  const sql = `insert /* into */ into t (a, b) values ${rows(120)} ON CONFLICT DO NOTHING`;
  const read = withFirstRows(sql) ?? '';
  expect(read).toBe(`insert /* into */ into t (a, b) values ${rows(100)}${' '.repeat(rows(20).length + 1)} ON CONFLICT DO NOTHING`);
  expect(read.length).toBe(sql.length);
});

test.each([
  ['few rows', `INSERT INTO t VALUES ${rows(100)}`],
  ['another statement', `UPDATE t SET a = 1`],
  ['a query', `INSERT INTO t SELECT ${rows(120)}`],
  ['rows of a query', `INSERT INTO t SELECT * FROM (VALUES ${rows(120)}) AS v`],
  ['what WITH begins', `WITH v AS (SELECT 1) INSERT INTO t VALUES ${rows(120)}`],
  ['a default in a row that would be lost', `INSERT INTO t VALUES ${rows(120)}, (2, DEFAULT)`],
  ['a parenthesis that is never closed', `INSERT INTO t VALUES ${rows(120)}, (1`],
  ['nothing', ''],
])('%s: the statement is left as it is', (_, sql) => {
  expect(withFirstRows(sql)).toBeUndefined();
});

test('parentheses and words in strings and comments are none', () => {
  const sql = `INSERT INTO t VALUES ${rows(101, "(')(', $$)$$ /* default) */ -- (\n)")}`;
  expect(withFirstRows(sql)?.trimEnd()).toBe(`INSERT INTO t VALUES ${rows(100, "(')(', $$)$$ /* default) */ -- (\n)")}`);
});
