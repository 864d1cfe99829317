import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/config.ts';
import { isScript } from '../../../src/migrations/migration.ts';
import { findProjects } from '../../../src/project/find.ts';
import { openProject } from '../../../src/project/project.ts';
import { SOURCES } from '../../../src/project/sources.ts';
import { TOOLS } from '../../../src/sources/sql/tools.ts';
import { memoryWorld } from '../../text/memory-world.ts';

const UP = 'CREATE TABLE a (id int);';
const DOWN = 'DROP TABLE a;';

function opened(files: Readonly<Record<string, string>>) {
  const world = memoryWorld({ '/app/.git/HEAD': '', ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/${name}`, text])) });
  const { discoveries: [first, ...others] } = findProjects(['/app'], SOURCES, world);
  if (!first || others.length > 0) return expect.unreachable(`${others.length} more projects`);
  return openProject({ source: first.source, found: first.found, config: DEFAULT_CONFIG, world });
}

/** "001 (up, down)", in their order; an asterisk behind a script that opts out of a transaction. */
function revisions(files: Readonly<Record<string, string>>): readonly string[] {
  return opened(files).migrations.map(({ revision, upgrade, downgrade }) =>
    `${revision} (${[upgrade, downgrade].flatMap((script) => (isScript(script) && script.steps.length > 0 ? [`${script.id.replace(/.*#/, '')}${script.optsOut ? '*' : ''}`] : [])).join(', ')})`);
}

const goMod = (module: string) => ({ 'go.mod': `module app\n\nrequire (\n\t${module} v1.2.3\n)\n` });

/** The smallest project of each tool, what it is sent as, and its revisions. */
const PROJECTS: readonly (readonly [string, Readonly<Record<string, string>>, string, readonly string[]])[] = [
  ['plain SQL', { 'migrations/001_a.sql': UP }, 'script statements all', ['001 (up)']],
  ['plain SQL', { 'migrations/001_a/up.sql': UP, 'migrations/001_a/down.sql': DOWN }, 'script statements all', ['001 (up, down)']],
  ['plain SQL', { 'migrations/001_a.sql': `-- revises: none\n-- migrate:up\n${UP}` }, 'script statements all', ['001 (up)']],
  ['dbmate', { 'db/migrations/2_b.sql': `-- migrate:up transaction:false\n${UP}\n-- migrate:down\n${DOWN}`, 'db/migrations/10_a.sql': `-- migrate:up\n${UP}` }, 'script scripts never', ['10 (up)', '2 (up*, down)']],
  ['goose', { 'migrations/00001_a.sql': `-- +goose Up\n${UP}\n-- +goose Down\n${DOWN}`, 'migrations/00002_b.sql': `-- +goose NO TRANSACTION\n-- +goose Up\n${UP}` }, 'script pieces never', ['00001 (up, down)', '00002 (up*)']],
  ['sql-migrate', { 'migrations/1_a.sql': `-- +migrate Up notransaction\n${UP}\n-- +migrate Down\n${DOWN}` }, 'script pieces never', ['1 (up*, down)']],
  ['tern', { 'migrations/001_a.sql': `${UP}\n---- create above / drop below ----\n${DOWN}`, 'migrations/002_b.sql': `---- tern: disable-tx ----\n${UP}` }, 'script scripts never', ['001 (up, down)', '002 (up*)']],
  ['tern', { 'migrations/tern.conf': '[database]', 'migrations/001_a.sql': UP }, 'script scripts never', ['001 (up)']],
  ['Rambler', { 'migrations/1_a.sql': `-- rambler up\n${UP}\n-- rambler down\n${DOWN}` }, 'nothing pieces never', ['1 (up, down)']],
  ['Flyway', {
    'src/main/resources/db/migration/V1__a.sql': UP,
    'src/main/resources/db/migration/V1_1__b.sql': UP,
    'src/main/resources/db/migration/V1_1__b.sql.conf': 'executeInTransaction=false',
    'src/main/resources/db/migration/U1__a.sql': DOWN,
    'src/main/resources/db/migration/more/V2__c.sql': UP,
    'src/main/resources/db/migration/R__views.sql': 'CREATE VIEW v AS SELECT 1;',
  }, 'script statements all', ['1 (up, down)', '1.1 (up*)', '2 (up)', 'R__views (up)']],
  ['Flyway', { 'flyway.toml': '[flyway]\ngroup = true\nmixed = true\n', 'sql/V1__a.sql': UP }, 'run statements any', ['1 (up)']],
  ['Flyway', { 'src/main/resources/application.properties': 'spring.flyway.mixed=true', 'src/main/resources/db/migration/V1__a.sql': UP }, 'script statements any', ['1 (up)']],
  ['golang-migrate', { ...goMod('github.com/golang-migrate/migrate/v4'), 'migrations/atlas.sum': 'h1:x', 'migrations/1_a.up.sql': UP }, 'nothing scripts never', ['1 (up)']],
  ['Flyway', { 'build.gradle.kts': 'plugins { id("org.flywaydb.flyway") }', 'src/main/resources/db/migration/all/20240101000000__a.sql': UP }, 'script statements all', ['20240101000000 (up)']],
  ['plain SQL', { 'migrations/20250314T120000Z.sql': UP, 'migrations/20250313T120000Z.sql': UP }, 'script statements all', ['20250313T120000Z (up)', '20250314T120000Z (up)']],
  ['golang-migrate', { ...goMod('github.com/golang-migrate/migrate/v4'), 'migrations/000001_a.up.sql': UP, 'migrations/000001_a.down.sql': DOWN }, 'nothing scripts never', ['000001 (up, down)']],
  ['maragudk/migrate', { ...goMod('maragu.dev/migrate'), 'migrations/1_a.up.sql': UP, 'migrations/1_b.up.sql': UP, 'migrations/1_b.down.sql': DOWN }, 'script scripts never', ['1_a (up)', '1_b (up, down)']],
  ['Bun', { ...goMod('github.com/uptrace/bun'), 'migrations/1_a.tx.up.sql': UP, 'migrations/1_a.tx.down.sql': DOWN, 'migrations/2_b.up.sql': UP }, 'script pieces never', ['1 (up, down)', '2 (up*)']],
  ['pop', {
    ...goMod('github.com/gobuffalo/pop/v6'),
    'migrations/2_b.up.sql': UP, 'migrations/2_b.postgres.up.sql': UP, 'migrations/2_b.mysql.up.sql': 'SELECT `x`;', 'migrations/2_b.down.sql': DOWN,
    'migrations/3_c.autocommit.up.sql': UP,
  }, 'script scripts never', ['2 (up, down)', '3 (up*)']],
  ['River', { 'migration/main/001_a.up.sql': 'CREATE TABLE /* TEMPLATE: schema */river_migration(id int);' }, 'script scripts never', ['001 (up)']],
  ['Prisma', {
    'package.json': '{"devDependencies": {"prisma": "^6.5.0"}}',
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
    'prisma/migrations/0_init/migration.sql': UP, 'prisma/migrations/20240101000000_b/migration.sql': UP, 'prisma/migrations/20240101000000_a/migration.sql': UP,
  }, 'nothing scripts never', ['0_init (up)', '20240101000000_a (up)', '20240101000000_b (up)']],
  ['Prisma', { 'package.json': '{"dependencies": {"@prisma/client": "7.4.1"}}', 'prisma/migrations/0_first-of-all/migration.sql': UP }, 'nothing pieces never', ['0_first_of_all (up)']],
  ['Drizzle', {
    'drizzle/meta/_journal.json': '{"dialect": "postgresql", "entries": [{"idx": 0, "tag": "0001_b"}, {"idx": 1, "tag": "0000_a"}]}',
    'drizzle/0000_a.sql': UP, 'drizzle/0001_b.sql': UP,
  }, 'run pieces never', ['0001_b (up)', '0000_a (up)']],
  ['Drizzle', { 'drizzle/20240101000000_a/migration.sql': UP, 'drizzle/20240101000000_a/snapshot.json': '{}' }, 'run pieces never', ['20240101000000_a (up)']],
  ['Diesel', {
    'diesel.toml': '[print_schema]\n',
    'migrations/2024-01-01-000000_a/up.sql': UP, 'migrations/2024-01-01-000000_a/down.sql': DOWN,
    'migrations/2024-01-02-000000_b/up.sql': UP, 'migrations/2024-01-02-000000_b/metadata.toml': 'run_in_transaction = false\n',
  }, 'script scripts never', ['20240101000000 (up, down)', '20240102000000 (up*)']],
  ['Diesel', {
    'diesel.toml': '[print_schema]\n',
    'migrations/2024-01-02-000000-0000_c/up.sql': UP, 'migrations/2024-01-02-000000_b/up.sql': UP, 'migrations/2024-01-03-000000_d/up.sql': UP,
  }, 'script scripts never', ['20240102000000 (up)', '202401020000000000 (up)', '20240103000000 (up)']],
  ['SQLx', { 'Cargo.toml': '[dependencies]\nsqlx = { version = "0.8" }\n', 'migrations/1_a.up.sql': UP, 'migrations/1_a.down.sql': DOWN, 'migrations/2_b.sql': `-- no-transaction\n${UP}` }, 'script scripts never', ['1 (up, down)', '2 (up*)']],
  ['refinery', { 'Cargo.toml': '[dependencies]\nrefinery = "0.8"\n', 'migrations/V1__a.sql': UP }, 'script scripts never', ['1 (up)']],
  ['Atlas', { 'migrations/atlas.sum': 'h1:x', 'migrations/20240101000000.sql': UP, 'migrations/20240102000000_b.sql': `-- atlas:txmode none\n\n${UP}`, 'migrations/20240103000000_c.sql': `-- atlas:txmode none\n${UP}` },
    'script statements never', ['20240101000000 (up)', '20240102000000 (up*)', '20240103000000 (up)']],
  ['Atlas', { 'atlas.hcl': 'env "prod" {\n  migration {\n    tx_mode = "all"\n  }\n}\n', 'migrations/atlas.sum': 'h1:x', 'migrations/1_a.sql': UP }, 'run statements never', ['1 (up)']],
  ['Supabase', { 'supabase/migrations/20240101000000_a.sql': UP }, 'nothing scripts never', ['20240101000000 (up)']],
  ['Hasura', { 'config.yaml': 'version: 3\nendpoint: http://localhost:8080\nmetadata_directory: metadata\n', 'migrations/default/1700000000000_a/up.sql': UP, 'migrations/default/1700000000000_a/down.sql': DOWN }, 'script scripts never', ['1700000000000 (up, down)']],
  ['node-pg-migrate', { 'migrations/1700000000000_a.sql': `-- Up Migration\n${UP}\n-- Down Migration\n${DOWN}` }, 'run scripts never', ['1700000000000 (up, down)']],
  ['node-pg-migrate', { 'package.json': '{"scripts": {"migrate": "node-pg-migrate up --no-single-transaction"}, "dependencies": {"node-pg-migrate": "^8"}}', 'migrations/1_a.sql': UP }, 'script scripts never', ['1 (up)']],
  ['postgres-migrations', { 'package.json': '{"dependencies": {"postgres-migrations": "^5"}}', 'migrations/1_a.sql': UP, 'migrations/2_b.sql': `-- postgres-migrations disable-transaction\n${UP}` }, 'script scripts never', ['1 (up)', '2 (up*)']],
  ['Graphile Migrate', {
    'migrations/committed/000001.sql': `--! Previous: -\n--! Hash: sha1:1\n\n${UP}`,
    'migrations/committed/000002-b.sql': `--! no-transaction\n--! Previous: sha1:1\n--! Hash: sha1:2\n\n${UP}`,
    'migrations/current.sql': UP,
  }, 'script scripts never', ['000001 (up)', '000002 (up*)', 'current (up)']],
  ['Sqitch', {
    'sqitch.plan': '%syntax-version=1.0.0\n%project=shop\n\nusers 2025-01-01T00:00:00Z Ann <ann@example.com> # users\norders [users] 2025-01-02T00:00:00Z Ann <ann@example.com>\n@v1 2025-01-03T00:00:00Z Ann <ann@example.com>\nusers [users@v1] 2025-01-04T00:00:00Z Ann <ann@example.com>\n',
    'deploy/users.sql': UP, 'deploy/users@v1.sql': UP, 'deploy/orders.sql': `BEGIN;\n${UP}\nCOMMIT;`, 'revert/orders.sql': DOWN, 'verify/orders.sql': 'SELECT 1;',
  }, 'nothing statements never', ['users_v1 (up)', 'orders (up, down)', 'users (up)']],
  ['Liquibase', {
    'db/changelog/db.changelog-master.xml': '<databaseChangeLog><include file="b.sql"/><include file="a.sql"/></databaseChangeLog>',
    'db/changelog/b.sql': `--liquibase formatted sql\n\n--changeset ann:1\n${UP}\n--rollback ${DOWN}\n\n--changeset ann:2 runInTransaction:false dbms:postgresql\n${UP}\n--changeset ann:3 dbms:mysql\nSELECT \`a\`;\n`,
    'db/changelog/a.sql': `-- liquibase formatted sql\n-- changeset ben:1\n${UP}\n-- rollback empty\n`,
  }, 'script statements never', ['ann_1 (up, down)', 'ann_2 (up*)', 'ben_1 (up)']],
  ['Play Evolutions', { 'conf/evolutions/default/1.sql': `# Users\n\n# --- !Ups\n\n${UP}\n\n# --- !Downs\n\n${DOWN}\n`, 'conf/evolutions/default/2.sql': `-- !Ups\n${UP}` }, 'nothing statements never', ['1 (up, down)', '2 (up)']],
];

