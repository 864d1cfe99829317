import { expect, test } from 'vitest';
import { comesBefore } from '../../../src/sources/alembic/emit/versions.ts';
import { versionsOf } from '../../../src/sources/alembic/pinned.ts';
import { alembicSource } from '../../../src/sources/alembic/source.ts';
import { memory } from './disk.ts';
import { told } from './reading.ts';

const ENV = 'from alembic import context\n';
const REVISION = "revision = 'a'\ndef upgrade(): pass\n";

function project(ini: string, files: Readonly<Record<string, string>> = {}) {
  return memory({ '/app/alembic.ini': ini, '/app/migrations/env.py': '', '/app/migrations/versions/a.py': REVISION, ...files });
}

function detected(ini: string, files?: Readonly<Record<string, string>>) {
  return alembicSource.detect('/app', project(ini, files));
}

test('the scripts of a configuration begin no project of their own', () => {
  const world = project('[alembic]\nscript_location = migrations\n', { '/app/migrations/env.py': ENV, '/app/.git/HEAD': '' });
  expect(world.kindOf('/app/migrations/env.py')).toBe('file');
  expect(alembicSource.detect('/app/migrations', world)).toBeUndefined();
});

test('a folder without a configuration is no project of Alembic', () => {
  expect(alembicSource.detect('/app/migrations', memory({ '/app/migrations/env.py': 'import os\n', '/app/migrations/versions/a.py': REVISION }))).toBeUndefined();
  expect(alembicSource.detect('/app/migrations', memory({ '/app/migrations/env.py': ENV }))).toBeUndefined();
  expect(alembicSource.detect('/x', memory({ '/x/pyproject.toml': '[project]\nname = "x"\n' }))).toBeUndefined();
});

test.each([
  ['a plain path', '[alembic]\nscript_location = migrations\n', ['/app/migrations/versions']],
  ['%(here)s, a colon, comments, upper case', '# c\n[alembic]\n; c\nScript_Location: %(here)s/migrations\n', ['/app/migrations/versions']],
  ['a name of its own section', '[DEFAULT]\nroot = %(here)s\n[alembic]\nbase = %(root)s/migrations\nscript_location = %(base)s\n', ['/app/migrations/versions']],
  ['package:folder', '[alembic]\nscript_location = shop.db:migrations\n', ['/app/shop/db/migrations/versions']],
  ['locations divided at spaces and commas', '[alembic]\nscript_location = migrations\nversion_locations = %(here)s/a, %(here)s/b %(here)s/migrations/versions\n', ['/app/a', '/app/b', '/app/migrations/versions']],
  ['locations divided as the system does', '[alembic]\nscript_location = migrations\npath_separator = os\nversion_locations = %(here)s/a b:%(here)s/c\n', ['/app/a b', '/app/c']],
  ['locations one to a line', '[alembic]\nscript_location = migrations\nversion_path_separator = newline\nversion_locations =\n    a\n\n    b\n', ['/app/a', '/app/b']],
])('%s: %s', (_, ini, folders) => {
  expect(detected(ini, { '/app/shop/db/migrations/env.py': '' })?.folders).toEqual(folders);
});

test.each([
  ['a project that configures Alembic in its code', {}, '/r/shop/db', ['/r/shop/db/versions']],
  ['Flask-Migrate, whose alembic.ini lies beside env.py and names no folder', { '/r/shop/db/alembic.ini': '[alembic]\n' }, '/r/shop/db', ['/r/shop/db/versions']],
  ['a configuration elsewhere, for Alembic called in the folder above', { '/r/conf/alembic.ini': '[alembic]\nscript_location = shop/db\nversion_locations = shop/db/old shop/db/versions\n' }, '/r/shop/db', ['/r/shop/db/old', '/r/shop/db/versions']],
  ['a section that is chosen with -n', { '/r/alembic.ini': '[alembic]\n[tenants]\nscript_location = shop/db\nversion_locations = shop/db/old\n' }, '/r/shop/db', ['/r/shop/db/old']],
  ['a path from the root of the repository', { '/r/shop/alembic.ini': '[alembic]\nscript_location = shop/db\n' }, '/r/shop', ['/r/shop/db/versions']],
  ['a package that is imported from the root of the repository', { '/r/shop/alembic.ini': '[alembic]\nscript_location = shop:db\n' }, '/r/shop', ['/r/shop/db/versions']],
  ['a configuration that cannot be read speaks of nothing', { '/r/conf/alembic.ini': 'nonsense' }, '/r/shop/db', ['/r/shop/db/versions']],
])('%s is found', (_, files, root, folders) => {
  const world = memory({ '/r/.git/HEAD': '', '/r/shop/db/env.py': ENV, '/r/shop/db/versions/a.py': REVISION, '/r/shop/db/old/b.py': REVISION, ...files });
  const all = ['/r', '/r/conf', '/r/shop', '/r/shop/db', '/r/shop/db/versions'].flatMap((folder) => {
    try {
      return alembicSource.detect(folder, world) ?? [];
    } catch {
      return [];
    }
  });
  expect(all.map((found) => [found.root, found.folders])).toEqual([[root, folders]]);
});

