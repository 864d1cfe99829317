import { expect, test } from 'vitest';
import { sqlSource } from '../../../src/sources/sql/source.ts';
import { memoryWorld } from '../../text/memory-world.ts';

const SQL = 'SELECT 1;';

test.each([
  ['its own files', ['/app/sql/001_a.sql'], '/app/sql', '/app/sql'],
  ['a migrations folder', ['/app/migrations/001_a.sql'], '/app', '/app/migrations'],
  ['a db/migrations folder', ['/app/db/migrations/001_a.up.sql', '/app/db/schema.sql'], '/app', '/app/db/migrations'],
  ['a migration folder', ['/app/migration/1_a.sql'], '/app', '/app/migration'],
  ['migrations at the top of the disk', ['/migrations/001_a.sql'], '/migrations', '/migrations'],
])('a project with %s begins where its command is run', (_, paths, root, folder) => {
  const world = memoryWorld(Object.fromEntries(paths.map((path) => [path, SQL])));
  expect(sqlSource.detect(root, world)).toEqual({ root, folders: [folder], versionTable: { name: 'phasewise_version' } });
});

test.each([
  ['the folder of the files itself', { '/app/migrations/001_a.sql': SQL }, '/app/migrations'],
  ['the folder between', { '/app/db/migrations/001_a.sql': SQL }, '/app/db'],
  ['a folder without SQL', { '/app/readme.md': '' }, '/app'],
  ['a schema and a seed', { '/app/schema.sql': SQL, '/app/seed.sql': SQL }, '/app'],
  ['a folder that Alembic owns', { '/app/alembic.ini': '', '/app/migrations/001_a.sql': SQL }, '/app'],
  ['a folder of scripts that Alembic owns', { '/app/migrations/env.py': '', '/app/migrations/001_a.sql': SQL }, '/app'],
])('no project begins in %s', (_, files, folder) => {
  expect(sqlSource.detect(folder, memoryWorld(files))).toBeUndefined();
});

test.each(['-- revision: a1\nSELECT 1;', '-- migrate:up\nSELECT 1;'])('files without numbers make a project when they declare themselves: %j', (text) => {
  expect(sqlSource.detect('/app', memoryWorld({ '/app/first.sql': text }))?.folders).toEqual(['/app']);
});
