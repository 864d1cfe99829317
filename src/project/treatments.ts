import type { HeldLock, Major, StatementEffects } from '../effects/effect.ts';
import { NOTHING_HELD } from '../effects/held.ts';
import type { Treatment } from '../rule/fact.ts';

/**
 * What is known of a statement for the majors that treat it alike. `effects`: for each major; mostly they are the very
 * same, and so are the locks held by majors that have always been alike.
 */
export function treatmentsOf(majors: readonly Major[], effects: readonly StatementEffects[], held: ReadonlyMap<Major, readonly HeldLock[]>): readonly Treatment[] {
  const kinds: Treatment[] = [];
  majors.forEach((major, at) => {
    const own = effects[at];
    if (!own) return;
    const earlier = held.get(major) ?? NOTHING_HELD;
    const index = kinds.findIndex((kind) => kind.held === earlier && same(kind.effects, own));
    const kind = kinds[index];
    if (kind) kinds[index] = { ...kind, majors: [...kind.majors, major] };
    else kinds.push({ majors: [major], effects: own, held: earlier });
  });
  const [only, ...more] = kinds;
  return only && more.length === 0 ? [{ ...only, majors }] : kinds;
}

function same(a: StatementEffects, b: StatementEffects): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
