import { expect, test } from 'vitest';
import { alembicSource } from '../../../src/sources/alembic/source.ts';
import { memory } from './disk.ts';
import { told } from './reading.ts';

const HEAD = "from alembic import op\nimport sqlalchemy as sa\nfrom lib.db import constants as c\nfrom app import settings, types\nfrom ..kit import LIMIT\nrevision = 'a'\ndef upgrade():\n    ";
const PROJECT = {
  '/r/.git/HEAD': '', '/r/alembic.ini': '[alembic]\nscript_location = m\n', '/r/m/env.py': 'from alembic import context\n',
  '/r/m/kit.py': "import os\nLIMIT = int(os.environ['LIMIT'])\n",
  '/r/app/__init__.py': '', '/r/app/settings.py': "import os\nfrom lib.db.constants import NAME_SIZE\nSCHEMA = os.environ['SCHEMA']\n",
  '/r/app/types.py': 'from sqlalchemy import types\nimport os\nclass GUID(types.TypeDecorator):\n    def load_dialect_impl(self, dialect):\n        return KINDS[os.name]\n',
};

function read(line: string, given?: { constants?: Readonly<Record<string, string | number | boolean>>; types?: Readonly<Record<string, string>> }) {
  const world = memory({ ...PROJECT, '/r/m/versions/a.py': HEAD + line });
  const found = alembicSource.detect('/r', world);
  const [migration] = found ? alembicSource.read({ ...found, ...(given && { given: { constants: {}, types: {}, ...given } }) }, world).migrations : [];
  return told(migration?.upgrade.steps ?? []);
}

const ADDS = (type: string) => `op.add_column('t', sa.Column('c', ${type}))`;

test.each([
  [ADDS('sa.String(c.NAME_SIZE)'), 'Phasewise does not know what lib.db.constants.NAME_SIZE is. State "lib.db.constants.NAME_SIZE" = … under [alembic.constants] in phasewise.toml.'],
  [ADDS('sa.String(length=settings.NAME_SIZE)'), 'Phasewise does not know what lib.db.constants.NAME_SIZE is. State "lib.db.constants.NAME_SIZE" = … under [alembic.constants] in phasewise.toml.'],
  ["op.drop_table('t', schema=settings.SCHEMA)", 'Phasewise does not read this kind of expression yet. State "app.settings.SCHEMA" = … under [alembic.constants] in phasewise.toml.'],
  ["op.drop_table(c.TABLE)", 'Phasewise does not know what lib.db.constants.TABLE is. State "lib.db.constants.TABLE" = … under [alembic.constants] in phasewise.toml.'],
  ["op.create_index('i', 't', ['c'], unique=c.UNIQUE)", 'Phasewise does not know what lib.db.constants.UNIQUE is. State "lib.db.constants.UNIQUE" = … under [alembic.constants] in phasewise.toml.'],
  [ADDS('c.Kind()'), 'Phasewise does not know the SQL name of the type lib.db.constants.Kind. State "lib.db.constants.Kind" = "…" under [alembic.types] in phasewise.toml.'],
  [ADDS('types.GUID'), '`KINDS` is not defined in this file. State "app.types.GUID" = "…" under [alembic.types] in phasewise.toml.'],
])('%s is unread, and the way out is said', (line, reason) => expect(read(line)).toEqual([`unread: ${reason}`]));

test.each([
  [ADDS('sa.String(c.NAME_SIZE)'), { constants: { 'lib.db.constants.NAME_SIZE': 255 } }, 'ALTER TABLE t ADD COLUMN c VARCHAR(255)'],
  [ADDS('sa.String(settings.NAME_SIZE + 1)'), { constants: { 'lib.db.constants.NAME_SIZE': 255 } }, 'ALTER TABLE t ADD COLUMN c VARCHAR(256)'],
  [ADDS('sa.String(settings.NAME_SIZE)'), { constants: { 'app.settings.NAME_SIZE': 9 } }, 'ALTER TABLE t ADD COLUMN c VARCHAR(9)'],
  [ADDS('sa.String(LIMIT)'), { constants: { 'm.kit.LIMIT': 7 } }, 'ALTER TABLE t ADD COLUMN c VARCHAR(7)'],
  [ADDS('sa.String(LIMIT)'), { constants: { 'kit.LIMIT': 7 } }, 'ALTER TABLE t ADD COLUMN c VARCHAR(7)'],
  ["op.drop_table('t', schema=settings.SCHEMA)", { constants: { 'app.settings.SCHEMA': 'ops' } }, 'DROP TABLE ops.t'],
  ["op.create_index('i', 't', ['c'], unique=c.UNIQUE)", { constants: { 'lib.db.constants.UNIQUE': true } }, 'CREATE UNIQUE INDEX i ON t (c)'],
  ["import os\n    op.drop_table('t', schema=os.environ['SCHEMA'])", { constants: { 'os.environ.SCHEMA': 'ops' } }, 'DROP TABLE ops.t'],
  ["op.drop_table('t', schema=settings.SCHEMA)", { constants: { 'os.environ.SCHEMA': 'ops' } }, 'DROP TABLE ops.t'],
  ["import os\n    for i in range(int(os.getenv('PARTS', 1))):\n        op.execute(f'DROP TABLE p{i}_{os.environ.get(\"PARTS\", 1)}')", { constants: { 'os.environ.PARTS': 1 } }, 'DROP TABLE p0_1'],
  ["import os\n    if os.environ.get('MODE', 'manual').lower() == 'automated':\n        op.drop_table('t')", { constants: { 'os.environ.MODE': 'AUTOMATED' } }, 'DROP TABLE t'],
  [ADDS('types.GUID()'), { types: { 'app.types.GUID': 'uuid' } }, 'ALTER TABLE t ADD COLUMN c uuid'],
  [ADDS('sa.ARRAY(types.GUID)'), { types: { 'app.types.GUID': 'uuid' } }, 'ALTER TABLE t ADD COLUMN c uuid[]'],
  [ADDS("c.Kind('x', size=3)"), { types: { 'lib.db.constants.Kind': 'numeric(3, 1)' } }, 'ALTER TABLE t ADD COLUMN c numeric(3, 1)'],
  ["op.create_table('t', sa.Column('id', types.GUID(), primary_key=True))", { types: { 'app.types.GUID': 'bigint' } }, 'CREATE TABLE t ( id BIGSERIAL NOT NULL, PRIMARY KEY (id) )'],
])('%s is read with what a person says: %j', (line, given, sql) => expect(read(line, given).map((one) => one.replace(/\s+/g, ' '))).toEqual([sql]));
