import type { LockMode, Major, Role, StatementEffects, Target, Wait, Work } from './effect.ts';

/** One thing that one operation brings about, before those of a statement are put together. */
export type Part =
  | { readonly kind: 'lock'; readonly on: Target; readonly role: Role; readonly mode: LockMode; readonly certain: boolean }
  | { readonly kind: Work['kind']; readonly on: Target; readonly role: Role; readonly certain: boolean }
  | { readonly kind: 'wait'; readonly on: Target; readonly role: Role; readonly for: Wait['for']; readonly certain: boolean }
  | { readonly kind: 'fails' } & NonNullable<StatementEffects['fails']>
  | { readonly kind: 'transaction'; readonly rule: 'refused' | 'required' }
  | { readonly kind: 'since'; readonly major: Major }
  | { readonly kind: 'unknown' };

/** A relation in its part, and whether it is sure to be concerned. */
export interface Concerned { readonly on: Target; readonly role: Role; readonly certain: boolean }

export function work(kind: Work['kind'], { on, role, certain }: Concerned, sure = true): Part {
  return { kind, on, role, certain: certain && sure };
}

export function fails(sqlstate: string, when: 'always' | 'rows exist' = 'always'): Part {
  return { kind: 'fails', sqlstate, when };
}

export const UNKNOWN: Part = { kind: 'unknown' };