test('of folders per database below versions, among which env.py chooses, that of PostgreSQL is read', () => {
  const world = memory({ '/r/.git/HEAD': '', '/r/db/env.py': ENV, '/r/db/versions/__init__.py': '', '/r/db/versions/postgresql/a.py': REVISION, '/r/db/versions/sqlite/b.py': REVISION });
  expect(alembicSource.detect('/r/db', world)?.folders).toEqual(['/r/db/versions/postgresql']);
});

test('a template remark behind version_path_separator matters only where locations are divided', () => {
  const ini = '[alembic]\nscript_location = migrations\nversion_path_separator = os  # Use os.pathsep.\n';
  expect(detected(ini)?.folders).toEqual(['/app/migrations/versions']);
});

test('paths of Windows are absolute', () => {
  const world = memory({ 'C:/app/alembic.ini': '[alembic]\nscript_location = migrations\nversion_locations = %(here)s/a, D:/b\n', 'C:/app/migrations/env.py': ENV, 'C:/app/a/a.py': REVISION, 'D:/b/b.py': REVISION });
  expect(alembicSource.detect('C:/app', world)?.folders).toEqual(['C:/app/a', 'D:/b']);
});

test('pyproject.toml says the same with lists, and fills what alembic.ini leaves out', () => {
  const toml = '[tool.alembic]\nscript_location = "%(here)s/migrations"\nversion_locations = ["%(here)s/a", "b"]\n';
  const files = { '/app/migrations/versions/a.py': REVISION };
  expect(alembicSource.detect('/app', memory({ '/app/pyproject.toml': toml, ...files }))?.folders).toEqual(['/app/a', '/app/b']);
  expect(detected('[alembic]\nsqlalchemy.url = postgresql://h/d\n', { '/app/pyproject.toml': toml })).toMatchObject({
    folders: ['/app/a', '/app/b'], address: { url: 'postgresql://h/d', from: 'alembic.ini, sqlalchemy.url' },
  });
});

test.each([
  ['postgresql+psycopg2://todo:p%%40ss@db/todo', 'postgresql+psycopg2://todo:p%40ss@db/todo'],
  ['driver://user:pass@localhost/dbname', undefined],
  ['', undefined],
])('sqlalchemy.url = %s is the address %s', (url, address) => {
  expect(detected(`[alembic]\nscript_location = migrations\nsqlalchemy.url = ${url}\n`)?.address?.url).toBe(address);
});

test.each([
  ['script_location = migrations\n', '/app/alembic.ini, line 1: a line stands before the first section. Begin the file with [alembic].'],
  ['[alembic]\nscript_location = migrations\nnonsense\n', '/app/alembic.ini, line 3: this line is neither `key = value` nor a [section]. Indent it if it goes on with the value above.'],
  ['[alembic]\na = 1\na = 2\n', '/app/alembic.ini, line 3: a is set twice in this section. Keep one.'],
  ['[alembic]\n[alembic]\n', '/app/alembic.ini, line 2: the section [alembic] is there twice. Keep one.'],
  ['[alembic]\nscript_location = %(nowhere)s/m\n', '/app/alembic.ini, line 2: %(nowhere)s names nothing. Set nowhere in the same section, or write %% for a percent sign.'],
  ['[alembic]\nscript_location = 100%\n', '/app/alembic.ini, line 2: "%" is no interpolation. Write %% for a percent sign.'],
  ['[other]\n', '/app/alembic.ini has no section [alembic]. Begin it with that line.'],
  ['[alembic]\n', '/app/alembic.ini does not say where the migrations are. Set script_location.'],
  ['[alembic]\nscript_location = gone\n', '/app/alembic.ini says script_location = gone, but there is no folder /app/gone. Correct script_location, or run `alembic init`.'],
  ['[alembic]\nscript_location = migrations\nversion_locations = a\npath_separator = |\n', '/app/alembic.ini says path_separator = |. It takes os, space, newline, : or ;.'],
])('%s cannot be used, and the message says the way out', (ini, message) => {
  expect(() => detected(ini)).toThrow(expect.objectContaining({ name: 'SourceError', path: '/app/alembic.ini', message }));
});

