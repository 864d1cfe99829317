import fs from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { AuthoredPhase } from '../../src/migrations/author.ts';
import { review } from '../../src/project/judge.ts';
import type { Project } from '../../src/project/project.ts';
import { scriptOf } from '../../src/project/project.ts';
import { pretty } from '../../src/report/pretty.ts';
import type { Reported } from '../../src/rule/finding.ts';
import { alembicSource } from '../../src/sources/alembic/source.ts';
import { alembicOf } from './alembic-fixture.ts';
import { configOf, FIXTURES } from './fixture.ts';

const CONTEXT = { rules, version: '0.0.0', colors: pc.createColors(false), columns: 100, cwd: '/project' };

/** The phases of a cure as the revisions that follow `earlier`. */
function revisionsOf(phases: readonly AuthoredPhase[], earlier: readonly string[]): readonly string[] {
  return [...earlier, ...phases.map(({ code }, at) => {
    const number = earlier.length + at + 1;
    const body = code.split('\n').map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
    return `from alembic import op\nimport sqlalchemy as sa\nrevision = '${number}'\ndown_revision = '${number - 1}'\n\n\ndef upgrade():\n${body}\n`;
  })];
}

function authored(project: Project, finding: Reported): readonly AuthoredPhase[] | undefined {
  if (finding.cure.kind !== 'phases') return undefined;
  return alembicSource.author.show(finding.cure, {
    textOf: project.textOf,
    tool: project.tool,
    statement: ({ script, index }) => {
      const step = scriptOf(project, script)?.steps[index];
      if (step?.kind !== 'statement') throw new Error('no such statement');
      return step;
    },
  });
}

for (const { name: rule } of rules) {
  const folder = path.join(FIXTURES, rule);
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.py')).sort();
  if (files.length === 0) continue;

  describe(rule, () => {
    for (const file of files) {
      const modules = fs.readFileSync(path.join(folder, file), 'utf8').split(/^# next migration\n/m);
      const config = configOf(rule);
      const project = alembicOf(modules, config);
      const reviewed = review(project, rules);

      if (file.startsWith('good')) {
        test(`${file} is not objected to`, () => {
          expect(pretty.render([reviewed], CONTEXT)).toMatch(/^✓/);
        });
        continue;
      }
      test(`${file} is found, and for one reason`, async () => {
        expect(reviewed.findings.map((finding) => `${finding.rule} ${finding.at.script}`)).toEqual([`${rule} ${modules.length}#up`]);
        await expect(pretty.render([reviewed], CONTEXT)).toMatchFileSnapshot(path.join(folder, file.replace(/\.py$/, '.txt')));
      });
      test(`${file}: the cure, read back from the Python it is written in, is clean`, () => {
        const phases = reviewed.findings.flatMap((finding) => authored(project, finding) ?? []);
        const after = review(alembicOf(revisionsOf(phases, modules.slice(0, -1)), config), rules);
        expect([...after.problems, ...after.unread]).toEqual([]);
        const contract = phases.some(({ phase }) => phase === 'contract') ? [expect.stringMatching(/^drop-(column|table)$/)] : [];
        expect(after.findings.map((finding) => finding.rule)).toEqual(contract);
      });
    }
  });
}
