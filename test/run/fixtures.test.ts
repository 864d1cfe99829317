import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { absolute, disk } from '../../src/project/disk.ts';
import { findProjects } from '../../src/project/find.ts';
import { openProject } from '../../src/project/project.ts';
import { SOURCES } from '../../src/project/sources.ts';
import { runningServer } from '../server/running.ts';
import { apply } from './applying.ts';
import { schemaOf } from './schema-of.ts';

const PROJECTS = fileURLToPath(new URL('../../fixtures/projects', import.meta.url));

test.each([
  ['alembic-todo', 14, ['003']],
  ['alembic-safe', 18, ['f9a3072e5d18']],
  ['sql-shop', 13, ['008']],
  ['sql-shop', 16, ['008']],
] as const)('%s on PostgreSQL %s: upgrade, downgrade to base and upgrade again leave the same schema', async (name, major, rows) => {
  const [discovery] = findProjects([absolute(`${PROJECTS}/${name}`)], SOURCES, disk).discoveries;
  if (!discovery) throw new Error(`no project ${name}`);
  const project = openProject({ source: discovery.source, found: discovery.found, config: DEFAULT_CONFIG, world: disk, appliedByUs: true });
  const db = await (await runningServer(major)).database();
  const table = project.found.versionTable.name;
  const versions = async () => (await db.client.query<{ version_num: string }>(`SELECT version_num FROM ${table} ORDER BY 1`)).rows.map(({ version_num }) => version_num);

  expect((await apply(project, db)).outcome).toMatchObject({ kind: 'done' });
  const first = await schemaOf(db.client);
  expect(await versions()).toEqual(rows);

  expect((await apply(project, db, { down: 'base' })).outcome).toMatchObject({ kind: 'done' });
  expect(await versions()).toEqual([]);
  expect((await schemaOf(db.client)).filter((line) => !line.includes(table))).toEqual([]);

  expect((await apply(project, db)).outcome).toMatchObject({ kind: 'done' });
  expect(await schemaOf(db.client)).toEqual(first);
  expect(first.length).toBeGreaterThan(10);
  await db.drop();
});
