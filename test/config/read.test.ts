import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { nearestConfig } from '../../src/config/nearest.ts';
import type { Configurable } from '../../src/config/read.ts';
import { readConfig } from '../../src/config/read.ts';
import { memoryWorld } from '../text/memory-world.ts';

const RULES: readonly Configurable[] = [
  { name: 'drop-column' },
  { name: 'index-not-concurrent' },
  {
    name: 'naming',
    options: {
      'most': { kind: 'number', about: 'How many.', otherwise: 3, least: 1 },
      'wait': { kind: 'duration', about: 'How long.', otherwise: 1000 },
      'strict': { kind: 'flag', about: 'Whether.', otherwise: false },
      'case': { kind: 'choice', about: 'Which.', otherwise: 'snake', of: ['snake', 'camel'] },
      'schemas': { kind: 'texts', about: 'Which ones.', otherwise: [] },
      'table': { kind: 'pattern', about: 'What names look like.', otherwise: '' },
    },
  },
];
const read = (toml: string) => readConfig('/shop', memoryWorld({ '/shop/phasewise.toml': toml }), RULES);

test('without a file all is as by default', () => {
  expect(readConfig('/shop', memoryWorld({}), RULES)).toEqual(DEFAULT_CONFIG);
});

test('every key is read', () => {
  expect(read(`
postgres = "14-16"
migrations = "db/changes"
tool = "flyway"
preset = "strict"
ignore = ["db/legacy/**"]
start-after = "017"
published = "origin/main"
release = ["app/**/*.py"]
small-table = 500
[catalog]
baseline = "schema.sql"
at = "041"
statistics = "phasewise.statistics.json"
[placeholders]
schema = "app"
rows = 10
[rules]
drop-column = "warning"
[[paths]]
files = ["db/tenant/**"]
[paths.rules]
drop-column = "off"
[session]
lock_timeout = "2s"
Statement_Timeout = 60000
[run]
require-approval = "warning"
lock-timeout = "250ms"
give-up-after = "1.5h"
[alembic]
version = "1.13"
version-table = "revisions"
version-table-schema = "ops"
transaction-per-migration = true
compare-type = false
exclude = ["audit_*"]
command = ["poetry", "run", "alembic"]
[alembic.constants]
"lib.NAME_SIZE" = 255
"lib.sub.SCHEMA" = "app"
"lib.ON" = true
[alembic.types]
"app.types.GUID" = "uuid"
`)).toEqual({
    path: '/shop/phasewise.toml',
    postgres: [14, 15, 16],
    migrations: 'db/changes',
    tool: 'flyway',
    catalog: { baseline: 'schema.sql', at: '041', statistics: 'phasewise.statistics.json' },
    placeholders: { schema: 'app', rows: '10' },
    preset: 'strict',
    ignore: ['db/legacy/**'],
    startAfter: '017',
    published: 'origin/main',
    release: ['app/**/*.py'],
    rules: { 'drop-column': { level: 'warning', options: {} } },
    paths: [{ files: ['db/tenant/**'], rules: { 'drop-column': { level: 'off', options: {} } } }],
    session: { lock_timeout: '2s', statement_timeout: '60000' },
    smallTable: 500,
    run: { requireApproval: 'warning', lockTimeout: 250, giveUpAfter: 5_400_000 },
    alembic: { version: '1.13', versionTable: 'revisions', versionTableSchema: 'ops', transactionPerMigration: true, compareType: false, exclude: ['audit_*'], command: ['poetry', 'run', 'alembic'], constants: { 'lib.NAME_SIZE': 255, 'lib.sub.SCHEMA': 'app', 'lib.ON': true }, types: { 'app.types.GUID': 'uuid' } },
  });
});

describe('a mistake names the file, the key and the way out', () => {
  const mistakes: readonly (readonly [string, string])[] = [
    ['postgre = 16', 'postgre: there is no such key. Did you mean postgres?'],
    ['[placeholders]\nschema = true', 'placeholders.schema: expected a text.'],
    ['frobnicate = 1', 'frobnicate: there is no such key.'],
    ['postgres = "9.6"', 'postgres: expected majors of PostgreSQL from 13 on, such as "14-18" or [14, 16].'],
    ['postgres = [16, 12]', 'postgres: expected majors of PostgreSQL from 13 on, such as "14-18" or [14, 16].'],
    ['migrations = 3', 'migrations: expected a text.'],
    ['tool = 3', 'tool: expected a text.'],
    ['tol = "flyway"', 'tol: there is no such key. Did you mean tool?'],
    ['[alembic]\nversion = "latest"', 'alembic.version: a version of Alembic is two or three numbers: "1.8", "1.13.3".'],
    ['[alembic.constants]\nlib.constants.SIZE = 255', 'alembic.constants.lib: put the whole name in quotes: "lib.…" = …'],
    ['[alembic.constants]\nSIZE = 255', 'alembic.constants.SIZE: name it with its module, as it is imported: "package.module.NAME".'],
    ['[alembic.constants]\n"lib.SIZES" = [1, 2]', 'alembic.constants."lib.SIZES": expected a text, a number, true or false.'],
    ['[alembic.types]\n"app.GUID" = 16', 'alembic.types."app.GUID": expected a text.'],
    ['[catalog]\nform = "x.json"', 'catalog.form: there is no such key. Did you mean from?'],
    ['[catalog]\nfrom = "x.json"\nbaseline = "x.sql"', 'catalog: from and baseline are two beginnings. Name one of them.'],
    ['[catalog]\nat = "041"', 'catalog.at: there is nothing that stands there. Name a snapshot with from, or a file of SQL with baseline.'],
    ['rules = 1', 'rules: expected a table: [rules].'],
    ['[rules]\ndrop-colum = "off"', 'rules.drop-colum: there is no such rule. Did you mean drop-column?'],
    ['[rules]\ndrop-column = "loud"', 'rules.drop-column: expected one of "error", "warning", "note", "off".'],
    ['[alembic]\ncommand = []', 'alembic.command: it names no program. Write it as you type it: ["poetry", "run", "alembic"].'],
    ['[run]\nlock-timeout = 5', 'run.lock-timeout: expected a duration such as "100ms", "2s" or "30min".'],
    ['[run]\nrequire-approval = "all"', 'run.require-approval: expected one of "error", "warning", "note", "none".'],
  ];
  for (const [toml, message] of mistakes) {
    test(toml.replace('\n', ' '), () => {
      expect(() => read(toml)).toThrow(`/shop/phasewise.toml: ${message}`);
    });
  }

  test('broken TOML is told with its line and column', () => {
    expect(() => read('postgres = \n[rules')).toThrow(/^\/shop\/phasewise\.toml:1:12: Invalid TOML document/);
  });
});

