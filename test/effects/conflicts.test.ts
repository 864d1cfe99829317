import { expect, test } from 'vitest';
import { atLeast, conflicts, stopsReads, stopsWrites, stronger } from '../../src/effects/conflicts.ts';
import { LOCK_MODES } from '../../src/effects/effect.ts';
import { truth } from './truth.ts';

const measured = Object.entries(truth.lockConflicts).map(([held, wanted]) => ({
  held: truth.lockModes[held], wanted: wanted.split(' ').map((mode) => truth.lockModes[mode]),
}));

test.each(measured)('$held conflicts with just what PostgreSQL says', ({ held, wanted }) => {
  expect(held && LOCK_MODES.filter((mode) => conflicts(held, mode))).toEqual(LOCK_MODES.filter((mode) => wanted.includes(mode)));
});

test('conflicts are mutual', () => {
  for (const a of LOCK_MODES) for (const b of LOCK_MODES) expect([a, b, conflicts(a, b)]).toEqual([a, b, conflicts(b, a)]);
});

test('only ACCESS EXCLUSIVE stops reads, SHARE and what is stronger stops writes', () => {
  expect(LOCK_MODES.filter(stopsReads)).toEqual(['ACCESS EXCLUSIVE']);
  expect(LOCK_MODES.filter(stopsWrites)).toEqual(['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE']);
});

test('the stronger of two modes is the later one', () => {
  expect(stronger('SHARE', 'ROW SHARE')).toBe('SHARE');
  expect(stronger('ROW SHARE', 'SHARE')).toBe('SHARE');
  expect(atLeast('SHARE', 'SHARE')).toBe(true);
  expect(atLeast('ROW EXCLUSIVE', 'SHARE')).toBe(false);
});
