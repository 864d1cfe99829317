import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compared } from '../../src/autogenerate/compare.ts';
import { differencesOf } from '../../src/catalog/difference.ts';
import { told } from '../catalog/telling.ts';
import { after, EVERYTHING } from './comparing.ts';
import { schema } from './random-schema.ts';

test('whatever the two schemas are, the statements make the one the other and back, and nothing more is found', () => {
  fc.assert(fc.property(schema, schema, (one, other) => {
    const [now, wanted] = [told(one), told(other)];
    for (const [from, to] of [[now, wanted], [wanted, now]] as const) {
      const comparison = compared({ now: from, wanted: to, scope: EVERYTHING });
      expect(comparison.cannot).toEqual([]);
      const made = after(comparison, from);
      expect(compared({ now: made, wanted: to, scope: EVERYTHING }).changes).toEqual([]);
      expect(differencesOf(made, to)).toEqual([]);
    }
  }), { numRuns: 60 });
}, 60_000);
