import { expect, test } from 'vitest';
import { settingsIn } from '../../src/sources/settings-in.ts';

test.each<[string, Readonly<Record<string, string>>]>([
  ["SET lock_timeout = '2s'", { lock_timeout: '2s' }],
  ['SET statement_timeout = 5000; set SESSION lock_timeout to 4000', { statement_timeout: '5000', lock_timeout: '4000' }],
  ['-c lock_timeout=1s -c search_path=app', { lock_timeout: '1s' }],
  ['-clock_timeout=1000', { lock_timeout: '1000' }],
  ["SET LOCAL lock_timeout = '2s'", {}],
  ['SET lock_timeout TO DEFAULT', {}],
  ['SET search_path = app', {}],
  ['Set lock_timeout = 2s before you migrate, or somebody waits.', {}],
  ['', {}],
])('%s', (text, expected) => {
  expect(settingsIn([text])).toEqual(expected);
});
