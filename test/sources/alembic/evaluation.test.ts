import { expect, test } from 'vitest';
import { causeOf, fileWith, readProject, statementsIn, told, unreadIn, upgradeOf } from './reading.ts';

test.each([
  ['a constant in an f-string', "op.execute(f'DROP TABLE {TABLE}')", ['DROP TABLE orders']],
  ['format', "op.execute('DROP TABLE {} {kind}'.format(TABLE, kind='CASCADE'))", ['DROP TABLE orders CASCADE']],
  ['percent', "op.execute('DROP TABLE %s; SELECT %(n)d' % {'n': 1}) if False else op.execute('DROP TABLE %s' % TABLE)", ['DROP TABLE orders']],
  ['a dedented text', "import textwrap\nop.execute(textwrap.dedent('  DROP TABLE t').strip())", ['DROP TABLE t']],
  ['join over a comprehension', "op.execute('DROP TABLE ' + ', '.join(f'{n}_old' for n in ('a', 'b') if n != 'b'))", ['DROP TABLE a_old']],
  ['a loop over a list', "for name in ['a', 'b']:\n    op.drop_table(name)", ['DROP TABLE a', 'DROP TABLE b']],
  ['a loop over pairs', "for table, column in (('t', 'a'), ('u', 'b')):\n    op.drop_column(table, column)", ['ALTER TABLE t DROP COLUMN a', 'ALTER TABLE u DROP COLUMN b']],
  ['a loop over a dict', "for table, columns in {'t': ['a', 'b']}.items():\n    for column in columns:\n        op.drop_column(table, column)", ['ALTER TABLE t DROP COLUMN a', 'ALTER TABLE t DROP COLUMN b']],
  ['continue and break', "for name in ['a', 'b', 'c', 'd']:\n    if name == 'b':\n        continue\n    if name == 'd':\n        break\n    op.drop_table(name)", ['DROP TABLE a', 'DROP TABLE c']],
  ['a range', "for i in range(2):\n    op.drop_table(f't_{i}')", ['DROP TABLE t_0', 'DROP TABLE t_1']],
  ['arithmetic of whole numbers', "op.execute(f'SELECT {(24 + 168) // 2}, {-7 // 2}, {-7 % 3}, {2 ** 5}')", ['SELECT 96, -4, 2, 32']],
  ['a list that grows', "names = []\nfor name in ['a', 'b']:\n    names.append(name)\nfor name in names:\n    op.drop_table(name)", ['DROP TABLE a', 'DROP TABLE b']],
  ['a helper with a default and a keyword', "drop('a')\ndrop('b', schema='s')", ['DROP TABLE a', 'DROP TABLE s.b']],
  ['a helper that returns', "op.add_column('t', flag('c'))", ['ALTER TABLE t ADD COLUMN c BOOLEAN']],
  ['a choice that is known', "op.drop_table('a' if TABLE == 'orders' else 'b')", ['DROP TABLE a']],
  ['a test that is known', "if TABLE in ('x', 'y') or not TABLE:\n    op.drop_table('a')\nelif op.get_bind().dialect.name in ('postgresql', 'sqlite'):\n    op.drop_table('b')", ['DROP TABLE b']],
  ['offline mode', "from alembic import context\nif not context.is_offline_mode():\n    op.drop_table('a')", ['DROP TABLE a']],
  ['a nested function', "def inner(name):\n    op.drop_table(name)\ninner('a')", ['DROP TABLE a']],
  ['an enum class by its names', "op.add_column('t', sa.Column('c', sa.Enum(Mood, native_enum=False)))", ['ALTER TABLE t ADD COLUMN c VARCHAR(5)']],
  ['an enum class by its values', "sa.Enum(Mood, name='mood', values_callable=lambda x: [e.value for e in x]).create(op.get_bind(), checkfirst=False)", ["CREATE TYPE mood AS ENUM ('glad', 'low')"]],
  ['a member of an enum', "op.execute(f\"UPDATE t SET a = '{Mood.HAPPY.value}'\")", ["UPDATE t SET a = 'glad'"]],
  ['a type with an implementation', "op.add_column('t', sa.Column('c', Zoned()))", ['ALTER TABLE t ADD COLUMN c TIMESTAMP WITHOUT TIME ZONE']],
  ['types of known libraries', "import sqlmodel\nop.add_column('t', sa.Column('c', sqlmodel.sql.sqltypes.AutoString(length=9)))", ['ALTER TABLE t ADD COLUMN c VARCHAR(9)']],
  ['an ORM session executes on the same connection', "from sqlalchemy.orm import Session\ns = Session(bind=op.get_bind())\ns.execute(text('DELETE FROM t'))\ns.commit()", ['DELETE FROM t']],
  ['a commit of the connection', "op.get_bind().commit()\nop.drop_table('a')", ['leave transaction', 'enter transaction', 'DROP TABLE a']],
  ['a function that returns early', "def early():\n    op.drop_table('a')\n    return\n    op.drop_table('b')\nearly()\nop.drop_table('c')", ['DROP TABLE a', 'DROP TABLE c']],
])('%s is followed', (_, body, sql) => {
  const head = `import enum
TABLE = 'orders'
class Mood(str, enum.Enum):
    HAPPY = 'glad'
    SAD = 'low'
class Zoned(sa.types.TypeDecorator):
    impl = sa.DateTime
def drop(name, schema=None):
    op.drop_table(name, schema=schema)
def flag(name):
    kind = sa.Boolean()
    return sa.Column(name, kind)
`;
  expect(told(upgradeOf(fileWith(body, head)))).toEqual(sql);
});