test('TOML that is broken is named', () => {
  expect(() => alembicSource.detect('/app', memory({ '/app/pyproject.toml': '[tool.alembic\n' }))).toThrow(/^\/app\/pyproject\.toml is not valid TOML: /);
});

test.each([
  ['context.configure(connection=c, transaction_per_migration=True)', 'script', { name: 'alembic_version' }],
  ['context.configure(connection=c)', 'run', { name: 'alembic_version' }],
  ['context.configure(transaction_per_migration=flag())', 'run', { name: 'alembic_version' }],
  ["context.configure(version_table=TABLE, version_table_schema='ops')", 'run', { name: 'versions', schema: 'ops' }],
])('env.py: %s', (call, envelope, versionTable) => {
  const env = `from alembic import context\nTABLE = 'versions'\n\ndef run():\n    with engine.connect() as c:\n        try:\n            ${call}\n        finally:\n            pass\n\nif context.is_offline_mode():\n    run()\n`;
  const world = project('[alembic]\nscript_location = migrations\n', { '/app/migrations/env.py': env });
  const found = alembicSource.detect('/app', world);
  expect(found?.versionTable).toEqual(versionTable);
  expect(found && alembicSource.tool(found, world).wraps).toBe(envelope);
});

test('E22: sub-folders are read only when the configuration says so; editors\' and package files never are', () => {
  const files = {
    '/app/migrations/versions/sub/b.py': "revision = 'b'\ndef upgrade(): pass\n",
    '/app/migrations/versions/__init__.py': '', '/app/migrations/versions/.#a.py': '', '/app/migrations/versions/README': '', '/app/migrations/versions/__pycache__/a.py': '',
  };
  const ids = (more: string) => {
    const world = project(`[alembic]\nscript_location = migrations\n${more}`, files);
    const found = alembicSource.detect('/app', world);
    return found && alembicSource.read(found, world).migrations.map(({ revision }) => revision);
  };
  expect(ids('')).toEqual(['a']);
  expect(ids('recursive_version_locations = true\n')).toEqual(['a', 'b']);
});

test('a file that cannot be read is a problem, and the others are read', () => {
  const world = project('[alembic]\nscript_location = migrations\n', { '/app/migrations/versions/b.py': 'revision = "b"\0' });
  const found = alembicSource.detect('/app', world);
  const reading = found && alembicSource.read(found, world);
  expect(reading?.migrations.map(({ revision }) => revision)).toEqual(['a']);
  expect(reading?.problems.map(({ message }) => message)).toEqual(["b.py has a NUL byte at offset 14; PostgreSQL's text cannot hold one."]);
});

test('a naming convention that env.py says itself names constraints', () => {
  const env = "from alembic import context\nfrom sqlalchemy import MetaData\nNAMES = {'uq': 'uq_%(table_name)s_%(column_0_N_name)s'}\nmetadata = MetaData(naming_convention=NAMES)\ncontext.configure(target_metadata=metadata)\n";
  const revision = "from alembic import op\nrevision = 'a'\ndef upgrade():\n    op.create_unique_constraint(None, 't', ['a', 'b'])\n    op.create_unique_constraint('mine', 't', ['a'])\n";
  const world = project('[alembic]\nscript_location = migrations\n', { '/app/migrations/env.py': env, '/app/migrations/versions/a.py': revision });
  const found = alembicSource.detect('/app', world);
  expect(found && alembicSource.read(found, world).migrations.flatMap(({ upgrade }) => told(upgrade.steps))).toEqual([
    'ALTER TABLE t ADD CONSTRAINT uq_t_a_b UNIQUE (a, b)',
    'ALTER TABLE t ADD CONSTRAINT mine UNIQUE (a)',
  ]);
});

