import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from '../../src/text/decode.ts';

const bytes = (...parts: readonly (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

test('a file is its text and the hash of its bytes', () => {
  expect(decode('/a/001_x.sql', bytes('SELECT 1;'))).toEqual({
    kind: 'text',
    source: { path: '/a/001_x.sql', text: 'SELECT 1;', hash: '17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a' },
  });
});

test('a byte order mark stays, so that offsets count from the first unit', () => {
  expect(decode('/x.sql', bytes('\uFEFFa'))).toMatchObject({ kind: 'text', source: { text: '\uFEFFa' } });
});

test.each([
  ['UTF-16, little end first', bytes(0xff, 0xfe, 'a', 0), 0, 'x.sql is UTF-16; save it as UTF-8.'],
  ['UTF-16, big end first', bytes(0xfe, 0xff, 0, 'a'), 0, 'x.sql is UTF-16; save it as UTF-8.'],
  ['a NUL', bytes('ab\0c'), 2, "x.sql has a NUL byte at offset 2; PostgreSQL's text cannot hold one."],
  ['Latin 1', bytes('é--', 0xe9, 'a'), 4, 'x.sql is not valid UTF-8 from byte 4 on; save it as UTF-8.'],
  ['a character cut off by the end', bytes('ab', 0xf0, 0x9f, 0x98), 2, 'x.sql is not valid UTF-8 from byte 2 on; save it as UTF-8.'],
  ['a stray continuation', bytes('ab', 0x80, 'c'), 2, 'x.sql is not valid UTF-8 from byte 2 on; save it as UTF-8.'],
])('%s is refused at its first byte', (_, file, at, message) => {
  expect(decode('/a/x.sql', file)).toEqual({ kind: 'refused', path: '/a/x.sql', message, at });
});

test('a file over the limit is refused', () => {
  expect(decode('/x.sql', new Uint8Array(3 * 1024 * 1024), 1.5 * 1024 * 1024)).toMatchObject({ message: 'x.sql has 3 MB; the limit is 1.5 MB.' });
});

test('whatever was encoded is decoded', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')), (text) => {
    const decoded = decode('/x.sql', new TextEncoder().encode(text));
    expect(decoded.kind === 'text' && decoded.source.text).toBe(text);
  }));
});
