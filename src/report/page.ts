import type { About } from '../rule/rule.ts';

/** Where Phasewise is to be had. */
export const HOME = 'https://www.npmjs.com/package/phasewise';

/** What stands behind a rule: the page of PostgreSQL's manual that it leans on most. */
export function pageOf({ manual }: About): string {
  return manual[0] ?? HOME;
}