test.each([
  ['t.update().where(t.c.b == 5).values(a=None)', 'UPDATE t SET a=NULL WHERE t.b = 5'],
  ["sa.update(t).where(t.c.b.is_(None), t.c.a != 'x').values({t.c.b: t.c.b + 1, 'a': sa.func.now()})", "UPDATE t SET a=now(), b=(t.b + 1) WHERE t.b IS NULL AND t.a != 'x'"],
  ["t.delete().where(~t.c.b.in_([1, 2]))", 'DELETE FROM t WHERE (t.b NOT IN (1, 2))'],
  ["sa.delete(t).where(sa.or_(t.c.a.like('x%'), t.c.b > 1))", "DELETE FROM t WHERE t.a LIKE 'x%' OR t.b > 1"],
  ["t.insert().values(b=1, a=\"it's\")", "INSERT INTO t (a, b) VALUES ('it''s', 1)"],
  ["sa.insert(t).values([{'a': 'x'}, {'a': 'y'}])", "INSERT INTO t (a) VALUES ('x'), ('y')"],
  ["sa.insert(t).from_select(['b'], sa.select(u.c.id).where(u.c.id == 1))", 'INSERT INTO t (b) SELECT s.u.id \nFROM s.u \nWHERE s.u.id = 1'],
  ['t.update().values(b=sa.select(u.c.id).scalar_subquery())', 'UPDATE t SET b=(SELECT s.u.id \nFROM s.u)'],
  ['t.update().where(t.c.a == u.c.id).values(b=1)', 'UPDATE t SET b=1 FROM s.u WHERE s.u.id = t.a'],
  ['t.delete().where(t.c.a == u.c.id)', 'DELETE FROM t USING s.u WHERE s.u.id = t.a'],
  ['t.update().values(b=sa.select(u.c.id).where(u.c.id == t.c.b).scalar_subquery())', 'UPDATE t SET b=(SELECT s.u.id \nFROM s.u \nWHERE s.u.id = t.b)'],
  ['t.update().where(sa.or_(t.c.a == 1, t.c.b == 2)).where(~(t.c.a == 3)).values(a=1)', 'UPDATE t SET a=1 WHERE (t.a = 1 OR t.b = 2) AND t.a != 3'],
  ["t.update().values(a=sa.case((t.c.b == 1, 'x'), else_='y'))", "UPDATE t SET a=CASE WHEN (t.b = 1) THEN 'x' ELSE 'y' END"],
  ["t.delete().where(t.c.a.startswith('x'))", "DELETE FROM t WHERE (t.a LIKE 'x' || '%')"],
  ['sa.update(Row).values(b=1).where(Row.kind == 2)', 'UPDATE rows SET b=1 WHERE rows.type = 2'],
])('%s is %s', (construct, sql) => {
  const head = `t = sa.table('t', sa.column('a'), sa.column('b'))
u = sa.Table('u', sa.MetaData(), sa.Column('id', sa.Integer), schema='s')
class Row(Base):
    __tablename__ = 'rows'
    b = sa.Column(sa.Integer)
    kind = sa.Column('type', sa.Integer)
`;
  expect(told(upgradeOf(fileWith(`op.execute(${construct})`, `from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n${head}`)))).toEqual([sql]);
});

test('a column that its table is not described with stops Alembic, and us', () => {
  expect(told(upgradeOf(fileWith("op.execute(sa.table('t', sa.column('a')).update().values(b=1))")))).toEqual(['unread: Alembic stops here: the table is described without the column b.']);
});