test.each([
  ["SET lock_timeout = '2s'", { lock_timeout: '2s' }, undefined],
  ['SELECT pg_advisory_lock(4711)', {}, true],
  ['SELECT pg_try_advisory_lock(4711)', {}, undefined],
])('what env.py sends on the connection: %s', (sql, settings, secondRunBlocks) => {
  const env = `def run():\n    with engine.connect() as c:\n        c.execute(text("${sql}"))\n        context.configure(connection=c)\n\n\nrun()\n`;
  const world = project('[alembic]\nscript_location = migrations\n', { '/app/migrations/env.py': env });
  const found = alembicSource.detect('/app', world) ?? expect.unreachable();
  expect(alembicSource.tool(found, world)).toMatchObject({ settings });
  expect(alembicSource.tool(found, world).secondRunBlocks).toBe(secondRunBlocks);
});

test.each([
  ['nothing', {}, {}],
  ['requirements', { '/repo/app/requirements.txt': 'flask==3.0\nalembic==1.8.1\nSQLAlchemy[asyncio]==1.4.46 ; python_version > "3"\n' }, { alembic: '1.8.1', sqlalchemy: '1.4.46' }],
  ['a folder of requirements', { '/repo/app/requirements/dev.txt': 'pytest==8.0\n', '/repo/app/requirements/main.txt': 'alembic==1.13.1 \\\n    --hash=sha256:0\nsqlalchemy==2.0.30 \\\n' }, { alembic: '1.13.1', sqlalchemy: '2.0.30' }],
  ['a range, which is no pin', { '/repo/app/requirements.txt': 'alembic>=1.8\n' }, {}],
  ['poetry', { '/repo/app/poetry.lock': '[[package]]\nname = "alembic"\nversion = "1.12.0"\n\n[[package]]\nname = "sqlalchemy"\nversion = "2.0.20"\n' }, { alembic: '1.12.0', sqlalchemy: '2.0.20' }],
  ['uv, above', { '/repo/uv.lock': '[[package]]\nname = "alembic"\nversion = "1.13.3"\nsource = { registry = "x" }\n' }, { alembic: '1.13.3', sqlalchemy: undefined }],
  ['uv, above the repository', { '/repo/uv.lock': '[[package]]\nname = "alembic"\nversion = "1.13.3"\n', '/repo/app/.git/HEAD': '' }, {}],
  ['Pipenv', { '/repo/app/Pipfile.lock': '{"default": {"alembic": {"hashes": ["sha256:0"], "version": "==1.9.4"}, "sqlalchemy": {"version": "==1.4.48"}}}' }, { alembic: '1.9.4', sqlalchemy: '1.4.48' }],
  ['PDM', { '/repo/app/pdm.lock': '[[package]]\nname = "alembic"\nversion = "1.16.1"\nrequires_python = ">=3.9"\n' }, { alembic: '1.16.1', sqlalchemy: undefined }],
])('the versions that a project pins: %s', (_, files, versions) => {
  const world = memory({ '/repo/app/alembic.ini': '[alembic]\nscript_location = migrations\n', '/repo/app/migrations/env.py': ENV, ...files });
  const found = alembicSource.detect('/repo/app', world);
  expect(found && versionsOf(found, world)).toEqual(versions);
  expect(found && versionsOf({ ...found, toolVersion: '1.8' }, world)).toEqual({ alembic: '1.8', sqlalchemy: '1.4' });
});

test.each([
  ['1.8.1', '1.13.3', true], ['1.13', '1.13.3', false], ['1.13.2', '1.13.3', true], ['1.13.3', '1.13.3', false], ['2.0', '1.13.3', false], ['1.4.46', '2.0', true], ['2', '2.0.16', false],
])('%s comes before %s: %s', (version, other, before) => {
  expect(comesBefore(version, other)).toBe(before);
});

test('a pin leaves out what the version ignores, and stops where it stops', () => {
  const body = "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a'\ndef upgrade():\n    op.drop_index('ix', if_exists=True)\n    op.add_column('t', sa.Column('c', sa.Uuid()))\n    op.add_column('t', sa.Column('d', sa.Text()), if_not_exists=True)\n";
  const world = project('[alembic]\nscript_location = migrations\n', { '/app/migrations/versions/a.py': body, '/app/requirements.txt': 'alembic==1.11.0\nsqlalchemy==1.4.50\n' });
  const found = alembicSource.detect('/app', world);
  const [migration] = found ? alembicSource.read(found, world).migrations : [];
  expect(migration && told(migration.upgrade.steps)).toEqual([
    'DROP INDEX ix',
    'unread: Alembic stops here: SQLAlchemy has sa.Uuid since 2.0, and the project has 1.4.50.',
    'unread: Alembic stops here: Alembic has if_not_exists since 1.16.0, and the project has 1.11.0.',
  ]);
});
