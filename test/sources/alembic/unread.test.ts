import { expect, test } from 'vitest';
import { fileWith, told, unreadIn, upgradeOf } from './reading.ts';

const T = [{ type: 'relation', name: 't' }];

test.each([
  ['op.execute(statement())', '`statement` is not defined in this file.', 'statement()', 'anything'],
  ['op.execute("UPDATE t SET a = " + value())', '`value` is not defined in this file.', '"UPDATE t SET a = " + value()', 'rows'],
  ["op.drop_column('t', name())", '`name` is not defined in this file.', 'name()', T],
  ["op.add_column('t', sa.Column('c', GUID()))", '`GUID` is not defined in this file.', 'GUID()', T],
  ["op.add_column('t', sa.Column('c', sa.Integer()), schema='s', frobnicate=1)", 'Phasewise does not know the keyword frobnicate here.', 'frobnicate=1', [{ type: 'relation', schema: 's', name: 't' }]],
  ["op.drop_column(name(), 'c')", '`name` is not defined in this file.', 'name()', 'anything'],
  ["op.create_index('ix', 't', columns())", '`columns` is not defined in this file.', 'columns()', T],
  ["op.drop_constraint(None, 't')", 'Alembic stops here: a constraint without a name cannot be dropped. Give it the name that the server gave it.', "op.drop_constraint(None, 't')", T],
  ["op.bulk_insert(table, rows())", '`table` is not defined in this file.', 'table', 'rows'],
  ["op.execute(\"UPDATE t SET a = ':foo'\")", 'Alembic stops here: `:foo` is a bind parameter without a value; write `\\:foo` if it is text.', "\"UPDATE t SET a = ':foo'\"", 'rows'],
  ['helper()', '`helper` is not defined in this file.', 'helper()', 'anything'],
  ['op.frobnicate()', 'Phasewise does not read op.frobnicate yet.', 'op.frobnicate()', 'anything'],
  ["for name in names:\n    op.drop_column('t', name)", '`names` is not defined in this file.', 'name', T],
  ["with op.batch_alter_table('t', recreate='always') as b:\n    b.drop_column('c')", 'This batch makes a new table and copies the rows; what it sends depends on the table as it is.', "op.batch_alter_table('t', recreate='always')", T],
  ["with op.batch_alter_table('t', schema='s') as b:\n    b.drop_column(name())", '`name` is not defined in this file.', 'name()', [{ type: 'relation', schema: 's', name: 't' }]],
  ["raise Exception('no')", 'Python raises an error here, and the script goes no further.', "raise Exception('no')", 'nothing'],
])('%s is a gap with its reason, place and reach; what stands after it is read', (body, reason, python, reach) => {
  const text = fileWith(`${body}${body.startsWith('raise') ? '' : "\nop.drop_table('after')"}`);
  const steps = upgradeOf(text);
  const [gap] = unreadIn(steps);
  expect(gap).toMatchObject({ reason, reach, when: { kind: 'always' } });
  expect(gap && text.slice(gap.place.span.start, gap.place.span.end)).toBe(python);
  if (!body.startsWith('raise')) expect(told(steps)).toEqual([`unread: ${reason}`, 'DROP TABLE after']);
});

test('print, logging and imports inside the function send nothing', () => {
  const head = "import logging\nlog = logging.getLogger('alembic')";
  expect(told(upgradeOf(fileWith("import time\nprint('x')\nlog.info('y')\nlogging.warning('z')\nop.drop_table('t')", head)))).toEqual(['DROP TABLE t']);
});

test('a test of the dialect is decided: we read for PostgreSQL', () => {
  expect(told(upgradeOf(fileWith("bind = op.get_bind()\nif bind.dialect.name == 'postgresql':\n    op.drop_table('a')\nelse:\n    op.drop_table('b')")))).toEqual(['DROP TABLE a']);
  expect(told(upgradeOf(fileWith("url = str(op.get_bind().engine.url)\nif url.startswith('mysql'):\n    op.drop_table('a')\nelif url.startswith('postgres'):\n    op.drop_table('b')")))).toEqual(['DROP TABLE b']);
  expect(told(upgradeOf(fileWith("url = op.get_bind().engine.url\nif url.get_backend_name() == 'sqlite' or url.drivername.startswith('sqlite'):\n    op.drop_table('a')\nelse:\n    op.drop_table('b')")))).toEqual(['DROP TABLE b']);
  expect(told(upgradeOf(fileWith("if op.get_context().dialect.name != 'postgresql':\n    return\nop.drop_table('a')")))).toEqual(['DROP TABLE a']);
});

