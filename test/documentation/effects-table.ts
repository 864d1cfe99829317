import type { Effect, Lock, Work } from '../../src/effects/effect.ts';
import { stopsReads, stopsWrites } from '../../src/effects/conflicts.ts';
import { review } from '../../src/project/judge.ts';
import { History } from '../../src/project/replay.ts';
import { describe } from '../../src/operations/describe.ts';
import { rules } from '../../rules/index.ts';
import type { Fixture } from '../rules/fixture.ts';
import { historyOf } from '../rules/fixture.ts';

/**
 * What PostgreSQL does with the first bad example of a rule: the effects that its finding speaks of, which the
 * conformance test compares with servers. Nothing where it speaks of none.
 */
export function effectsTable(rule: string, example: Fixture | undefined): readonly string[] {
  if (!example) return [];
  const project = historyOf(example.migrations, example);
  const history = new History(project);
  const finding = review(project, rules, { ...example, history }).findings.find((one) => one.rule === rule);
  if (!finding || finding.at.index === undefined) return [];
  const fact = history.facts(finding.at.script).find(({ at }) => at.index === finding.at.index);
  const [treatment] = fact?.treatments ?? [];
  if (!fact || !treatment) return [];
  const { locks, work } = treatment.effects;
  const rows = [...locks, ...work].map((effect) => `| ${subject(effect)} | ${does(effect)} | ${meaning(effect)} |`);
  if (rows.length === 0) return [];
  const statement = fact.reading.operations.map(describe).join(', ');
  return [
    '## What PostgreSQL does',
    `With \`${statement}\` of the first example below ([measured](../postgres-locks.md) on PostgreSQL 13 to 18):`,
    `| on | it takes or does | so that |\n|---|---|---|\n${[...new Set(rows)].join('\n')}`,
  ];
}

function subject({ on, role }: Effect): string {
  const name = on.kind === 'relation' ? `\`${on.relation.name}\`` : on.name;
  return role === 'table' ? name : `${name} (${role})`;
}

function does(effect: Lock | Work): string {
  return effect.kind === 'lock' ? effect.mode : `${effect.kind} under ${effect.under}`;
}

function meaning(effect: Lock | Work): string {
  if (effect.kind !== 'lock') return 'it takes time in proportion to the rows';
  if (stopsReads(effect.mode)) return 'nobody reads or writes';
  return stopsWrites(effect.mode) ? 'nobody writes' : 'reads and writes go on';
}
