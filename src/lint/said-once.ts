import type { Reported } from '../rule/finding.ts';
import type { About } from '../rule/rule.ts';
import { grouped } from './grouped.ts';

/** What is mended once for all scripts is said once in a report, of the last of them, which is the next to run. */
export function saidOnce(findings: readonly Reported[], rules: readonly About[]): readonly Reported[] {
  const inCommon = new Map(rules.flatMap(({ name, inCommon: say }) => (say === undefined ? [] : [[name, say]])));
  const together = grouped(findings.filter(({ rule }) => inCommon.has(rule)), ({ rule, level }) => `${level} ${rule}`);
  return findings.flatMap((finding): readonly Reported[] => {
    const all = together.get(`${finding.level} ${finding.rule}`) ?? [];
    const others = new Set(all.map(({ at }) => at.script)).size - 1;
    if (others < 1) return [finding];
    if (finding !== all.at(-1)) return [];
    const message = `${finding.message} The same holds for ${others === 1 ? 'another script' : `${others} other scripts`}.`;
    return [{ ...finding, message, cure: { kind: 'advice', say: inCommon.get(finding.rule) ?? '' } }];
  });
}
