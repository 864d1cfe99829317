import { expect, test } from 'vitest';
import { edited, OverlappingEdits } from '../../src/text/edit.ts';
import { spanOf } from '../../src/text/place.ts';

test('edits apply in any order', () => {
  expect(edited('CREATE INDEX ix', [{ span: spanOf(13, 15), text: 'iy' }, { span: spanOf(12, 12), text: ' CONCURRENTLY' }])).toBe('CREATE INDEX CONCURRENTLY iy');
});

test('insertions at one place keep the order in which they were given', () => {
  expect(edited('ab', [{ span: spanOf(1, 1), text: '1' }, { span: spanOf(1, 1), text: '2' }])).toBe('a12b');
});

test('two edits may not claim the same text', () => {
  const edits = [{ span: spanOf(0, 3), text: '' }, { span: spanOf(2, 4), text: '' }];
  expect(() => edited('abcd', edits)).toThrow(OverlappingEdits);
  expect(() => edited('abcd', edits)).toThrow('Two edits claim the text at 2.');
});
