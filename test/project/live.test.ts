import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { readLive } from '../../src/catalog/live/live.ts';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import { restored } from '../../src/catalog/restored.ts';
import { differencesOf } from '../../src/catalog/difference.ts';
import { absolute, disk } from '../../src/project/disk.ts';
import { findProjects } from '../../src/project/find.ts';
import { openProject } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import { SOURCES } from '../../src/project/sources.ts';
import { apply } from '../run/applying.ts';
import { runningServer } from '../server/running.ts';

const PROJECTS = fileURLToPath(new URL('../../fixtures/projects', import.meta.url));

test.each([
  ['alembic-todo', 13], ['alembic-todo', 18], ['alembic-safe', 18], ['alembic-unsafe', 14], ['sql-shop', 13], ['sql-shop', 18],
] as const)('%s on PostgreSQL %i: what its server holds is what its migrations make', async (name, major) => {
  const [discovery] = findProjects([absolute(`${PROJECTS}/${name}`)], SOURCES, disk).discoveries;
  if (!discovery) throw new Error(`no project ${name}`);
  const { source, found } = discovery;
  const start = { name: 'nothing', catalog: emptyCatalog({ complete: true }), at: [] };
  const project = openProject({ source, found, config: DEFAULT_CONFIG, world: disk, appliedByUs: true, start });
  const database = await (await runningServer(major)).database();
  try {
    expect((await apply(project, database)).outcome).toMatchObject({ kind: 'done' });
    const live = restored(await readLive(database.client), 'server');
    expect(live.relations().length).toBeGreaterThan(3);
    expect(differencesOf(new History(project).replayed(project.graph?.heads ?? []), live, { apart: [`public.${found.versionTable.name}`] })).toEqual([]);
  } finally {
    await database.drop();
  }
});