test('what the server is asked becomes a condition, and both branches are read', () => {
  const ask = "inspector = sa.inspect(op.get_bind())\nif 'c' not in [x['name'] for x in inspector.get_columns('t')]:\n    op.add_column('t', sa.Column('c', sa.Integer()))\nelse:\n    op.drop_table('a')";
  const column = { kind: 'exists', object: { type: 'column', of: 't', name: 'c' } };
  expect(statementsIn(upgradeOf(fileWith(ask))).map(({ sql, when }) => [sql.text, when])).toEqual([
    ['ALTER TABLE t ADD COLUMN c INTEGER', { kind: 'not', of: column }],
    ['DROP TABLE a', column],
  ]);
});

test.each([
  ["sa.inspect(bind).has_table('u', schema='s')", { type: 'relation', name: 'u', schema: 's' }],
  ["'u' in sa.inspect(bind).get_table_names()", { type: 'relation', name: 'u' }],
  ["bind.dialect.has_table(bind, 'u')", { type: 'relation', name: 'u' }],
  ["'ix' in {i['name'] for i in sa.inspect(bind).get_indexes('t')}", { type: 'index', name: 'ix' }],
  ["any(c['name'] == 'x' for c in sa.inspect(bind).get_columns('t'))", { type: 'column', of: 't', name: 'x' }],
  ["'fk' in [f['name'] for f in sa.inspect(bind).get_foreign_keys('t')]", { type: 'constraint', of: 't', name: 'fk' }],
])('%s asks whether something exists', (question, object) => {
  const [statement] = statementsIn(upgradeOf(fileWith(`bind = op.get_bind()\nif ${question}:\n    op.drop_table('a')`)));
  expect(statement?.when).toEqual({ kind: 'exists', object });
});

test('where one branch leaves, what follows runs only under the other', () => {
  const steps = statementsIn(upgradeOf(fileWith("if sa.inspect(op.get_bind()).has_table('u'):\n    return\nop.drop_table('a')")));
  expect(steps.map(({ sql, when }) => [sql.text, when])).toEqual([['DROP TABLE a', { kind: 'not', of: { kind: 'exists', object: { type: 'relation', name: 'u' } } }]]);
});

test('a decorator that only wraps a function is followed', () => {
  const head = `import functools
from alembic import context
def online(func):
    '''Not offline.'''
    @functools.wraps(func)
    def inner(*args, **kwargs):
        if context.is_offline_mode():
            return
        return func(*args, **kwargs)
    return inner
@online
def maybe(name, schema=None):
    if not sa.inspect(op.get_bind()).has_table(name):
        op.create_table(name, schema=schema)
@unheard_of
def other():
    pass
`;
  const steps = upgradeOf(fileWith("maybe('a', schema='s')\nother()", head));
  expect(told(steps)).toEqual(['CREATE TABLE s.a (\n)', 'unread: Its value is decided while Python runs; Phasewise does not execute migrations to read them.']);
  expect(statementsIn(steps)[0]?.when).toEqual({ kind: 'not', of: { kind: 'exists', object: { type: 'relation', name: 'a' } } });
});

test('a helper that leaves early leaves its caller as it was', () => {
  const head = "def maybe():\n    if sa.inspect(op.get_bind()).has_table('u'):\n        return\n    op.drop_table('a')\n";
  expect(statementsIn(upgradeOf(fileWith("maybe()\nop.drop_table('b')", head))).map(({ when }) => when.kind)).toEqual(['not', 'always']);
});

test('conditions of Python alone are said to be undecidable, and loops of unknown length repeat', () => {
  const [first, second, third] = statementsIn(upgradeOf(fileWith("rows = op.get_bind().execute(text('SELECT id FROM t')).fetchall()\nif rows:\n    for row in rows:\n        op.execute('DELETE FROM u')")));
  expect([first?.when.kind, first?.repeats]).toEqual(['always', false]);
  expect(second).toMatchObject({ when: { kind: 'undecidable', reason: 'The rows of a query decide whether this runs.' }, repeats: true });
  expect(third).toBeUndefined();
});

test('a function that returns inside a `with` of the project has returned before it, too', () => {
  const head = `from contextlib import contextmanager
@contextmanager
def held():
    yield
def name():
    if nobody():
        return 'a'
    with held():
        return 'b'
def only():
    with held():
        return 'c'
`;
  expect(told(upgradeOf(fileWith('op.drop_table(only())\nop.drop_table(name())', head)))).toEqual(['DROP TABLE c', 'unread: What this function returns is decided while Python runs.']);
});

test('what is tried may not happen', () => {
  expect(statementsIn(upgradeOf(fileWith("try:\n    op.drop_table('a')\nexcept Exception:\n    pass\nop.drop_table('b')"))).map(({ when }) => when.kind)).toEqual(['undecidable', 'always']);
});

