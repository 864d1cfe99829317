import { describe, expect, test } from 'vitest';
import { compared } from '../../src/autogenerate/compare.ts';
import { differencesOf } from '../../src/catalog/difference.ts';
import { told } from '../catalog/telling.ts';
import { after, between, EVERYTHING, statementsIn } from './comparing.ts';
import { PAIRS } from './pairs.ts';

describe.each(Object.entries(PAIRS))('%s', (_name, { now, wanted, sql }) => {
  test('the statements', () => {
    const comparison = between(now, wanted);
    expect(statementsIn(comparison)).toEqual(sql);
    expect([comparison.cannot, comparison.notCompared]).toEqual([[], []]);
  });

  test('they make the wanted schema, and nothing more is found', () => {
    const made = after(between(now, wanted), told(now));
    expect(compared({ now: made, wanted: told(wanted), scope: EVERYTHING }).changes).toEqual([]);
    expect(differencesOf(made, told(wanted))).toEqual([]);
  });

  test('a schema is like itself', () => {
    expect(between(wanted, wanted)).toEqual({ changes: [], cannot: [], notCompared: [] });
  });
});
