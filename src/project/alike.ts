import type { Treatment } from '../rule/fact.ts';

/** Folds the majors that treat a statement alike. Those that always have share one list of held locks, and mostly the effects. */
export function alike(treatments: readonly Treatment[]): readonly Treatment[] {
  const kinds: Treatment[] = [];
  for (const treatment of treatments) {
    const at = kinds.findIndex(({ held, effects }) => held === treatment.held && same(effects, treatment.effects));
    const kind = kinds[at];
    if (kind) kinds[at] = { ...kind, majors: [...kind.majors, ...treatment.majors] };
    else kinds.push(treatment);
  }
  return kinds;
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
