import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Layers } from '../../src/catalog/layers.ts';

const changes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.option(fc.nat(9), { nil: undefined })), { maxLength: 4 });

test('layers answer as one map would, and earlier ones stay as they were', () => {
  fc.assert(fc.property(fc.array(changes, { maxLength: 30 }), (steps) => {
    let layers = new Layers<number>();
    const plain = new Map<string, number>();
    const earlier: { readonly layers: Layers<number>; readonly content: readonly (number | undefined)[] }[] = [];
    const contentOf = (map: { get(key: string): number | undefined }) => [...'abcdef'].map((key) => map.get(key));

    for (const step of steps) {
      earlier.push({ layers, content: contentOf(plain) });
      layers = layers.with(new Map(step));
      for (const [key, value] of step) {
        if (value === undefined) plain.delete(key);
        else plain.set(key, value);
      }
      expect(contentOf(layers)).toEqual(contentOf(plain));
      expect(layers.values().sort()).toEqual([...plain.values()].sort());
    }
    const now = contentOf(plain);
    for (const { layers: then, content } of earlier) {
      const differing = [...'abcdef'].filter((_, at) => content[at] !== now[at]);
      expect([...layers.differing(then)].sort()).toEqual(differing);
      expect([...then.differing(layers)].sort()).toEqual(differing);
    }
    for (const { layers: then, content } of earlier) expect(contentOf(then)).toEqual(content);
  }));
});
