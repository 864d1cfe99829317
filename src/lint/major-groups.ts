import type { Major } from '../effects/effect.ts';
import type { Fact } from '../rule/fact.ts';
import { grouped } from './grouped.ts';

/** The majors of a project in groups that treat every statement of a script alike; one group where there is no statement. */
export function majorGroups(facts: readonly Fact[], majors: readonly Major[]): readonly (readonly Major[])[] {
  const differ = facts.filter(({ treatments }) => treatments.length > 1);
  if (differ.length === 0) return [majors];
  const signature = (major: Major) => differ.map(({ treatments }) => treatments.findIndex((one) => one.majors.includes(major))).join();
  return [...grouped(majors, signature).values()];
}
