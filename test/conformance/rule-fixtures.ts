import fs from 'node:fs';
import path from 'node:path';
import { rules } from '../../rules/index.ts';
import type { Project } from '../../src/project/project.ts';
import { alembicOf } from '../rules/alembic-fixture.ts';
import { FIXTURES, fixturesOf, historyOf } from '../rules/fixture.ts';

/** A bad or good example of a rule, as a project whose last migration is judged. */
export interface RuleFixture { readonly rule: string; readonly id: string; readonly project: Project }

/** Those in SQL, and those of Alembic by what our own source makes of them. */
export function readRuleFixtures(): readonly RuleFixture[] {
  return rules.flatMap(({ name: rule }) => [
    ...fixturesOf(rule).map(({ name, migrations, config }): RuleFixture => ({ rule, id: `${rule}/${name}`, project: historyOf(migrations, { config }) })),
    ...pythonOf(rule),
  ]);
}

function pythonOf(rule: string): readonly RuleFixture[] {
  const folder = path.join(FIXTURES, rule);
  return fs.readdirSync(folder).filter((file) => file.endsWith('.py')).sort().map((file) => {
    const modules = fs.readFileSync(path.join(folder, file), 'utf8').split(/^# next migration\n/m);
    return { rule, id: `${rule}/${file}`, project: alembicOf(modules) };
  });
}
