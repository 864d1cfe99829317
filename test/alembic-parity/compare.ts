import { NORMALISATIONS, same } from './normalisations.ts';

export interface Comparison {
  /** The first difference that nothing explains; undefined: they say the same. */
  readonly difference: { readonly at: number; readonly alembic: string | undefined; readonly phasewise: string | undefined } | undefined;
  /** The normalisations that were needed. */
  readonly used: readonly string[];
}

/** Compares what Alembic prints with what Phasewise prints, statement for statement, as PostgreSQL's grammar understands them. */
export function compare(alembic: readonly string[], phasewise: readonly string[]): Comparison {
  const used: string[] = [];
  let theirs = alembic;
  for (const { name, undone } of NORMALISATIONS) {
    if (differenceOf(theirs, phasewise) === undefined) break;
    const changed = undone(theirs, phasewise);
    if (changed.some((statement, at) => statement !== theirs[at]) || changed.length !== theirs.length) used.push(name);
    theirs = changed;
  }
  return { difference: differenceOf(theirs, phasewise), used };
}

function differenceOf(theirs: readonly string[], ours: readonly string[]): Comparison['difference'] {
  const at = Array.from({ length: Math.max(theirs.length, ours.length) }, (_, index) => index).find((index) => {
    const [one, other] = [theirs[index], ours[index]];
    return one === undefined || other === undefined || !same(one, other);
  });
  return at === undefined ? undefined : { at, alembic: theirs[at], phasewise: ours[at] };
}
