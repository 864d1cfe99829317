import type { Cure, Part, Phase } from '../migrations/cure.ts';
import type { Effect } from '../effects/effect.ts';
import { describe } from '../operations/describe.ts';
import { listed } from '../rule/listed.ts';
import type { Raised } from './raised.ts';

/** An ALTER TABLE writes its table once, however many of its sub-commands ask for that: the first finding names the others. */
export function oneRewrite(raised: readonly Raised[]): readonly Raised[] {
  const othersOf = sharing(raised);
  const isOther = new Set([...othersOf.values()].flat());
  return raised.filter((one) => !isOther.has(one)).map((first) => {
    const others = othersOf.get(first);
    if (!others) return first;
    const words = others.flatMap(({ fact, operation }) => fact?.reading.operations[operation ?? 0] ?? []).map(describe);
    return {
      ...first,
      finding: {
        ...first.finding,
        message: `${first.finding.message} ${listed(words)} ${words.length === 1 ? 'asks' : 'ask'} for the same rewrite.`,
        because: [...new Set([first, ...others].flatMap(({ finding }) => finding.because))],
        cure: together([first, ...others].map(({ finding }) => finding.cure), first.fact?.reading.operations.length ?? 0),
      },
    };
  });
}

/** The first finding about each rewrite that others speak of too, with them. */
function sharing(raised: readonly Raised[]): ReadonlyMap<Raised, readonly Raised[]> {
  const firsts = new Map<Effect, Raised>();
  const others = new Map<Raised, Raised[]>();
  for (const one of raised) {
    const rewrites = one.finding.because.filter(({ kind }) => kind === 'rewrite');
    const first = rewrites.map((effect) => firsts.get(effect)).find((earlier) => earlier !== undefined && earlier.operation !== one.operation);
    for (const effect of rewrites) firsts.set(effect, firsts.get(effect) ?? first ?? one);
    if (!first) continue;
    const own = others.get(first) ?? [];
    own.push(one);
    others.set(first, own);
  }
  return others;
}

/** One cure behind the other, where each leaves to the statement what is none of its business, and nothing is left of that in the end. */
function together(cures: readonly Cure[], operations: number): Cure {
  const all = cures.flatMap((cure) => (cure.kind === 'phases' ? [cure.phases] : []));
  const begins = all.map(([first]) => first?.parts.find(isOfStatement));
  const isOnce = all.every((phases, at) => phases.flatMap(({ parts }) => parts).filter(isOfStatement).every((part) => part === begins[at]));
  const phases = all.length === cures.length && isOnce ? joined(all, begins, operations) : undefined;
  return phases ? { kind: 'phases', phases, same: false } : { kind: 'advice', say: 'Give each of them an ALTER TABLE of its own, and follow what is then said of each: none of them need rewrite the table.' };
}

type Edited = Extract<Part, { kind: 'change' | 'keep' }>;

function isOfStatement(part: Part): part is Edited {
  return part.kind === 'change' || part.kind === 'keep';
}

function joined(all: readonly (readonly Phase[])[], begins: readonly (Edited | undefined)[], operations: number): readonly Phase[] | undefined {
  const changes = begins.flatMap((part) => (part?.kind === 'change' ? [part] : []));
  const [change] = changes;
  if (!change) return begins.some((part) => part !== undefined) ? undefined : all.flat();
  if (changes.length < all.length || changes.some(({ delta }) => delta !== change.delta)) return undefined;
  if (change.delta === 'without clause') return all.length === operations ? all.flatMap((phases) => phases.slice(1)) : undefined;
  const firsts = all.flatMap((phases) => phases.slice(0, 1));
  return firsts.slice(0, 1).map((first): Phase => ({
    ...first,
    parts: [{ ...change, edits: changes.flatMap(({ edits }) => edits) }, ...firsts.flatMap(({ parts }) => parts.filter((part) => !isOfStatement(part)))],
  })).concat(all.flatMap((phases) => phases.slice(1)));
}
