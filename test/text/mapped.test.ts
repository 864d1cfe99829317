import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caused, joined, placedIn, placeOf, sliced, written } from '../../src/text/mapped.ts';
import type { MappedText } from '../../src/text/mapped.ts';
import { spanOf } from '../../src/text/place.ts';

const FILE = 'op.create_index("ix", "t", ["a", "b"])';
const call = { path: '/m.py', span: spanOf(0, FILE.length) };

test('a stretch of a file knows each of its places', () => {
  const text = written('/x.sql', 'SELECT 1; SELECT 2', spanOf(10, 18));
  expect(text.text).toBe('SELECT 2');
  expect(placeOf(text, spanOf(7, 8))).toEqual({ path: '/x.sql', span: spanOf(17, 18) });
});

test('a caused text points at its cause, whatever part of it is asked', () => {
  expect(placeOf(caused('CREATE INDEX', call), spanOf(3, 4))).toEqual(call);
});

test('a span over several pieces covers the origins of all of them', () => {
  const text = joined([caused('CREATE INDEX ', call), written('/m.py', FILE, spanOf(17, 19)), caused(' ON ', call), written('/m.py', FILE, spanOf(23, 24))]);
  expect(text.text).toBe('CREATE INDEX ix ON t');
  expect(placeOf(text, spanOf(13, 15))).toEqual({ path: '/m.py', span: spanOf(17, 19) });
  expect(placeOf(text, spanOf(13, 20))).toEqual(call);
});

test('a span over pieces of two files stays in the first', () => {
  const text = joined([written('/a.sql', 'one', spanOf(0, 3)), written('/b.sql', 'two', spanOf(0, 3))]);
  expect(placeOf(text, spanOf(1, 6))).toEqual({ path: '/a.sql', span: spanOf(1, 3) });
});

test.each([
  [0, spanOf(10, 10)],
  [2, spanOf(0, 0)],
  [4, spanOf(2, 2)],
])('an empty span at %i stands in one piece, or behind the last', (at, span) => {
  const file = 'cd--------ab';
  const text = joined([written('/x.sql', file, spanOf(10, 12)), written('/x.sql', file, spanOf(0, 2))]);
  expect(placeOf(text, spanOf(at, at))).toEqual({ path: '/x.sql', span });
});

test('a text without pieces has no place', () => {
  expect(() => placeOf({ text: '', pieces: [] }, spanOf(0, 0))).toThrow(RangeError);
});

const mappings: fc.Arbitrary<MappedText> = fc
  .array(fc.record({ at: fc.nat(30), length: fc.integer({ min: 1, max: 6 }), exact: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .map((parts) => joined(parts.map(({ at, length, exact }) => {
    const span = spanOf(at, at + length);
    return exact ? written('/f', 'abcdefghijklmnopqrstuvwxyz0123456789', span) : caused('x'.repeat(length), { path: '/f', span });
  })));

test('a slice keeps every place', () => {
  fc.assert(fc.property(mappings, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (mapped, a, b, c, d) => {
    const [start, end] = [a % mapped.text.length, 1 + (b % mapped.text.length)];
    fc.pre(start < end);
    const slice = sliced(mapped, spanOf(start, end));
    expect(slice.text).toBe(mapped.text.slice(start, end));
    const [from, to] = [c % slice.text.length, 1 + (d % slice.text.length)];
    fc.pre(from < to);
    expect(placeOf(slice, spanOf(from, to))).toEqual(placeOf(mapped, spanOf(start + from, start + to)));
  }));
});

test('pieces cover a joined text in order, without gaps', () => {
  fc.assert(fc.property(mappings, (mapped) => {
    const ends = mapped.pieces.map(({ span }) => span.end);
    expect(mapped.pieces.map(({ span }) => span.start)).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(mapped.text.length);
  }));
});

test('a text in a text that was written in several places knows all of them', () => {
  const around = joined([written('/x.sql', 'DO $$ DROP', spanOf(0, 10)), written('/x.sql', 'DO $$ DROP -- t', spanOf(13, 15))]);
  const inner = placedIn(around, { text: 'DROP t!', pieces: [
    { span: spanOf(0, 6), from: { path: '', span: spanOf(6, 12) }, exact: true }, { span: spanOf(6, 7), from: { path: '', span: spanOf(10, 12) }, exact: false },
  ] });
  expect(placeOf(inner, spanOf(0, 4))).toEqual({ path: '/x.sql', span: spanOf(6, 10) });
  expect(placeOf(inner, spanOf(5, 6))).toEqual({ path: '/x.sql', span: spanOf(14, 15) });
  expect(placeOf(inner, spanOf(6, 7))).toEqual({ path: '/x.sql', span: spanOf(13, 15) });
});
