import fc from 'fast-check';
import { loadModule, scanSync } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';
import { tokensOf, wordOf } from '../../src/sql/tokens.ts';

beforeAll(() => loadModule());

const shown = (text: string) => tokensOf(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

test.each([
  ['SELECT a, "b""c" FROM t', ['word SELECT', 'word a', 'operator ,', 'name "b""c"', 'word FROM', 'word t']],
  ["'it''s' E'\\'x' U&'\\0041' b'1' x'F' n'x'", ["string 'it''s'", "string E'\\'x'", "string U&'\\0041'", "string b'1'", "string x'F'", "string n'x'"]],
  ["'a\\' b", ["string 'a\\'", 'word b']],
  ["E'a'\n  'b\\'c' d", ["string E'a'\n  'b\\'c'", 'word d']],
  ["E'a' -- more\n -- and more\n'b\\'c' d", ["string E'a' -- more\n -- and more\n'b\\'c'", 'word d']],
  ["'a'\r\n 'b\\' c", ["string 'a'\r\n 'b\\'", 'word c']],
  ["E'a' 'b\\' c", ["string E'a'", "string 'b\\'", 'word c']],
  ['$$;$$ $tag$ $$ $tag$ a$$b$$ 1$$x$$', ['dollar string $$;$$', 'dollar string $tag$ $$ $tag$', 'word a$$b$$', 'number 1', 'dollar string $$x$$']],
  ['$1 $2::int a.b', ['parameter $1', 'parameter $2', 'operator ::', 'word int', 'word a', 'operator .', 'word b']],
  ['1 1.5 .5 1e10 1.5E-3 0xFF 1_000 1..2', ['number 1', 'number 1.5', 'number .5', 'number 1e10', 'number 1.5E-3', 'number 0xFF', 'number 1_000', 'number 1', 'operator ..', 'number 2']],
  ['a-- b\n/* c /* d */ e */ f', ['word a', 'comment -- b', 'comment /* c /* d */ e */', 'word f']],
  ['1 +-- x\n2 @>/* y */3', ['number 1', 'operator +', 'comment -- x', 'number 2', 'operator @>', 'comment /* y */', 'number 3']],
  ['(a, b); x := y => z[1:2]', ['operator (', 'word a', 'operator ,', 'word b', 'operator )', 'operator ;', 'word x', 'operator :=', 'word y', 'operator =>', 'word z', 'operator [', 'number 1', 'operator :', 'number 2', 'operator ]']],
  ["'open ; -- x", ["open 'open ; -- x"]],
  ['"open ;', ['open "open ;']],
  ["'a''", ["open 'a''"]],
  ["E'a'\n'b\\'", ["open E'a'\n'b\\'"]],
  ['$a$ ; $b$', ['open $a$ ; $b$']],
  ['/* ; /* */', ['open /* ; /* */']],
  ["E'\\'", ["open E'\\'"]],
  ['\\set x', ['operator \\', 'word set', 'word x']],
  ['é😀 $é$x$é$', ['word é😀', 'dollar string $é$x$é$']],
  ['\uFEFFa', ['word a']],
  ['a\u00a0b c\u2003', ['word a\u00a0b', 'word c\u2003']],
  [' \t\r\n\f\v', []],
])('%j', (text, tokens) => {
  expect(shown(text)).toEqual(tokens);
});

test("words compare as PostgreSQL folds them: only ASCII letters lose their case", () => {
  const words = ['SELECT', 'ÄBC', 'İD'];
  expect(words.map((word) => wordOf(word, { kind: 'word', start: 0, end: word.length }))).toEqual(['select', 'Äbc', 'İd']);
  expect(wordOf('"A"', { kind: 'name', start: 0, end: 3 })).toBe('"A"');
});

const PIECES = ['a', ' ', '\n', '\r\n', "'", "''", '"', '$$', '$x$', '$1', '--', '/*', '*/', ';', '(', ')', '\\', "E'", 'U&"', '1', '.5', 'é', '😀', '\u00a0', '::', '<=', '-', '@', '\t'];

test('every text has tokens: in order, apart from blanks without gaps', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), (pieces) => {
    const text = pieces.join('');
    let end = 0;
    for (const token of tokensOf(text)) {
      expect(token.end).toBeGreaterThan(token.start);
      expect(text.slice(end, token.start)).toMatch(/^[ \t\r\n\f\v]*$/);
      end = token.end;
    }
    expect(text.slice(end)).toMatch(/^[ \t\r\n\f\v]*$/);
  }), { numRuns: 500 });
});

const WHOLE = ['a', 'Ab1', '"a b"', "'it''s'", "E'a\\'b'", "E'a'\n'b\\''", '$$a;b$$', '$x$ $$ $x$', '/* a /* b */ c */', ';', '(', ')', ',', '::', '.', '1', '1.5', '.5', '1e5', '<=', '+', '->>', '@>', ':=', '[', ']', 'é😀', '$1'];

test("our tokens end where those of PostgreSQL's scanner do", () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...WHOLE), fc.constantFrom(' ', '\n', '\t ', '')), { minLength: 1, maxLength: 15 }), (parts) => {
    const text = parts.map(([piece, blank]) => piece + blank).join('');
    const theirs = scanned(text);
    fc.pre(theirs !== undefined);
    const bytes = (units: number) => new TextEncoder().encode(text.slice(0, units)).length;
    expect(tokensOf(text).map(({ start, end }) => [bytes(start), bytes(end)])).toEqual(theirs);
  }), { numRuns: 1000 });
});

/** The scanner of the grammar's library; undefined where it refuses the text. Unlike the server's it has comments part strings. */
function scanned(text: string): readonly (readonly [number, number])[] | undefined {
  try {
    return scanSync(text).tokens.map(({ start, end }): [number, number] => [start, end]);
  } catch {
    return undefined;
  }
}

test('a string of five million letters is one token', () => {
  const letters = 'a'.repeat(5_000_000);
  for (const text of [`'${letters}'`, `"${letters}"`, `E'${letters}'`, `'${letters}`, `/*${letters}`, `'${"''".repeat(1_000_000)}'`]) {
    expect(tokensOf(text).map(({ end }) => end)).toEqual([text.length]);
  }
});

test('what follows a string is looked through once, however long', () => {
  const blanks = `'a'\n${' '.repeat(50_000)}b`;
  const comments = `'a' ${'-- '.repeat(50_000)}\n${'-- c -- d\n'.repeat(5_000)}b`;
  expect([tokensOf(blanks).length, tokensOf(comments).length]).toEqual([2, 5_003]);
});
