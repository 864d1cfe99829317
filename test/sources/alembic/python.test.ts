import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringLiteral } from '../../../src/sources/alembic/literal.ts';
import type { PythonFile } from '../../../src/sources/alembic/python.ts';
import { parsePython } from '../../../src/sources/alembic/python.ts';
import { hashOf } from '../../../src/text/hash.ts';

const path = '/p/a.py';

function source(text: string) {
  return { path, text, hash: hashOf(text) };
}

function parsed(text: string): PythonFile {
  const file = parsePython(source(text));
  return file.kind === 'python' ? file : expect.unreachable(file.message);
}

/** The text of each statement, as its place says. */
function statements(text: string): readonly string[] {
  const file = parsed(text);
  return file.body.map((node) => {
    const { start, end } = file.placeOf(node).span;
    return text.slice(start, end);
  });
}

test.each([
  ['a byte order mark', '\uFEFFa = 1\nb = 2\n'],
  ['characters of two, three and four bytes', "a = 'é€😀'; b = 2\n"],
  ['CRLF', "a = '''x\r\ny'''\r\nb = 2\r\n"],
  ['lone CR', 'a = 1\rb = 2\r'],
  ['a form feed on a line of its own', 'a = 1\n\f\nb = 2\n'],
  ['a form feed before a statement', 'a = 1\n\fb = 2\n'],
  ['a form feed between words', 'a\f= 1\nb = 2\n'],
])('%s moves no place', (_, text) => {
  expect(statements(text).map((statement) => statement.trim())).toEqual([/a[\s\S]*?(?=;|[\r\n]+\f?[\r\n]*b)/.exec(text)?.[0].trim(), 'b = 2']);
});

test('a form feed inside a string is part of it', () => {
  const text = "a = '''x\f\n\fy'''\n";
  expect(stringLiteral(source(text), { start: 4, end: text.length - 1 })?.text).toBe('x\f\n\fy');
});

test.each([
  ['def upgrade(:\n    pass\n', 'Expected parameter name', ':'],
  ["x = 1\nprint 'x'\n", 'invalid syntax', "'"],
  ["é = 'unclosed\n", 'Unterminated string literal', "é = 'unclosed"],
])('%s is refused at its place', (text, message, at) => {
  const refused = parsePython(source(text));
  expect(refused).toMatchObject({ kind: 'not python', message });
  if (refused.kind === 'not python') expect(text.slice(refused.place.span.start, refused.place.span.end)).toBe(at);
});

test.each([
  [String.raw`'a\n\t\\\'\"'`, 'a\n\t\\\'"'],
  [String.raw`'\x41\u00e9\U0001F600\101\0'`, 'A\u00e9😀A\0'],
  [String.raw`'\d \% \:'`, String.raw`\d \% \:`],
  [String.raw`r'\n\''`, String.raw`\n\'`],
  ["'a' \"b\" '''c'''", 'abc'],
  ["u'a'\\\n  R\"\\b\"", 'a\\b'],
  ["'''a\r\nb\rc'''", 'a\nb\nc'],
  ["r'''a\\\r\nb'''", 'a\\\nb'],
  ["'a\\\r\nb'", 'ab'],
  ["''", ''],
  [String.raw`'\N{BULLET}'`, undefined],
  ["b'a'", undefined],
  ["f'a'", undefined],
])('%s is worth what Python says', (literal, value) => {
  expect(stringLiteral(source(literal), { start: 0, end: literal.length })?.text).toBe(value);
});

test('a literal may have hundreds of thousands of parts', () => {
  const literal = `"""${"'".repeat(300_000)}"""`;
  expect(stringLiteral(source(literal), { start: 0, end: literal.length })?.text).toHaveLength(300_000);
});

test('every character of a literal points at what wrote it', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a', '😀', 'é', '\\n', "\\'", '\\u00e9', '\\x41', '\\q', '\\\\', '"')), (parts) => {
    const literal = `'${parts.join('')}'`;
    const mapped = stringLiteral(source(literal), { start: 0, end: literal.length });
    const origins = mapped?.pieces.map(({ from }) => literal.slice(from.span.start, from.span.end)).join('');
    expect(origins).toBe(parts.join(''));
    expect(mapped?.pieces.filter(({ exact }) => exact).every(({ span, from }) => mapped.text.slice(span.start, span.end) === literal.slice(from.span.start, from.span.end))).toBe(true);
  }));
});

test('the words of a literal are those of the parser', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    const literal = JSON.stringify(text).replaceAll('\\/', '/');
    const [node] = parsed(`${literal}\n`).body;
    const value: unknown = node?.nodeType === 'Expr' && node.value.nodeType === 'Constant' ? node.value.value : undefined;
    expect(stringLiteral(source(literal), { start: 0, end: literal.length })?.text).toBe(value);
  }));
});