test('what stands under suppress() may not happen, and what comes after it does', () => {
  const steps = statementsIn(upgradeOf(fileWith("from contextlib import suppress\nwith suppress(Exception):\n    op.drop_table('a')\n    name = 'b'\nop.drop_table('c')\nop.drop_table(name)")));
  expect(steps.map(({ sql, when }) => [sql.text, when.kind])).toEqual([['DROP TABLE a', 'undecidable'], ['DROP TABLE c', 'always']]);
});

test('what is tried and raised again happens, or nothing does', () => {
  const body = "try:\n    op.drop_table('a')\nexcept Exception as e:\n    print(e)\n    raise\nfinally:\n    op.drop_table('b')";
  expect(statementsIn(upgradeOf(fileWith(body))).map(({ sql, when }) => [sql.text, when.kind])).toEqual([['DROP TABLE a', 'always'], ['DROP TABLE b', 'always']]);
});

test.each([
  "'DELETE FROM a; ' + part",
  "part + '; DELETE FROM a'",
  "'DELETE FROM a; %s' % part",
  "'DELETE FROM a; {}'.format(part)",
])('a part of a text is not taken for all of it: %s', (whole) => {
  const body = `for row in op.get_bind().execute(text('SELECT 1')):\n    part = f'DELETE FROM t WHERE x = {row.x}'\n    op.execute(${whole})`;
  expect(told(upgradeOf(fileWith(body)))).toEqual(['SELECT 1', 'unread: The value of this f-string is decided while Python runs; Phasewise does not execute migrations to read them.']);
});

test('what an environment variable is part of is not told by what the part is', () => {
  const [statement] = statementsIn(upgradeOf(fileWith("import os\nif os.environ.get('X', '') + 'a' == 'a':\n    op.drop_table('a')")));
  expect(statement?.when).toMatchObject({ kind: 'undecidable', reason: 'Whether this runs is decided while Python runs; Phasewise does not execute migrations to read them.' });
});

test('a value that a query or the environment gives stands in for itself: judged, not run', () => {
  const body = "import os\nbind = op.get_bind()\nfor row in bind.execute(text('SELECT id FROM t')):\n    bind.execute(text('UPDATE t SET a = 1 WHERE id = :id'), {'id': row.id})\nop.drop_table('a', schema=os.getenv('SCHEMA', 'app'))";
  const steps = statementsIn(upgradeOf(fileWith(body)));
  expect(steps.map(({ sql, standIns }) => [sql.text, standIns.map(({ start, end }) => sql.text.slice(start, end))])).toEqual([
    ['SELECT id FROM t', []],
    ['UPDATE t SET a = 1 WHERE id = $1', ['$1']],
    ['DROP TABLE app.a', ['app']],
  ]);
});

test.each([
  ["f\"UPDATE t SET a = '{row.a}' WHERE id = {row.id}\"", "UPDATE t SET a = '$1' WHERE id = $1"],
  ["text(f'DELETE FROM t WHERE id = {row[0]} AND b = :b').bindparams(b=2)", 'DELETE FROM t WHERE id = $1 AND b = 2'],
  ['f"UPDATE {row.table} SET a = 1"', undefined],
  ['f\'UPDATE "{row.table}" SET a = 1\'', undefined],
  ['f"DELETE FROM t_{row.id}"', undefined],
  ['f"DELETE FROM t WHERE {row.condition} 1"', undefined],
  ["f\"DROP TABLE t; DELETE FROM u WHERE a = '{row.a}'\"", undefined],
  ["f\"DO $$ BEGIN DELETE FROM t WHERE a = '{row.a}'; END $$\"", undefined],
])('values that a query gave stand in for themselves in %s, names do not', (python, sql) => {
  const steps = upgradeOf(fileWith(`c = op.get_bind()\nfor row in c.execute(text('SELECT * FROM t')):\n    c.execute(${python})`));
  expect(told(steps)).toEqual(['SELECT * FROM t', sql ?? 'unread: The value of this f-string is decided while Python runs; Phasewise does not execute migrations to read them.']);
  expect(statementsIn(steps).at(-1)?.standIns.length).toBe(sql === undefined ? 0 : sql.split('$1').length - 1);
});

test('what a helper returns is known wherever it is called', () => {
  const head = "def kind(wide):\n    if wide:\n        return sa.Text()\n    return sa.String(9)\n";
  const body = "if sa.inspect(op.get_bind()).has_table('u'):\n    names = []\n    names.append('a')\n    op.add_column('t', sa.Column('c', kind(False)))";
  expect(told(upgradeOf(fileWith(body, head)))).toEqual(['ALTER TABLE t ADD COLUMN c VARCHAR(9)']);
});

