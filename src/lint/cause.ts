import { grouped } from './grouped.ts';
import { oneRewrite } from './one-rewrite.ts';
import type { Raised } from './raised.ts';

/**
 * Keeps one finding per cause: a rule gives way to those that it names, of two findings about the same operation and
 * the same effect the graver stays, of those about one rewrite the first, of equals the first, and what is said once for
 * a script is said at its first place that is left.
 */
export function onePerCause(raised: readonly Raised[]): readonly Raised[] {
  const apart = [...grouped(raised, ({ fact }) => fact).values()].flatMap(apartIn);
  const once = new Set<string>();
  return apart.filter(({ rule }) => {
    const isSaid = rule.oncePer !== undefined && once.has(rule.name);
    once.add(rule.name);
    return !isSaid;
  });
}

/** Of one statement. */
function apartIn(raised: readonly Raised[]): readonly Raised[] {
  const standing = raised.filter((one) => !raised.some((other) => outranks(other, one)));
  const byWeight = [...standing].sort((a, b) => weightOf(a) - weightOf(b));
  const told = new Set(byWeight.filter((one, index) => !byWeight.slice(0, index).some((other) => shareEffect(other, one))));
  return oneRewrite(standing.filter((one) => told.has(one)));
}

/** Lower comes first: what fails or stops an application, what may, what a house asks for, what is said of a script as a whole, what hurts nobody. */
function weightOf({ rule: { pack, oncePer }, finding }: Raised): number {
  if (finding.atMost !== undefined) return 4;
  return oncePer === undefined ? ['core', 'warn', 'opt-in'].indexOf(pack) : 3;
}

function outranks(other: Raised, one: Raised): boolean {
  return sameOperation(other, one) && (one.rule.yieldsTo ?? []).includes(other.rule.name);
}

function shareEffect(other: Raised, one: Raised): boolean {
  return sameOperation(other, one) && other.rule !== one.rule
    && one.finding.because.some((effect) => other.finding.because.includes(effect));
}

function sameOperation(a: Raised, b: Raised): boolean {
  return a.fact !== undefined && a.operation === b.operation;
}
