import { expect, test } from 'vitest';
import { parsePlpgsql, parseStatement, STATEMENT_LIMIT } from '../../src/sql/grammar.ts';

test.each([
  ['SELEC 2', 'syntax error at or near "SELEC".', 'SELEC'],
  ["SELECT 'é😀' FROM FROM t", 'syntax error at or near "FROM".', 'FROM'],
  ['SELECT 1 +', 'syntax error at end of input.', ''],
  ["SELECT 'open", `unterminated quoted string at or near "'open".`, "'"],
  ['SELECT "open', 'unterminated quoted identifier at or near ""open".', '"'],
  ['/* open', 'unterminated /* comment at or near "/* open".', '/'],
  ['CREATE TABLE ${s}.t (a int)', 'syntax error at or near "$".', '$'],
  ['\\set x 1', 'syntax error at or near "\\".', '\\'],
  ['\uFEFFSELECT 1', 'syntax error at or near "\uFEFFSELECT".', '\uFEFF'],
  ['', 'There is no statement here.', ''],
  [' -- c', 'There is no statement here.', ' -- c'],
  ['SELECT 1; SELECT 2', 'Two statements stand where one was expected.', 'SELECT 2'],
  ['SELECT 1\0; SELECT 2', 'The statement has a NUL character.', '\0'],
])('%j is refused at its place', (sql, message, at) => {
  const answer = parseStatement(sql);
  expect(answer.kind === 'refused' && [answer.message, sql.slice(answer.span.start, answer.span.end)]).toEqual([message, at]);
});

test("a syntax error behind an astral character has the place of PostgreSQL's cursor", () => {
  const sql = "SELECT '😀😀é' FROM FROM t";
  expect(parseStatement(sql)).toMatchObject({ span: { start: sql.lastIndexOf('FROM'), end: sql.lastIndexOf('FROM') + 4 } });
});

test('node locations count bytes, and come back as UTF-16 offsets', () => {
  const sql = "SELECT 'é😀', bad_col FROM t";
  const answer = parseStatement(sql);
  expect(answer.kind === 'parsed' && answer.offsetOf(new TextEncoder().encode(sql.slice(0, sql.indexOf('bad_col'))).length)).toBe(sql.indexOf('bad_col'));
});

test.each([
  ['parentheses', `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, { kind: 'refused', message: 'memory exhausted at or near "(".', span: { start: 10_003, end: 10_004 } }],
  ['operators', `SELECT 1${'+1'.repeat(50_000)}`, { kind: 'too much', reason: 'The statement is nested too deeply or too large to be read.' }],
])('%s as deep as PostgreSQL, or we, cannot read: the next statement is read', (_, sql, answer) => {
  const before = process.exitCode;
  expect(parseStatement(sql)).toEqual(answer);
  expect(parseStatement('SELECT 1').kind).toBe('parsed');
  expect(process.exitCode).toBe(before);
});

test('a statement over the limit is not parsed', () => {
  const sql = `SELECT '${'a'.repeat(STATEMENT_LIMIT)}'`;
  expect(parseStatement(sql)).toEqual({ kind: 'too much', reason: `The statement has ${sql.length} characters; the limit is ${STATEMENT_LIMIT}.` });
});

test('of an INSERT over the limit the first rows are read, and all places stay', () => {
  const rows = Array.from({ length: STATEMENT_LIMIT / 16 }, (_, number) => `(${number}, 'é);,(')`);
  const sql = `INSERT INTO t VALUES ${rows.join(', ')} ON CONFLICT DO NOTHING RETURNING id`;
  const answer = parseStatement(sql);
  expect(answer.kind === 'parsed' && [answer.text.length, answer.text.includes("(99, 'é);,(') "), answer.text.includes('(100,'), answer.text.slice(-35)])
    .toEqual([sql.length, true, false, ' ON CONFLICT DO NOTHING RETURNING id'.slice(-35)]);
});

test('a body of PL/pgSQL is read, and why it cannot be is said', () => {
  expect(parsePlpgsql("DO $$ BEGIN PERFORM 'é'; END $$")).toMatchObject({ block: { body: [{ PLpgSQL_stmt_perform: { expr: { PLpgSQL_expr: { query: "SELECT 'é'" } } } }, {}] } });
  expect(parsePlpgsql('DO $$ BEGIN IF x END $$')).toBe('syntax error at end of input');
  expect(parsePlpgsql('SELECT 1')).toBe('there is no body');
  expect(parseStatement('SELECT 1').kind).toBe('parsed');
});