test('a column is compared with what a query gave, key by key', () => {
  const head = "t = sa.table('t', sa.column('id'), sa.column('a'))";
  const body = "c = op.get_bind()\nfor row in c.execute(text('SELECT id, a FROM t')):\n    c.execute(t.update().where(t.c.id == row.id).values(a=row.a + 1))";
  expect(told(upgradeOf(fileWith(body, head)))).toEqual(['SELECT id, a FROM t', 'UPDATE t SET a=$1 WHERE t.id = $1']);
});

test('a test of what the environment says is not decided by its default', () => {
  const steps = statementsIn(upgradeOf(fileWith("import os\nif os.getenv('MODE', 'small') == 'small':\n    op.drop_table('a')\nelse:\n    op.drop_table('b')")));
  expect(steps.map(({ when }) => when.kind)).toEqual(['undecidable', 'not']);
});

test.each([
  "os.getenv('MODE', 'Small').lower() == 'small'", "os.getenv('MODE', 'small').startswith('s')", "os.getenv('MODE', 'small').endswith('l')",
  "os.getenv('MODE', 'small').split('m')[0] == 's'", "os.getenv('MODE', 'small').replace('s', 't') == 'tmall'", "len(os.getenv('MODES', 'a,b').split(',')) > 1", "os.getenv('MODE', ' small ').strip() == 'small'",
  "'ma' in os.getenv('MODE', 'small')", "os.getenv('MODE', 'small') in ('small', 'large')", "'{}'.format(os.getenv('MODE', 'small')) == 'small'", "int(os.getenv('PARTS', '1')) > 0", "str(int(os.getenv('PARTS', 1))) == '1'",
  "os.getenv('MODE', 'small')[0] == 's'", "bool(os.getenv('MODE', 'small'))", "json.dumps(os.getenv('MODE', 'small')) == '\"small\"'", "','.join([os.getenv('MODE', 'small')]) == 'small'", "sorted([os.getenv('MODE', 'small'), 'm'])[0] == 'm'",
])('nor by a part of it, or what becomes of it: %s', (test) => {
  const steps = statementsIn(upgradeOf(fileWith(`import os, json\nif ${test}:\n    op.drop_table('a')`)));
  expect(steps.map(({ when }) => when.kind)).toEqual(['undecidable']);
});

test('what is made of the default of a variable is not run', () => {
  const body = "import os, textwrap\nschema = os.getenv('SCHEMA', 'App')\nop.execute(f'DROP TABLE {schema.lower()}.t')\nop.execute(textwrap.dedent(f'  DROP TABLE {schema}.t'))\nop.drop_table(schema.title())\nop.execute('DROP TABLE {}.t'.format(schema))\nop.bulk_insert(sa.table('t', sa.column('a', sa.JSON())), [{'a': {'of': schema}}])";
  expect(statementsIn(upgradeOf(fileWith(body))).map(({ standIns }) => standIns.length > 0)).toEqual([true, true, true, true, true]);
});

test('a name that Python changes in a branch is not known after it', () => {
  expect(told(upgradeOf(fileWith("name = 'a'\nif op.get_bind().execute(text('SELECT 1')).scalar():\n    name = 'b'\nop.drop_table(name)")))).toEqual([
    'SELECT 1', 'unread: Whether this runs is decided while Python runs; Phasewise does not execute migrations to read them.',
  ]);
});

test('objects of the ORM write rows that nobody knows', () => {
  const body = "from sqlalchemy.orm import Session\ns = Session(bind=op.get_bind())\nfor user in s.query(User):\n    user.name = 'x'\ns.add(User())\ns.commit()";
  const gaps = unreadIn(upgradeOf(fileWith(body, 'class User: pass\n')));
  expect(gaps.map(({ reason, reach }) => [reason, reach])).toEqual([
    ['Python changes an object here; which rows that writes is decided while it runs.', 'rows'],
    ['Which rows add() writes is decided while Python runs.', 'rows'],
  ]);
});

test('a list is what IN takes, or an array; JSON is written as Python writes it', () => {
  const body = "import json\nc = op.get_bind()\nc.execute(text('DELETE FROM t WHERE a IN :a AND b = ANY(:b)').bindparams(sa.bindparam('a', expanding=True)), {'a': [1, 2], 'b': ['x']})\nc.execute(text('UPDATE t SET c = :c'), {'c': json.dumps({'k': [True, None]})})";
  expect(told(upgradeOf(fileWith(body)))).toEqual(["DELETE FROM t WHERE a IN (1, 2) AND b = ANY(ARRAY['x'])", "UPDATE t SET c = '{\"k\": [true, null]}'"]);
});

test('a connection that commits each statement leaves the transaction', () => {
  const body = "bind = op.get_bind()\nwith bind.engine.connect().execution_options(isolation_level='AUTOCOMMIT') as other:\n    other.execute(text('VACUUM t'))";
  expect(told(upgradeOf(fileWith(body)))).toEqual(['leave transaction', 'VACUUM t', 'enter transaction']);
});

