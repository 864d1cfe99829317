import { grouped } from './grouped.ts';
import { oneRewrite } from './one-rewrite.ts';
import type { Raised } from './raised.ts';

/**
 * Keeps one finding per cause: a rule gives way to those that it names, of two findings about the same operation and
 * the same effect the graver stays, of those about one rewrite the first, of equals the first, and what is said once for
 * a script is said at its first place that is left.
 */
export function onePerCause(raised: readonly Raised[]): readonly Raised[] {
  const apart = [...grouped(raised, ({ fact }) => fact)].flatMap(([fact, own]) => (fact === undefined ? own : ofStatement(own)));
  const once = new Set<string>();
  return apart.filter(({ rule }) => {
    const isSaid = rule.oncePer !== undefined && once.has(rule.name);
    once.add(rule.name);
    return !isSaid;
  });
}

function ofStatement(raised: readonly Raised[]): readonly Raised[] {
  const told = new Set([...grouped(raised, ({ operation }) => operation).values()].flatMap(ofOperation));
  return oneRewrite(raised.filter((one) => told.has(one)));
}

function ofOperation(raised: readonly Raised[]): readonly Raised[] {
  const standing = raised.filter((one) => !raised.some((other) => outranks(other, one)));
  const byWeight = [...standing].sort((a, b) => weightOf(a) - weightOf(b));
  return byWeight.filter((one, index) => !byWeight.slice(0, index).some((other) => shareEffect(other, one)));
}

/** Lower comes first: what fails or stops an application, what may, what a house asks for, what is said of a script as a whole, what hurts nobody. */
function weightOf({ rule: { pack, oncePer }, finding }: Raised): number {
  if (finding.atMost !== undefined) return 4;
  return oncePer === undefined ? ['core', 'warn', 'opt-in'].indexOf(pack) : 3;
}

function outranks(other: Raised, one: Raised): boolean {
  return one.rule.yieldsTo?.includes(other.rule.name) ?? false;
}

function shareEffect(other: Raised, one: Raised): boolean {
  return other.rule !== one.rule && one.finding.because.some((effect) => other.finding.because.includes(effect));
}