test('the rows of a query are not guessed', () => {
  const steps = told(upgradeOf(fileWith("rows = op.get_bind().execute(sa.text('SELECT id FROM t'))\nop.execute(rows)\nfor row in rows:\n    op.execute('DELETE FROM t')")));
  expect(steps).toEqual([
    'SELECT id FROM t',
    'unread: The rows of a query decide it; Phasewise does not execute migrations to read them.',
    'DELETE FROM t',
  ]);
});

test('a function of the project may do anything, even where only its value is wanted', () => {
  const head = 'import os, uuid\nfrom app.migrations import schema_of';
  expect(told(upgradeOf(fileWith("schema = schema_of('shop')\nname = os.path.join('a', 'b')\nid = uuid.uuid4()\nop.drop_table('t', schema=schema)", head)))).toEqual([
    'unread: Phasewise does not know what app.migrations.schema_of is.',
    'unread: Phasewise does not know what app.migrations.schema_of is.',
  ]);
});

test('values of a connection stand in its SQL; the raw form knows no parameters', () => {
  expect(told(upgradeOf(fileWith("c = op.get_bind()\nc.execute(sa.text('UPDATE t SET a = :a, b = :b'), {'a': \"it's\", 'b': None})\nc.exec_driver_sql(\"UPDATE t SET a = ':a'\")"))))
    .toEqual(["UPDATE t SET a = 'it''s', b = NULL", "UPDATE t SET a = ':a'"]);
});

test('an autocommit block is two boundaries', () => {
  expect(told(upgradeOf(fileWith("with op.get_context().autocommit_block():\n    op.create_index('ix', 't', ['a'], postgresql_concurrently=True)\nop.drop_table('u')")))).toEqual([
    'leave transaction', 'CREATE INDEX CONCURRENTLY ix ON t (a)', 'enter transaction', 'DROP TABLE u',
  ]);
});

test('imports are followed, not assumed', () => {
  const read = (text: string) => told(upgradeOf(`revision = 'x'\n${text}`));
  expect(read("from alembic import op as o\nfrom sqlalchemy import Column, types as ty\nimport sqlalchemy.dialects.postgresql as pg\nfrom sqlalchemy.dialects.postgresql import JSONB\ndef upgrade():\n    o.add_column('t', Column('c', ty.Integer()))\n    o.add_column('t', Column('d', pg.INET))\n    o.add_column('t', Column('e', JSONB()))\n"))
    .toEqual(['ALTER TABLE t ADD COLUMN c INTEGER', 'ALTER TABLE t ADD COLUMN d INET', 'ALTER TABLE t ADD COLUMN e JSONB']);
  expect(read("from app import op\ndef upgrade():\n    op.drop_table('t')\n")).toEqual(['unread: Phasewise does not know what app.op.drop_table is.']);
  expect(read("def upgrade(op):\n    op.drop_table('t')\n")).toEqual(['DROP TABLE t']);
  expect(read("from alembic import op\ndef upgrade(engine):\n    op.execute(engine)\n")).toEqual(['unread: What engine is, its caller decides.']);
});

test('a constant that the module changes is not trusted', () => {
  const head = "NAMES = ['a']\nNAMES.append('b')";
  expect(told(upgradeOf(fileWith("op.create_index('ix', 't', NAMES)", head)))).toEqual(['unread: NAMES is changed here by a call; Phasewise does not execute migrations to read them.']);
});

test('a type that asks the server first is made under that condition', () => {
  const steps = upgradeOf(fileWith("e = postgresql.ENUM('a', name='mood', schema='s')\ne.create(op.get_bind())\nsa.Enum(name='mood').drop(op.get_bind(), checkfirst=True)"));
  expect(steps.map((step) => step.kind === 'statement' && [step.sql.text, step.when])).toEqual([
    ["CREATE TYPE s.mood AS ENUM ('a')", { kind: 'not', of: { kind: 'exists', object: { type: 'type', name: 'mood', schema: 's' } } }],
    ['DROP TYPE mood', { kind: 'exists', object: { type: 'type', name: 'mood' } }],
  ]);
});

test('a type is created once in each script', () => {
  const create = "op.create_table('%', sa.Column('e', sa.Enum('a', name='mood')))";
  const text = fileWith(`${create.replace('%', 't')}\n${create.replace('%', 'u')}`);
  expect(told(upgradeOf(text)).filter((sql) => sql.startsWith('CREATE TYPE'))).toEqual(["CREATE TYPE mood AS ENUM ('a')"]);
});
