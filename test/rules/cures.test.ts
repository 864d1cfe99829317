import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Reported } from '../../src/rule/finding.ts';
import { cured } from './cured.ts';
import { fixturesOf, judged } from './fixture.ts';

/** A contract phase keeps the one finding that it is named for, which asks for an approval. */
const CONTRACTS = new Set(['drop-column', 'drop-table', 'drop-schema-or-database', 'drop-not-null', 'change-default']);

for (const rule of rules) {
  const bad = fixturesOf(rule.name).filter(({ kind }) => kind === 'bad');
  // What only Alembic has is tried in Python.
  if (bad.length === 0) continue;
  describe(rule.name, () => {
    for (const { name, migrations, ...given } of bad) {
      for (const postgres of given.config.postgres ? [given.config.postgres] : [[14, 15, 16, 17, 18], [18]]) {
        const { findings, project } = judged(migrations, { ...given, postgres });
        const [finding] = findings;
        if (finding?.cure.kind !== 'phases') {
          test(`${name}: what to do, or why there is no cure, is said in a sentence`, () => {
            const { cure } = finding ?? expect.unreachable();
            expect(cure.kind === 'none' ? cure.because : cure.kind === 'advice' ? cure.say : '').toMatch(/^[`A-Z].*\.$/);
          });
          continue;
        }
        const history = cured(project, migrations, finding, finding.cure);

        test(`${name}: the cure is clean on PostgreSQL ${postgres.at(0)} and later`, () => {
          const after = judged(history.migrations, { ...given, postgres });
          expect([...after.problems, ...after.unread]).toEqual([]);
          const contracts = after.findings.filter((found) => history.contracts.has(found.at.script) && CONTRACTS.has(found.rule));
          expect(after.findings.filter((found) => !contracts.includes(found)).map(summary)).toEqual([]);
          for (const script of history.contracts) expect(contracts.filter(({ at }) => at.script === script).length).toBeLessThanOrEqual(1);
        });
      }
    }
  });
}

function summary({ rule, message, at }: Reported): string {
  return `${at.script} ${rule}: ${message}`;
}
