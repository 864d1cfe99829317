import fc from 'fast-check';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';
import { parseStatement } from '../../src/sql/grammar.ts';
import { split } from '../../src/sql/split.ts';
import { tokensOf } from '../../src/sql/tokens.ts';

beforeAll(() => loadModule());

const pieces = (text: string) => split(text).pieces.map(({ start, end }) => text.slice(start, end));

const FUNCTION = "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END AS end; SELECT t.end, t.case FROM t; END";
const RULE = 'CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO u VALUES (1); DELETE FROM v)';
const DOLLAR = 'CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN; RETURN 1; END $f$';

test.each([
  ['SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
  ['SELECT 1;;; ; SELECT 2;', ['SELECT 1', 'SELECT 2']],
  ['', []],
  [' \n-- c\n/* d; */', []],
  [";'", ["'"]],
  ["SELECT ';'; SELECT \";\"; SELECT $$;$$; SELECT E'\\';'; SELECT 1 -- ;\n;", ["SELECT ';'", 'SELECT ";"', 'SELECT $$;$$', "SELECT E'\\';'", 'SELECT 1']],
  ['/* ; /* ; */ ; */ SELECT 1 /* c */; -- d\nSELECT 2 -- e', ['SELECT 1', 'SELECT 2']],
  [`${FUNCTION}; SELECT 3`, [FUNCTION, 'SELECT 3']],
  [`${RULE}; SELECT 3`, [RULE, 'SELECT 3']],
  [`${RULE.replace('CREATE', 'CREATE OR REPLACE')}; SELECT 3`, [RULE.replace('CREATE', 'CREATE OR REPLACE'), 'SELECT 3']],
  [`${DOLLAR}; SELECT 3`, [DOLLAR, 'SELECT 3']],
  ['BEGIN; SELECT 1; END; SELECT 2', ['BEGIN', 'SELECT 1', 'END', 'SELECT 2']],
  ['\uFEFFSELECT 1;\r\nSELECT\r\n2;\r\n', ['SELECT 1', 'SELECT\r\n2']],
  ["SELECT 1; SELECT 'open; SELECT 3", ['SELECT 1', "SELECT 'open; SELECT 3"]],
  ['CREATE TABLE t (a int; SELECT 2; SELECT 3', ['CREATE TABLE t (a int', 'SELECT 2', 'SELECT 3']],
  ['SELECT 1); SELECT 2', ['SELECT 1)', 'SELECT 2']],
  ['SELEC 1; SELECT 2', ['SELEC 1', 'SELECT 2']],
])('%j', (text, statements) => {
  expect(pieces(text)).toEqual(statements);
});

test('the comments before a statement belong to it, and those behind the last to nobody', () => {
  const text = '-- a\n/* b */ SELECT 1 -- c\n; -- d\nSELECT 2; -- e';
  const { pieces: found, trailing } = split(text);
  const said = (spans: readonly { start: number; end: number }[]) => spans.map(({ start, end }) => text.slice(start, end));
  expect([...found.map(({ comments }) => said(comments)), said(trailing)]).toEqual([['-- a', '/* b */'], ['-- d'], ['-- e']]);
});

const STATEMENTS = [
  'SELECT 1', "SELECT 'é;😀'", 'SELECT $$;$$, $a$ $$; $a$', 'SELECT ";" FROM t', FUNCTION, RULE, DOLLAR, 'BEGIN', 'COMMIT',
  "INSERT INTO t VALUES (E'\\';', 'it''s;')", 'CREATE INDEX i ON t ((a || $$)$$))', 'ALTER TABLE t ADD c int DEFAULT 1',
];
const BETWEEN = [';', ' ; ', ';\n', ';\r\n', ';;', '; -- é;\n', ';/* ; /* 😀 */ */', '\n;\n'];
const texts = fc.array(fc.tuple(fc.constantFrom(...STATEMENTS), fc.constantFrom(...BETWEEN)), { minLength: 1, maxLength: 8 });

test('joined statements are split as they were joined', () => {
  fc.assert(fc.property(texts, (parts) => {
    expect(pieces(parts.flat().join(''))).toEqual(parts.map(([statement]) => statement));
  }));
});

test("our statements are PostgreSQL's own, each with the same beginning", () => {
  fc.assert(fc.property(texts, (parts) => {
    const text = parts.flat().join('');
    const bytes = new TextEncoder().encode(text);
    const theirs = (parseSync(text).stmts ?? []).map(({ stmt_location = 0 }) => new TextDecoder().decode(bytes.subarray(0, stmt_location)).length);
    expect(split(text).pieces.map(({ start }) => start)).toEqual(theirs);
  }));
});

test('nothing but blanks, comments and semicolons lies between the statements of any text', () => {
  const any = fc.string({ unit: fc.constantFrom('a', ' ', '\n', "'", '"', '$$', '--', '/*', '*/', ';', '(', ')', '\\', 'begin ', 'atomic ', 'end', 'é', '😀') });
  fc.assert(fc.property(any, (text) => {
    let end = 0;
    for (const piece of [...split(text).pieces, { start: text.length, end: text.length }]) {
      const between = text.slice(end, piece.start);
      expect(tokensOf(between).every((token) => token.kind === 'comment' || between[token.start] === ';')).toBe(true);
      end = piece.end;
    }
  }), { numRuns: 500 });
});

test('each statement of a joined text is read alone', () => {
  fc.assert(fc.property(texts, (parts) => {
    expect(pieces(parts.flat().join('')).map((sql) => parseStatement(sql).kind)).toEqual(parts.map(() => 'parsed'));
  }), { numRuns: 20 });
});
