import type { Direction } from '../migrations/migration.ts';
import { directionOf, revisionOf } from '../migrations/migration.ts';
import type { Reported } from '../rule/finding.ts';

/** A finding that was there when a team began to lint: it is known, and not reported as long as its statement stays. */
export interface KnownFinding {
  readonly revision: string;
  readonly script: Direction;
  readonly rule: string;
  readonly fingerprint: string;
}

export function knownFrom({ rule, at, fingerprint }: Reported): KnownFinding {
  return { revision: revisionOf(at.script), script: directionOf(at.script), rule, fingerprint };
}

/** The findings with the known ones set apart, and of these how many are found no more. */
export function apart(findings: readonly Reported[], known: readonly KnownFinding[]): { readonly left: readonly Reported[]; readonly known: readonly Reported[]; readonly gone: readonly KnownFinding[] } {
  const prints = new Set(known.map(({ fingerprint }) => fingerprint));
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  return {
    left: findings.filter(({ fingerprint }) => !prints.has(fingerprint)),
    known: findings.filter(({ fingerprint }) => prints.has(fingerprint)),
    gone: known.filter(({ fingerprint }) => !found.has(fingerprint)),
  };
}
