import { expect, test } from 'vitest';
import { phasewise } from '../cli/fake-io.ts';
import { folder } from '../cli/folder.ts';
import { compare } from './compare.ts';
import type { Group } from './group.ts';
import { GROUPS } from './groups.ts';
import { NORMALISATIONS } from './normalisations.ts';
import { OTHERWISE } from './otherwise.ts';
import { projectFiles } from './project-files.ts';
import { PROJECTS, projectFolder } from './projects.ts';
import { recorded, VERSIONS } from './recorded.ts';
import { statementsIn } from './statements.ts';

const used = new Set<string>();

/** The statements that `phasewise upgrade base:head --sql` prints for a project of these bodies. */
async function printed(bodies: readonly string[], { environment }: Group, version: string): Promise<readonly string[] | 'refused'> {
  const root = folder({ ...projectFiles(bodies, environment), 'phasewise.toml': `[alembic]\nversion = "${version}"\n` });
  const { code, out, err } = await phasewise('upgrade base:head --sql', root);
  if (code === 0) return statementsIn(out);
  if (!/^r\d+ cannot be applied\./.test(err)) throw new Error(err);
  return 'refused';
}

test('the matrix has at least 400 combinations of operations and keywords, and no two the same', () => {
  const all = GROUPS.flatMap(({ cases }) => new Set(cases).size);
  expect(all.reduce((sum, size) => sum + size)).toBe(GROUPS.flatMap(({ cases }) => cases).length);
  expect(new Set(GROUPS.flatMap(({ cases }) => cases)).size).toBeGreaterThanOrEqual(400);
});

for (const version of VERSIONS) {
  const { groups, projects } = recorded(version);

  test(`Alembic ${version}: what is recorded is of this matrix (npm run alembic-parity)`, () => {
    expect(Object.keys(groups)).toEqual(GROUPS.map(({ name }) => name));
  });

  for (const group of GROUPS) {
    const { sql, apart } = groups[group.name] ?? { sql: [], apart: {} };

    test(`Alembic ${version}, ${group.name}: what it sends`, async () => {
      const bodies = group.cases.filter((_, at) => !(String(at) in apart));
      const ours = await printed(bodies, group, version);
      const { difference, used: needed } = compare(sql, ours === 'refused' ? [] : ours);
      expect(difference && { ...difference, before: sql.slice(difference.at - 2, difference.at), ours }).toBeUndefined();
      for (const name of needed) used.add(name);
    });

    test.runIf(Object.keys(apart).length > 0)(`Alembic ${version}, ${group.name}: where it stops, and what PostgreSQL refuses, is printed by nobody`, async () => {
      for (const [at, they] of Object.entries(apart)) {
        const body = group.cases[Number(at)] ?? '';
        const online = OTHERWISE.get(body);
        const ours = await printed([body], group, version);
        if (online === undefined || online === 'unread') expect({ body, they, ours }).toEqual({ body, they, ours: 'refused' });
        else expect({ body, ...compare(online, ours === 'refused' ? [] : withoutVersions(ours)) }).toEqual({ body, difference: undefined, used: [] });
      }
    });
  }

  test.each(PROJECTS)(`Alembic ${version}, %s: up and down`, async (name) => {
    const they = projects[name];
    const root = projectFolder(name);
    for (const [direction, range] of [['upgrade', 'base:head'], ['downgrade', 'head:base']] as const) {
      const { code, out, err } = await phasewise(`${direction} ${range} --sql`, root);
      const { difference, used: needed } = compare(they?.[direction] ?? [], statementsIn(out));
      expect({ code, err, difference }).toEqual({ code: 0, err: '', difference: undefined });
      for (const each of needed) used.add(each);
    }
  });
}

test('every normalisation is needed', () => {
  expect(NORMALISATIONS.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
});

/** What one revision sends, without BEGIN, COMMIT and the version table. */
function withoutVersions(statements: readonly string[]): readonly string[] {
  return statements.filter((statement) => statement !== 'BEGIN' && statement !== 'COMMIT' && !/\balembic_version\b/.test(statement));
}
