import type { Raised } from './lint.ts';

/**
 * Keeps one finding per cause: a rule gives way to those that it names, and of two findings about the same operation
 * and the same effect the first stays.
 */
export function onePerCause(raised: readonly Raised[]): readonly Raised[] {
  const standing = raised.filter((one) => !raised.some((other) => outranks(other, one)));
  return standing.filter((one, index) => !standing.slice(0, index).some((other) => shareEffect(other, one)));
}

function outranks(other: Raised, one: Raised): boolean {
  return other.operation === one.operation && (one.rule.yieldsTo ?? []).includes(other.rule.name);
}

function shareEffect(other: Raised, one: Raised): boolean {
  return other.operation === one.operation && other.rule !== one.rule
    && one.finding.because.some((effect) => other.finding.because.includes(effect));
}
