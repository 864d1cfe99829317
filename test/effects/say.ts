import type { StatementEffects, Target } from '../../src/effects/effect.ts';

/** Effects in one line each, as tables of tests have them: `AX users`, `rewrite users?` where it may happen. */
export function say({ locks, work, waits, fails, transaction, unknown }: StatementEffects): readonly string[] {
  return [
    ...locks.map(({ mode, on, certain }) => `${SHORT[mode]} ${named(on)}${certain ? '' : '?'}`),
    ...work.map(({ kind, on, certain }) => `${kind} ${named(on)}${certain ? '' : '?'}`),
    ...waits.map((wait) => `waits for ${wait.for} of ${named(wait.on)}`),
    ...(fails ? [`fails ${fails.sqlstate} ${fails.when}`] : []),
    ...(transaction === 'either' ? [] : [`transaction ${transaction}`]),
    ...unknown.map((at) => `unknown ${at}`),
  ];
}

const SHORT = {
  'ACCESS SHARE': 'AS', 'ROW SHARE': 'RS', 'ROW EXCLUSIVE': 'RX', 'SHARE UPDATE EXCLUSIVE': 'SUX',
  'SHARE': 'S', 'SHARE ROW EXCLUSIVE': 'SRX', 'EXCLUSIVE': 'X', 'ACCESS EXCLUSIVE': 'AX',
} as const;

function named(on: Target): string {
  return on.kind === 'relation' ? on.relation.name : on.name;
}
