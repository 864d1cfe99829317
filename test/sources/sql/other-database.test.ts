import { expect, test } from 'vitest';
import { Look } from '../../../src/sources/sql/look.ts';
import { otherDatabase } from '../../../src/sources/sql/other-database.ts';
import { findProjects } from '../../../src/project/find.ts';
import { SOURCES } from '../../../src/project/sources.ts';
import { memoryWorld } from '../../text/memory-world.ts';

const SQL = 'SELECT 1;';

test.each<[string, Readonly<Record<string, string>>, string, string | undefined]>([
  ['a lock file of Prisma for MySQL', { '/r/m/migration_lock.toml': '# x\nprovider = "mysql"' }, '/r/m', 'migration_lock.toml names mysql'],
  ['one for PostgreSQL', { '/r/m/migration_lock.toml': 'provider = "postgresql"' }, '/r/m', undefined],
  ['a journal of Drizzle for SQLite', { '/r/m/meta/_journal.json': '{"version": "6", "dialect": "sqlite"}' }, '/r/m', 'meta/_journal.json names sqlite'],
  ['one for PostgreSQL, in older words', { '/r/m/meta/_journal.json': '{"dialect": "pg"}' }, '/r/m', undefined],
  ['a folder', { '/r/.git/HEAD': '', '/r/migrations/mysql/1_a.sql': SQL }, '/r/migrations/mysql', 'its folder is named mysql'],
  ['a folder above', { '/r/.git/HEAD': '', '/r/sqlite3/migrations/1_a.sql': SQL }, '/r/sqlite3/migrations', 'its folder is named sqlite3'],
  ['a word in a name, beside that of PostgreSQL', { '/r/.git/HEAD': '', '/r/riversqlite/main/1_a.sql': SQL, '/r/riverpgxv5/main/1_a.sql': SQL }, '/r/riversqlite/main', 'its folder is named riversqlite, beside riverpgxv5'],
  ['a word in a name alone', { '/r/.git/HEAD': '', '/r/from-mysql/1_a.sql': SQL }, '/r/from-mysql', undefined],
  ['PostgreSQL below another word', { '/r/.git/HEAD': '', '/r/sqlite-and-more/postgres/1_a.sql': SQL }, '/r/sqlite-and-more/postgres', undefined],
  ['the name of the repository itself', { '/home/sqlite/.git/HEAD': '', '/home/sqlite/migrations/1_a.sql': SQL }, '/home/sqlite/migrations', undefined],
])('%s', (_name, files, folder, expected) => {
  expect(otherDatabase(new Look(folder, memoryWorld(files)))).toBe(expected);
});

test('what is for another database is left out of what is found, with its reason', () => {
  const world = memoryWorld({ '/r/.git/HEAD': '', '/r/migrations/mysql/1_a.sql': SQL, '/r/migrations/postgres/1_a.sql': SQL });
  const { discoveries, leftOut, missing } = findProjects(['/r'], SOURCES, world);
  expect([discoveries.map(({ found: { root } }) => root), leftOut, missing]).toEqual([
    ['/r/migrations/postgres'], [{ folder: '/r/migrations/mysql', because: 'its folder is named mysql' }], [],
  ]);
});
