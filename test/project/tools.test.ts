import path from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { authored } from '../../src/project/authored.ts';
import { absolute, disk } from '../../src/project/disk.ts';
import { findProjects } from '../../src/project/find.ts';
import { review } from '../../src/project/judge.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import { SOURCES } from '../../src/project/sources.ts';
import type { World } from '../../src/text/world.ts';
import { memoryWorld } from '../text/memory-world.ts';

const PROJECTS = absolute(path.resolve(import.meta.dirname, '../../fixtures/projects'));

function opened(folder: string, world: World = disk): Project {
  const [first] = findProjects([folder], SOURCES, world).discoveries;
  return first ? openProject({ source: first.source, found: first.found, config: DEFAULT_CONFIG, world }) : expect.unreachable(folder);
}

/** What is held while the last statement of an upgrade runs, and until when. */
function heldAtTheEnd(project: Project, title: string): readonly string[] {
  const migration = project.migrations.find((one) => one.title === title) ?? expect.unreachable(title);
  const last = new History(project).facts(migration.upgrade.id).at(-1) ?? expect.unreachable();
  return last.treatments.flatMap(({ held }) => held.map(({ lock, by, released }) =>
    `${last.statement.sql.text.split(' ')[0] ?? ''} while ${lock.mode} on ${lock.on.kind === 'relation' ? lock.on.relation.name : lock.on.name} by ${by}, until ${released}`));
}

test.each([
  ['atlas-shop', 'Atlas', 'commit'],
  ['diesel-shop', 'Diesel', 'commit'],
  ['drizzle-shop', 'Drizzle', 'end of run'],
  ['flyway-shop', 'Flyway', 'commit'],
  ['golang-migrate-shop', 'golang-migrate', 'commit'],
  ['prisma-shop', 'Prisma', 'commit'],
])('%s: all rows are updated while users is locked, as %s runs it', (name, tool, until) => {
  const project = opened(`${PROJECTS}/${name}`);
  expect(project.tool.name).toBe(tool);
  expect(heldAtTheEnd(project, 'give users a plan')).toEqual([`UPDATE while ACCESS EXCLUSIVE on users by ADD COLUMN users.plan, until ${until}`]);
});

test('from 7.4 on Prisma commits each statement, and holds nothing', () => {
  const world = memoryWorld({
    '/p/package.json': '{"devDependencies": {"prisma": "^7.8.0"}}',
    '/p/prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
    '/p/prisma/migrations/1_create/migration.sql': 'CREATE TABLE users (id int);',
    '/p/prisma/migrations/2_plan/migration.sql': "ALTER TABLE users ADD COLUMN plan text; UPDATE users SET plan = 'free';",
  });
  expect(heldAtTheEnd(opened('/p', world), 'plan')).toEqual([]);
});

/** Where the cure of an index build belongs, and the lines above it. */
function indexCure(files: Readonly<Record<string, string>>): readonly string[] {
  const project = opened('/p', memoryWorld({ '/p/.git/HEAD': '', ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`/p/${name}`, text])) }));
  const finding = review(project, rules).findings.find(({ rule }) => rule === 'index-not-concurrent') ?? expect.unreachable();
  return authored(finding.cure, project).map(({ where, code }) => `${where}: ${code.replaceAll('\n', ' | ')}`);
}

const TABLE = 'CREATE TABLE t (a int);';
const INDEX = 'CREATE INDEX i ON t (a);';
const SAFE = 'CREATE INDEX CONCURRENTLY i ON t (a);';
const goMod = (module: string) => ({ 'go.mod': `require ${module} v1` });

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['Prisma', { 'prisma/migrations/migration_lock.toml': '', 'prisma/migrations/1_a/migration.sql': TABLE, 'prisma/migrations/2_b/migration.sql': INDEX }, `in a migration folder of its own, with just that statement: ${SAFE}`],
  ['Flyway', { 'db/migration/V1__a.sql': TABLE, 'db/migration/V2__b.sql': INDEX }, `in a file of its own, with executeInTransaction=false in a file beside it that is named like it with .conf behind: ${SAFE}`],
  ['Diesel', { 'diesel.toml': 'x', 'migrations/1_a/up.sql': TABLE, 'migrations/2_b/up.sql': INDEX }, `in a migration folder of its own, with just that statement and run_in_transaction = false in its metadata.toml: ${SAFE}`],
  ['Atlas', { 'migrations/atlas.sum': 'x', 'migrations/1_a.sql': TABLE, 'migrations/2_b.sql': INDEX }, `in a file of its own, with its directive and an empty line at the top: -- atlas:txmode none |  | ${SAFE}`],
  ['SQLx', { 'Cargo.toml': 'sqlx = "0.8"', 'migrations/1_a.sql': TABLE, 'migrations/2_b.sql': INDEX }, `in a file of its own, with just that statement below its first line: -- no-transaction | ${SAFE}`],
  ['golang-migrate', { ...goMod('github.com/golang-migrate/migrate/v4'), 'migrations/1_a.up.sql': TABLE, 'migrations/2_b.up.sql': INDEX }, `in a file of its own, with nothing else in it: ${SAFE}`],
  ['goose', { 'migrations/1_a.sql': `-- +goose Up\n${TABLE}`, 'migrations/2_b.sql': `-- +goose Up\n${INDEX}` }, `in a file of its own, outside a transaction: -- +goose NO TRANSACTION | -- +goose Up | ${SAFE}`],
  ['dbmate', { 'db/migrations/1_a.sql': `-- migrate:up\n${TABLE}`, 'db/migrations/2_b.sql': `-- migrate:up\n${INDEX}` }, `in a file of its own, outside a transaction: -- migrate:up transaction:false | ${SAFE}`],
  ['plain SQL', { 'migrations/1_a.sql': TABLE, 'migrations/2_b.sql': INDEX }, `in a file of its own, outside a transaction: -- transaction: false | ${SAFE}`],
])('a cure is said in the words of %s', (_name, files, expected) => {
  expect(indexCure(files)).toEqual([expected]);
});