test('what libraries do without a connection is nothing to a database', () => {
  const world = readProject({}, "from alembic import op\nimport redis, pathlib, requests\nrevision = 'a'\ndef upgrade():\n    redis.from_url('x').delete('y')\n    pathlib.Path('z').mkdir()\n    requests.get('u').raise_for_status()\n    op.drop_table('t')\n");
  expect(told(world[0]?.upgrade.steps ?? [])).toEqual(['DROP TABLE t']);
});

test.each([
  ["from alembic_utils.pg_function import PGFunction\nthing = PGFunction(schema='public', signature='touch()', definition=made())", [{ type: 'function', name: 'touch' }]],
  ["from alembic_utils.pg_view import PGView\nthing = PGView(schema='public', signature='active', definition=made())", [{ type: 'relation', name: 'active' }]],
  ["from alembic_utils.pg_extension import PGExtension\nthing = PGExtension(schema=made(), signature='citext')", 'nothing'],
])('an entity of alembic_utils reaches no further than its name: %s', (head, reach) => {
  expect(unreadIn(upgradeOf(fileWith('op.create_entity(thing)', head))).map((gap) => gap.reach)).toEqual([reach]);
});

test('an enum that a plugin changes reaches its type and the tables that use it', () => {
  const body = "op.sync_enum_values('public', 'mood', [a()], [TableReference(table_name='t', column_name='c')])";
  expect(unreadIn(upgradeOf(fileWith(body, 'from alembic_postgresql_enum import TableReference\n'))).map(({ reach }) => reach)).toEqual([
    [{ type: 'type', schema: 'public', name: 'mood' }, { type: 'relation', schema: 'public', name: 't' }],
  ]);
});

test.each([
  ["drop('a', *more)", ['unread: What schema is, its caller decides.']],
  ["drop('a', **more)", ['unread: What schema is, its caller decides.']],
  ["drop('a', **more, schema='s')", ['DROP TABLE s.a']],
  ["passed('a', *more)", ['unread: What name is, its caller decides.']],
  ["passed('a', **more)", ['unread: What schema is, its caller decides.']],
  ["passed('a', *['s'])", ['DROP TABLE s.a']],
  ["asked(**more)", ['unread: Which keywords this gives is decided while Python runs.']],
  ["asked(**{'name': 'b'})", ['DROP TABLE b']],
])('what a helper may be given beside what is known may take the place of its defaults: %s', (call, sql) => {
  const head = `from app import more
def drop(name, schema=None):
    op.drop_table(name, schema=schema)
def passed(*args, **options):
    drop(*args, **options)
def asked(**options):
    op.drop_table(options.get('name', 'a'))
`;
  expect(told(upgradeOf(fileWith(call, head)))).toEqual(sql);
});

test('a list of as many values as Python alone knows is neither empty nor full', () => {
  const [statement] = statementsIn(upgradeOf(fileWith("if [*more]:\n    op.drop_table('a')", 'from app import more\n')));
  expect(statement?.when.kind).toBe('undecidable');
});

test('a name that nobody defines is told where it is returned', () => {
  expect(told(upgradeOf(fileWith('return nowhere()')))).toEqual(['unread: `nowhere` is not defined in this file.']);
});

test('a helper that calls itself is not followed for ever', () => {
  const gaps = unreadIn(upgradeOf(fileWith('again()', 'def again():\n    again()\n')));
  expect(gaps.map(({ reason }) => reason)).toEqual(['again() calls itself too often to be followed.']);
});

test('a helper that goes down what only Python knows is read once', () => {
  const computes = "def rows(value):\n    found = []\n    for part in value:\n        found.extend(rows(part))\n        found.extend(rows(part))\n    return found\n";
  expect(told(upgradeOf(fileWith("for row in op.get_bind().execute(text('SELECT a FROM t')):\n    rows(row.a)\nop.drop_table('t')", computes)))).toEqual(['SELECT a FROM t', 'DROP TABLE t']);
  const sends = "def walk(value):\n    op.execute('DELETE FROM u')\n    if value:\n        walk(value.next)\n";
  expect(told(upgradeOf(fileWith("walk(op.get_bind().execute(text('SELECT a FROM t')).first())", sends)))).toEqual([
    'SELECT a FROM t', 'DELETE FROM u', 'unread: How often walk() calls itself is decided while Python runs.',
  ]);
});

