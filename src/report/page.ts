import type { About } from '../rule/rule.ts';

/** Where Phasewise is to be had. */
export const HOME = 'https://github.com/phasewise/phasewise';

/** The page of a rule: why, examples, reports, cures, sources. */
export function pageOf({ name }: Pick<About, 'name'>): string {
  return `${HOME}/blob/main/docs/rules/${name}.md`;
}
