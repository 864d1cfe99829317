import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { review } from '../../src/project/judge.ts';
import { configOf, FIXTURES, fixturesOf } from '../rules/fixture.ts';
import { memoryWorld } from '../text/memory-world.ts';
import { fixedIn, outcomeOf } from './fixed.ts';

const CASES = rules.flatMap((rule) => fixturesOf(rule.name).filter(({ kind }) => kind === 'bad').map((fixture) => {
  const world = memoryWorld(Object.fromEntries(fixture.migrations.map((text, at) => [`/project/migrations/${String(at + 1).padStart(3, '0')}_step.sql`, text])));
  return { name: `${rule.name} ${fixture.name}`, rule, world, config: fixture.config };
}));

const PYTHON = rules.flatMap((rule) => {
  const folder = path.join(FIXTURES, rule.name);
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((file) => /^bad.*\.py$/.test(file)).sort() : [];
  return files.map((file) => {
    const modules = fs.readFileSync(path.join(folder, file), 'utf8').split(/^# next migration\n/m);
    const world = memoryWorld({
      '/project/alembic.ini': '[alembic]\nscript_location = migrations\n',
      '/project/migrations/env.py': 'from alembic import context\ncontext.configure(connection=None, target_metadata=None, transaction_per_migration=True)\n',
      ...Object.fromEntries(modules.map((text, at) => [`/project/migrations/versions/${at + 1}.py`, text])),
    });
    return { name: `${rule.name} ${file}`, rule, world, config: configOf(rule.name) };
  });
});

describe('every cure that is the same migration, written into its files', () => {
  for (const [kind, cases] of [['sql', CASES], ['python', PYTHON]] as const) {
    test(`${kind}: what is fixed and what is left, and why`, async () => {
      const lines = cases.flatMap(({ name, world, config }) => {
        const outcome = outcomeOf(fixedIn(world, { config }).fixed);
        return outcome === '' ? [] : [`${name}\n  ${outcome}`];
      });
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`snapshots/fixed-${kind}.txt`);
    });
  }

  for (const { name, world, config } of [...CASES, ...PYTHON]) {
    const { fixed, project, again } = fixedIn(world, { config });
    if (fixed.fixed.length === 0) continue;
    test(`${name}: the files are clean of it, and a second run changes nothing`, () => {
      const [before, after] = [project, fixed.project].map((one) => review(one, rules).findings.map(({ rule }) => rule));
      expect(after?.length).toBeLessThan(before?.length ?? 0);
      for (const rule of after ?? []) expect(before).toContain(rule);
      expect(review(fixed.project, rules).problems).toEqual(review(project, rules).problems);
      expect([...again().contents.keys()]).toEqual([]);
    });
  }
});