test('a folder takes the nearest file above it, but none from beyond its repository', () => {
  const world = memoryWorld({
    '/home/phasewise.toml': 'postgres = 13',
    '/home/repo/.git/HEAD': '',
    '/home/repo/phasewise.toml': 'postgres = 16',
    '/home/repo/services/shop/migrations/001.sql': '',
    '/home/other/.git/HEAD': '',
  });
  expect(nearestConfig('/home/repo/services/shop', world, RULES).postgres).toEqual([16]);
  expect(nearestConfig('/home/other', world, RULES)).toEqual(DEFAULT_CONFIG);
});

describe('options of rules', () => {
  test('stand beside the level, by their kinds', () => {
    expect(read(`
[rules]
drop-column = "note"
[rules.naming]
level = "warning"
most = 5
wait = "2s"
strict = true
case = "camel"
schemas = ["app"]
table = "[a-z_]+"
`).rules).toEqual({
      'drop-column': { level: 'note', options: {} },
      'naming': { level: 'warning', options: { most: 5, wait: 2000, strict: true, case: 'camel', schemas: ['app'], table: '[a-z_]+' } },
    });
  });

  test.each([
    ['[rules.naming]\nmots = 1', 'rules.naming.mots: the rule has no such option. Did you mean most?'],
    ['[rules.naming]\nmost = 0', 'rules.naming.most: expected a whole number from 1 on.'],
    ['[rules.naming]\nmost = 1.5', 'rules.naming.most: expected a whole number from 1 on.'],
    ['[rules.naming]\nwait = 2', 'rules.naming.wait: expected a duration such as "100ms", "2s" or "30min".'],
    ['[rules.naming]\nstrict = "yes"', 'rules.naming.strict: expected true or false.'],
    ['[rules.naming]\ncase = "kebab"', 'rules.naming.case: expected one of "snake", "camel".'],
    ['[rules.naming]\nschemas = "app"', 'rules.naming.schemas: expected a list of texts, such as ["app", "audit"].'],
    ['[rules.naming]\ntable = "("', 'rules.naming.table: it is no regular expression: Invalid regular expression: /(/: Unterminated group.'],
    ['[rules.naming]\nlevel = "loud"', 'rules.naming.level: expected one of "error", "warning", "note", "off".'],
    ['[rules]\ndrop-column = 3', 'rules.drop-column: expected a table: [rules.drop-column].'],
  ])('%s is refused with the way out', (toml, problem) => {
    expect(() => read(toml)).toThrow(`/shop/phasewise.toml: ${problem}`);
  });
});

describe('other homes of the configuration', () => {
  const of = (files: Readonly<Record<string, string>>) => readConfig('/shop', memoryWorld(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/shop/${name}`, text]))), RULES);

  test('[tool.phasewise] in pyproject.toml', () => {
    expect(of({ 'pyproject.toml': '[project]\nname = "shop"\n[tool.phasewise]\npostgres = 16\n[tool.phasewise.rules]\ndrop-column = "off"' }))
      .toMatchObject({ path: '/shop/pyproject.toml', postgres: [16], rules: { 'drop-column': { level: 'off' } } });
  });

  test('"phasewise" in package.json', () => {
    expect(of({ 'package.json': '{ "name": "shop", "phasewise": { "postgres": "14-16", "small-table": 100 } }' })).toMatchObject({ path: '/shop/package.json', postgres: [14, 15, 16], smallTable: 100 });
  });

  test.each([
    ['pyproject.toml', '[tool.black]\nline-length = 100'],
    ['pyproject.toml', 'this is not TOML'],
    ['package.json', '{ "name": "shop", "devDependencies": { "phasewise": "1" } }'],
  ])('a %s that says nothing of us is no configuration', (name, text) => {
    expect(of({ [name]: text })).toEqual(DEFAULT_CONFIG);
  });

  test.each([
    [{ 'pyproject.toml': '[tool.phasewise]\npostgre = 16' }, '/shop/pyproject.toml: tool.phasewise.postgre: there is no such key. Did you mean postgres?'],
    [{ 'package.json': '{ "phasewise": { "rules": { "drop-colum": "off" } } }' }, '/shop/package.json: phasewise.rules.drop-colum: there is no such rule. Did you mean drop-column?'],
    [{ 'package.json': '{ "phasewise": ' }, '/shop/package.json: '],
    [{ 'package.json': '{ "phasewise": 3 }' }, '/shop/package.json: phasewise: expected a table'],
    [{ 'phasewise.toml': 'postgres = 16', 'package.json': '{ "phasewise": {} }' }, '/shop/package.json: phasewise: /shop/phasewise.toml configures Phasewise too. Keep one of the two.'],
  ])('a mistake in one of them names its keys', (files, problem) => {
    expect(() => of(files)).toThrow(problem);
  });
});
