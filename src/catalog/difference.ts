import type { Catalog } from './catalog.ts';
import type { Thing, Things } from './things.ts';
import { thingsOf } from './things.ts';

/** Something that one of two catalogs lacks, or has otherwise. */
export type Difference =
  | { readonly kind: string; readonly name: string; readonly lacking: 'first' | 'second' }
  | { readonly kind: string; readonly name: string; readonly aspect: string; readonly first: string; readonly second: string };

export interface ComparisonOptions {
  /** Relations that are nobody's concern, as SQL has them: "public.alembic_version". */
  readonly apart?: readonly string[];
}

/**
 * Compares two catalogs of what should be one database; either may come from a server, which writes every expression in
 * its own words. What one of them is in doubt about is no difference.
 */
export function differencesOf(first: Catalog, second: Catalog, { apart = [] }: ComparisonOptions = {}): readonly Difference[] {
  const [own, others] = [thingsOf(first, first.notSharedWith(second)), thingsOf(second, second.notSharedWith(first))];
  const keys = [...new Set([...own.all.keys(), ...others.all.keys()])].sort();
  return keys.flatMap((key): readonly Difference[] => {
    const [one, other] = [own.all.get(key), others.all.get(key)];
    const { name, of } = one ?? other ?? { name: '', of: undefined };
    if (apart.includes(of ?? name)) return [];
    if (one && other) return aspectsOf(one, other);
    if (one) return one.sure && lacks(others, one) ? [{ kind: one.kind, name, lacking: 'second' }] : [];
    return other?.sure && lacks(own, other) ? [{ kind: other.kind, name, lacking: 'first' }] : [];
  });
}

/** A part of what is lacking itself is not told again. */
function lacks(things: Things, thing: Thing): boolean {
  const whole = thing.of === undefined || things.all.has(`relation ${thing.of}`);
  return whole && !things.mayHave(thing);
}

function aspectsOf({ kind, name, aspects, sure }: Thing, other: Thing): readonly Difference[] {
  if (!sure || !other.sure) return [];
  return Object.entries(aspects).flatMap(([aspect, first]): readonly Difference[] => {
    const second = other.aspects[aspect];
    return second === undefined || second === first ? [] : [{ kind, name, aspect, first, second }];
  });
}
