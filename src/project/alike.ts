import type { Treatment } from '../rule/fact.ts';

/** Folds the majors that treat a statement alike. Those that always have share one list of held locks. */
export function alike(treatments: readonly Treatment[]): readonly Treatment[] {
  const kinds: { readonly key: string; treatment: Treatment }[] = [];
  for (const treatment of treatments) {
    const key = JSON.stringify(treatment.effects);
    const same = kinds.find((kind) => kind.key === key && kind.treatment.held === treatment.held);
    if (same) same.treatment = { ...same.treatment, majors: [...same.treatment.majors, ...treatment.majors] };
    else kinds.push({ key, treatment });
  }
  return kinds.map(({ treatment }) => treatment);
}
