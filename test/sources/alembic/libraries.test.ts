import { expect, test } from 'vitest';
import { alembicSource } from '../../../src/sources/alembic/source.ts';
import { memory } from './disk.ts';
import { told } from './reading.ts';

const HEAD = "from alembic import op\nimport sqlalchemy as sa\nimport lib\nfrom lib.db import constants as c\nfrom lib import types, work\nrevision = 'a'\ndef upgrade():\n    ";
const PROJECT = { '/r/.git/HEAD': '', '/r/m/alembic.ini': '[alembic]\nscript_location = .\n', '/r/m/env.py': 'from alembic import context\n' };
const LIBRARY = {
  'lib/__init__.py': "from .inner import WIDTH, Work\nNAMES = ['a', 'b']\n",
  'lib/inner.py': 'WIDTH = 2 ** 4\nclass Work:\n    pass\n',
  'lib/db/constants.py': 'SIZE = 255\nTWICE = 1\nTWICE = 2\nSIZES = [1]\nSIZES.append(2)\nMADE = make()\n',
  'lib/types.py': "import enum\nfrom sqlalchemy import types\nclass Guid(types.TypeDecorator):\n    impl = types.Uuid\nclass Kind(enum.Enum):\n    a = 'x'\n",
  'lib/work.py': 'def size():\n    return 3\ndef send(bind):\n    bind.execute("DROP TABLE t")\n',
  'sqlalchemy/__init__.py': 'class String:\n    pass\n',
};

function at(folder: string, files: Readonly<Record<string, string>> = LIBRARY) {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

const VENV = { '/r/.venv/pyvenv.cfg': 'home = /usr/bin\n', ...at('/r/.venv/lib/python3.12/site-packages') };

function migrationOf(line: string, files: Readonly<Record<string, string>> = VENV) {
  const world = memory({ ...PROJECT, ...files, '/r/m/versions/a.py': HEAD + line });
  const found = alembicSource.detect('/r/m', world);
  return found && alembicSource.read(found, world).migrations[0];
}

const read = (line: string, files?: Readonly<Record<string, string>>) => told(migrationOf(line, files)?.upgrade.steps ?? []);
const adds = (type: string) => `op.add_column('t', sa.Column('c', ${type}))`;

test.each([
  ['a constant', adds('sa.String(c.SIZE)'), ['ALTER TABLE t ADD COLUMN c VARCHAR(255)']],
  ['one that the library has from a module of its own', adds('sa.String(lib.WIDTH)'), ['ALTER TABLE t ADD COLUMN c VARCHAR(16)']],
  ['the last of two', adds('sa.String(c.TWICE)'), ['ALTER TABLE t ADD COLUMN c VARCHAR(2)']],
  ['a list', 'for name in lib.NAMES:\n        op.drop_table(name)', ['DROP TABLE a', 'DROP TABLE b']],
  ['a column type', adds('types.Guid()'), ['ALTER TABLE t ADD COLUMN c UUID']],
  ['an enum', adds("sa.Enum(types.Kind, name='kind')"), ['ALTER TABLE t ADD COLUMN c kind']],
  ['a member of an enum', 'op.drop_table(types.Kind.a.value)', ['DROP TABLE x']],
])('%s of an installed library is read', (_, line, sql) => expect(read(line)).toEqual(sql));

test.each([
  ['a list that is changed', 'for name in c.SIZES:\n        op.drop_table(name)', ['unread: Phasewise does not know what lib.db.constants.SIZES is.']],
  ['what it computes', adds('sa.String(c.MADE)'), ['unread: Phasewise does not know what lib.db.constants.MADE is. State "lib.db.constants.MADE" = … under [alembic.constants] in phasewise.toml.']],
  ['what its functions give', adds('sa.String(work.size())'), ['unread: length is no number literal here.']],
  ['what its functions do with a connection', 'work.send(op.get_bind())', ['unread: Phasewise does not know what lib.work.send() does with the connection that it is given.']],
  ['what its classes do without one', "lib.Work('x').save()", ['unread: Phasewise does not know what lib.Work().save() does; it may open a connection of its own.']],
  ['SQLAlchemy itself', adds('sa.String()'), ['ALTER TABLE t ADD COLUMN c VARCHAR']],
])('%s is as without the library', (_, line, sql) => {
  expect(read(line)).toEqual(sql);
  expect(read(line, {})).toEqual(sql);
});

test('every file of it that was read is named', () => {
  expect(migrationOf(adds('sa.String(lib.WIDTH)'))?.reads.map(({ path }) => path)).toEqual([
    '/r/m/versions/a.py', '/r/.venv/lib/python3.12/site-packages/lib/__init__.py', '/r/.venv/lib/python3.12/site-packages/lib/inner.py',
  ]);
});

test('an installed library is no application', () => {
  expect(migrationOf(adds('sa.String(c.SIZE)'))?.application).toBeUndefined();
});

test.each([
  ['beside the scripts', { '/r/m/venv/pyvenv.cfg': '', ...at('/r/m/venv/lib/python3.9/site-packages') }],
  ['of Windows', { '/r/env/pyvenv.cfg': '', ...at('/r/env/Lib/site-packages') }],
])('a virtual environment %s is found', (_, files) => expect(read(adds('sa.String(c.SIZE)'), files)).toEqual(['ALTER TABLE t ADD COLUMN c VARCHAR(255)']));

const UNKNOWN = ['unread: Phasewise does not know what lib.db.constants.SIZE is. State "lib.db.constants.SIZE" = … under [alembic.constants] in phasewise.toml.'];

test.each([
  ['a folder that is no virtual environment', at('/r/.venv/lib/python3.12/site-packages')],
  ['one outside the repository', { '/.venv/pyvenv.cfg': '', ...at('/.venv/lib/python3.12/site-packages') }],
  ['a library that the project has itself', { ...VENV, '/r/lib/__init__.py': '' }],
])('%s is not looked at', (_, files) => expect(read(adds('sa.String(c.SIZE)'), files)).toEqual(UNKNOWN));