test('what a comprehension over rows does is done for each of them', () => {
  const body = "c = op.get_bind()\ngone = [c.execute(text('DELETE FROM u WHERE id = :id'), {'id': row.id}) for row in c.execute(text('SELECT id FROM t'))]";
  expect(statementsIn(upgradeOf(fileWith(body))).map(({ sql, repeats }) => [sql.text, repeats])).toEqual([['SELECT id FROM t', false], ['DELETE FROM u WHERE id = $1', true]]);
});

test('a statement of a helper points at the helper, each part at what was written', () => {
  const text = fileWith("drop('orders')", 'def drop(name):\n    op.drop_table(name)\n');
  const [statement] = statementsIn(upgradeOf(text));
  expect(statement && causeOf(text, statement, 'orders')).toBe('orders');
  expect(statement && causeOf(text, statement, 'DROP TABLE')).toBe('op.drop_table');
});

test('constants, enums, types and functions of the project are followed into their modules, and shown where the revision calls', () => {
  const revision = "from alembic import op\nimport sqlalchemy as sa\nfrom shop import names\nfrom shop.helpers import drop\nfrom shop.kinds import Kind, Guid\nrevision = 'a'\ndef upgrade():\n    drop(names.TABLE)\n    op.add_column('t', sa.Column('k', sa.Enum(Kind, name='kind')))\n    op.add_column('t', sa.Column('g', Guid()))\n";
  const [migration] = readProject({
    '/r/src/shop/__init__.py': '',
    '/r/src/shop/names.py': "TABLE = 'orders'\n",
    '/r/src/shop/helpers.py': "from alembic import op\nfrom .names import TABLE as FIRST\ndef drop(name):\n    op.execute(f'LOCK TABLE {FIRST}')\n    op.drop_table(name)\n",
    '/r/src/shop/kinds.py': 'import enum\nfrom sqlalchemy import types\nclass Kind(enum.Enum):\n    a = 1\nclass Guid(types.TypeDecorator):\n    impl = types.Uuid\n',
  }, revision);
  expect(migration && told(migration.upgrade.steps)).toEqual([
    'LOCK TABLE orders', 'DROP TABLE orders', 'ALTER TABLE t ADD COLUMN k kind', 'ALTER TABLE t ADD COLUMN g UUID',
  ]);
  const places = statementsIn(migration?.upgrade.steps ?? []).flatMap(({ sql, call }) => [...sql.pieces.map(({ from }) => from), ...(call ? [call.place] : [])]);
  expect(new Set(places.map(({ path }) => path))).toEqual(new Set(['/r/m/versions/a.py']));
  expect(revision.slice(places[0]?.span.start, places[0]?.span.end)).toBe('drop(names.TABLE)');
  expect(migration?.reads.map(({ path }) => path).toSorted()).toEqual(['/r/m/versions/a.py', '/r/src/shop/__init__.py', '/r/src/shop/helpers.py', '/r/src/shop/kinds.py', '/r/src/shop/names.py']);
});

test.each([
  ['chooses for PostgreSQL', "class T(types.TypeDecorator):\n    impl = types.CHAR\n    def load_dialect_impl(self, dialect):\n        if dialect.name == 'postgresql':\n            return dialect.type_descriptor(UUID())\n        else:\n            return dialect.type_descriptor(types.CHAR(32))\n", 'UUID'],
  ['falls back on its implementation', "class T(types.TypeDecorator):\n    impl = types.BigInteger\n    def load_dialect_impl(self, dialect):\n        return self.impl\n", 'BIGINT'],
  ['inherits its implementation', 'class Base(types.TypeDecorator):\n    impl = types.JSON\nclass T(Base):\n    pass\n', 'JSON'],
  ['spells itself', "class T(types.UserDefinedType):\n    def get_col_spec(self, **kw):\n        return 'TSVECTOR'\n", 'TSVECTOR'],
  ['is another by a name of its own', 'class T(types.Unicode):\n    cache_ok = True\n', 'VARCHAR'],
])('a type of the project %s', (_, source, sql) => {
  const revision = "from alembic import op\nimport sqlalchemy as sa\nimport shop.kinds\nrevision = 'a'\ndef upgrade():\n    op.add_column('t', sa.Column('c', shop.kinds.T()))\n";
  const [migration] = readProject({ '/r/shop/kinds.py': `from sqlalchemy import types\nfrom sqlalchemy.dialects.postgresql import UUID\n${source}` }, revision);
  expect(migration && told(migration.upgrade.steps)).toEqual([`ALTER TABLE t ADD COLUMN c ${sql}`]);
});

