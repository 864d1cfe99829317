import { expect, test } from 'vitest';
import { durationOf } from '../../src/config/duration.ts';
import { majorsOf } from '../../src/config/majors.ts';

const MAJORS: readonly (readonly [unknown, readonly number[] | undefined])[] = [
  ['16', [16]], [16, [16]], ['14,16', [14, 16]], ['16, 14', [14, 16]], ['14-18', [14, 15, 16, 17, 18]], [[14, '16-17'], [14, 16, 17]],
  ['18-14', undefined], ['12', undefined], ['9.6', undefined], ['', undefined], ['all', undefined], [{}, undefined], ['19', [19]],
];
test.each(MAJORS)('majors %j', (written, majors) => {
  expect(majorsOf(written)).toEqual(majors);
});

const DURATIONS: readonly (readonly [unknown, number | undefined])[] = [
  ['100ms', 100], ['2s', 2000], ['1.5 s', 1500], ['30min', 1_800_000], ['1h', 3_600_000],
  ['5', undefined], [5, undefined], ['-1s', undefined], ['2 days', undefined],
];
test.each(DURATIONS)('duration %j', (written, milliseconds) => {
  expect(durationOf(written)).toBe(milliseconds);
});