test.each(PROJECTS)('%s is known by its marks, and read as it is sent: %#', (name, files, sent, expected) => {
  const { format, tool: { wraps, sends, unwraps }, problems } = opened(files);
  expect([format, `${wraps} ${sends} ${unwraps}`, problems]).toEqual([name, sent, []]);
  expect(revisions(files)).toEqual(expected);
});

test('every tool has a project here', () => {
  expect(TOOLS.map(({ name }) => name).filter((name) => !PROJECTS.some(([known]) => known === name))).toEqual([]);
});

describe('what goes out as one string', () => {
  const calls = (files: Readonly<Record<string, string>>) =>
    opened(files).migrations[0]?.upgrade.steps.map((step) => (step.kind === 'statement' ? step.call?.id : step.kind));

  test.each<[string, Readonly<Record<string, string>>, readonly unknown[]]>([
    ['a block of goose', { 'migrations/1_a.sql': '-- +goose Up\nSELECT 1;\n-- +goose StatementBegin\nSELECT 2; SELECT 3;\n-- +goose StatementEnd\nSELECT 4;' }, [undefined, 0, 0, undefined]],
    ['a block of sql-migrate', { 'migrations/1_a.sql': '-- +migrate Up\n-- +migrate StatementBegin\nSELECT 2; SELECT 3;\n-- +migrate StatementEnd\nSELECT 4;' }, [0, 0, undefined]],
    ['what stands between breakpoints', { 'drizzle/meta/_journal.json': '{"entries": [{"tag": "0000_a"}]}', 'drizzle/0000_a.sql': 'SELECT 1; SELECT 2;--> statement-breakpoint\nSELECT 3;' }, [0, 0, 1]],
    ['a section of Rambler', { 'migrations/1_a.sql': '-- rambler up\nSELECT 1; SELECT 2;\n-- rambler up\nSELECT 3;' }, [0, 0, 1]],
    ["what Prisma's own parser cannot part", { 'package.json': '{"dependencies": {"prisma": "7.6.0"}}', 'prisma/migrations/0_a/migration.sql': 'DROP INDEX CONCURRENTLY a; SELECT 1;' }, [0, 0]],
    ['nothing else of Prisma 7.4 and later', { 'package.json': '{"dependencies": {"prisma": "7.6.0"}}', 'prisma/migrations/0_a/migration.sql': 'CREATE INDEX CONCURRENTLY i ON a (b); SELECT 1;' }, [undefined, undefined]],
  ])('%s', (_name, files, expected) => {
    expect(calls(files)).toEqual(expected);
  });
});

test('Drizzle passes over files that its journal does not name, and that is told once', () => {
  const { migrations, problems } = opened({ 'drizzle/meta/_journal.json': '{"entries": [{"tag": "0000_a"}]}', 'drizzle/0000_a.sql': UP, 'drizzle/0001_b.sql': UP, 'drizzle/0001_c.sql': UP });
  expect(migrations.map(({ revision }) => revision)).toEqual(['0000_a', '0001_b', '0001_c']);
  expect(problems.map(({ message }) => message)).toEqual(['2 files here are not in meta/_journal.json, so Drizzle does not run them; they are judged as if it did, in the order of their numbers.']);
});
