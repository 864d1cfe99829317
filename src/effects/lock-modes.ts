import type { LockMode, Major } from './effect.ts';
import { MAJORS } from './effect.ts';

/** PostgreSQL's table locks by the abbreviations of its developers, so that tables of facts stay readable. */
export const AS = 'ACCESS SHARE';
export const RS = 'ROW SHARE';
export const RX = 'ROW EXCLUSIVE';
export const SUX = 'SHARE UPDATE EXCLUSIVE';
export const S = 'SHARE';
export const SRX = 'SHARE ROW EXCLUSIVE';
export const X = 'EXCLUSIVE';
export const AX = 'ACCESS EXCLUSIVE';

/** A mode or none; where majors differ, each from the major that is named on. */
export type ModeByMajor = LockMode | 'none' | { readonly [M in Major]?: LockMode | 'none' };

export function modeOn(mode: ModeByMajor, on: { readonly major: Major }): LockMode | 'none' {
  if (typeof mode === 'string') return mode;
  const { major } = on;
  return MAJORS.filter((from) => from <= major).map((from) => mode[from]).findLast((value) => value !== undefined) ?? 'none';
}