test('what a type is on the server stays unread where the environment decides it', () => {
  const revision = "from alembic import op\nimport sqlalchemy as sa\nfrom shop.kinds import T\nrevision = 'a'\ndef upgrade():\n    op.add_column('t', sa.Column('c', T()))\n";
  const kinds = "import os\nfrom sqlalchemy import types\nclass T(types.TypeDecorator):\n    impl = types.CHAR\n    def load_dialect_impl(self, dialect):\n        if os.getenv('WIDE', 'no') == 'yes':\n            return dialect.type_descriptor(types.Text())\n        return dialect.type_descriptor(types.CHAR(32))\n";
  const [migration] = readProject({ '/r/shop/kinds.py': kinds }, revision);
  expect(migration && told(migration.upgrade.steps)).toEqual(['unread: Phasewise cannot read this column type. State "shop.kinds.T" = "…" under [alembic.types] in phasewise.toml.']);
});

test('a constant that a function of the module computes is known', () => {
  const head = "def prefixed(name, kind='shop'):\n    '''The name.'''\n    if kind is None:\n        return name\n    whole = f'{kind}_{name}'\n    return whole\nTABLE = prefixed('orders')\n";
  expect(told(upgradeOf(fileWith('op.drop_table(TABLE)', head)))).toEqual(['DROP TABLE shop_orders']);
});

test.each([
  ['global', "TABLE = 'orders'\ndef choose():\n    global TABLE\n    TABLE = 'users'\n", 'choose()\nop.drop_table(TABLE)', ['unread: TABLE gets another value here while Python runs; Phasewise does not execute migrations to read them.']],
  ['nonlocal', '', "table = 'orders'\ndef choose():\n    nonlocal table\n    table = 'users'\nchoose()\nop.drop_table(table)", ['unread: table gets another value here while Python runs; Phasewise does not execute migrations to read them.']],
  ['a name of its own', "TABLE = 'orders'\ndef choose():\n    TABLE = 'users'\n    return TABLE\n", 'choose()\nop.drop_table(TABLE)', ['DROP TABLE orders']],
])('what a function gives another name: %s', (_, head, body, expected) => {
  expect(told(upgradeOf(fileWith(body, head)))).toEqual(expected);
});

test('a constant means what the names in it meant where it was written', () => {
  const head = "A = 'orders'\nB = A\nC = list('ab')\nif B:\n    A = 'users'\ndef list(it):\n    return it\n";
  expect(told(upgradeOf(fileWith("op.drop_table(B)\nop.execute(f'{C}')", head)))).toEqual(['DROP TABLE orders', 'unread: The value of this f-string is decided while Python runs; Phasewise does not execute migrations to read them.']);
});

test('a revision has read the modules that its constants need, whoever asked for them before', () => {
  const using = (name: string, revision: string) => `from alembic import op\nfrom shop.names import ${name}\nrevision = '${revision}'\ndef upgrade():\n    op.drop_table(${name})\n`;
  const migrations = readProject({
    '/r/shop/names.py': "from .prefix import PREFIX\nfrom .other import OTHER\nTABLE = PREFIX + 'orders'\nPLAIN = 'plain'\nUNUSED = OTHER\n",
    '/r/shop/prefix.py': "PREFIX = 'shop_'\n", '/r/shop/other.py': "OTHER = 'x'\n",
    '/r/m/versions/b.py': using('TABLE', 'b'), '/r/m/versions/c.py': using('PLAIN', 'c'),
  }, using('TABLE', 'a'));
  expect(migrations.map(({ reads }) => reads.slice(1).map(({ path }) => path))).toEqual([
    ['/r/shop/names.py', '/r/shop/prefix.py'], ['/r/shop/names.py', '/r/shop/prefix.py'], ['/r/shop/names.py'],
  ]);
});

test('the naming convention of metadata that env.py imports names constraints', () => {
  const files = {
    '/r/m/env.py': "from alembic import context\nfrom shop import db\ndef run():\n    context.configure(target_metadata=db.Base.metadata)\n",
    '/r/shop/db.py': "from sqlalchemy import MetaData\nfrom sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase):\n    metadata = MetaData(naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s'})\n",
  };
  const [migration] = readProject(files, "from alembic import op\nrevision = 'a'\ndef upgrade():\n    op.create_unique_constraint(None, 't', ['a'])\n");
  expect(migration && told(migration.upgrade.steps)).toEqual(['ALTER TABLE t ADD CONSTRAINT uq_t_a UNIQUE (a)']);
});

test('metadata that nobody finds leaves an unnamed constraint to the server', () => {
  const files = { '/r/m/env.py': "from flask import current_app\nfrom alembic import context\ncontext.configure(target_metadata=current_app.extensions['migrate'].db.metadata)\n" };
  const [migration] = readProject(files, "from alembic import op\nrevision = 'a'\ndef upgrade():\n    op.create_unique_constraint(None, 't', ['a'])\n");
  expect(migration && told(migration.upgrade.steps)).toEqual(['ALTER TABLE t ADD UNIQUE (a)']);
});
