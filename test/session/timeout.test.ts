import { expect, test } from 'vitest';
import { timeoutOf } from '../../src/session/timeout.ts';

test.each([
  ['0', 0], ['0ms', 0], ['500', 500], ['2s', 2000], [' 1 min ', 60_000], ['1.5s', 1500], ['1h', 3_600_000], ['250us', 0.25], ['2S', 2000],
  ['', undefined], ['default', undefined], ['5 weeks', undefined],
])('%s', (value, milliseconds) => {
  expect(timeoutOf(value)).toBe(milliseconds);
});
