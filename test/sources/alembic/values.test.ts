import { describe, expect, test } from 'vitest';
import { fileWith, migrationIn, statementsIn, told, unreadIn, upgradeOf } from './reading.ts';

const UNKNOWN_CALL = 'unread: What this call gives is decided while Python runs.';

describe('lists, sets and dicts', () => {
  test.each([
    ["names = ['a', 'b', 'c']\nnames.remove('b')\nnames.insert(0, 'z')\nnames.reverse()\nfor name in names:\n    op.drop_table(name)", ['DROP TABLE c', 'DROP TABLE a', 'DROP TABLE z']],
    ["names = {'a'}\nnames.add('a')\nnames.add('b')\nnames.discard('c')\nfor name in names:\n    op.drop_table(name)", ['DROP TABLE a', 'DROP TABLE b']],
    ["names = ['a', 'b']\nop.drop_table(names.pop())\nop.drop_table(names.pop(0))\nif names:\n    op.drop_table('never')", ['DROP TABLE b', 'DROP TABLE a']],
    ["options = {'a': 1}\noptions['schema'] = 's'\noptions.update(if_exists=True)\noptions.pop('a')\nop.drop_table('t', **options)", ['DROP TABLE IF EXISTS s.t']],
    ["columns = {name: f'{name}_id' for name in ('a', 'b')}\nop.drop_table(columns['b'])", ['DROP TABLE b_id']],
    ["first, *others, last = 'a b c d'.split(' ')\nop.drop_table(first)\nfor name in others[1:]:\n    op.drop_table(name + last)", ['DROP TABLE a', 'DROP TABLE cd']],
    ["op.drop_table('orders_2'[:-2])\nop.drop_table('old_orders'[4:])", ['DROP TABLE orders', 'DROP TABLE orders']],
    ["op.execute(f\"SELECT '{[-2, 'a', None, True]}', {('x',)}, {False}\")", ["SELECT '[-2, 'a', None, True]', ('x',), False"]],
    ["op.execute('SELECT %s' % ['a', 1])", ["SELECT ['a', 1]"]],
    ["for name in {'a', 'b', 'a'}:\n    op.drop_table(name)", ['DROP TABLE a', 'DROP TABLE b']],
    ["for name in set(['a', 'a']):\n    op.drop_table(name)", ['DROP TABLE a']],
    ["for name in {n[:1] for n in ('ab', 'ac')}:\n    op.drop_table(name)", ['DROP TABLE a']],
    ["defaults = {'schema': 'a', 'if_exists': True}\nop.drop_table('t', **{**defaults, 'schema': 'b'})", ['DROP TABLE IF EXISTS b.t']],
    ["op.execute(f'SELECT {1.0}, {2.50}, {1e3}, {7}')", ['SELECT 1.0, 2.5, 1000.0, 7']],
  ])('%s is followed', (body, sql) => {
    expect(told(upgradeOf(fileWith(body)))).toEqual(sql);
  });

  describe('one that has several names', () => {
    const head = `NAMES = []
def collect(names, name):
    names.append(name)
def gather(name='a'):
    NAMES.append(name)
def asked(names):
    if nobody():
        return
    names.append('a')
def kept():
    return NAMES
`;
    const drop = (names: string) => `\nfor name in ${names}:\n    op.drop_table(name)`;

    test.each([
      [`names = []\ncollect(names, 'a')${drop('names')}`, ['a']],
      [`names = []\nothers = names\nothers.append('a')${drop('names')}`, ['a']],
      [`gather()\ngather('b')${drop('NAMES')}`, ['a', 'b']],
      [`gather()\nkept().append('c')${drop('kept()')}`, undefined],
      [`held = {}\nothers = held\nothers['a'] = 1${drop('held')}`, ['a']],
      [`held = {'x': []}\nheld['x'].append('a')${drop("held['x']")}`, undefined],
      [`lists = [[], []]\nfor names in lists:\n    names.append('a')\nfor names in lists:${drop('names').replaceAll('\n', '\n    ')}`, ['a', 'a']],
      [`names = ['a']\nothers = names\nothers += ['b']${drop('names')}`, ['a', 'b']],
      [`names = ('a',)\nothers = names\nothers += ('b',)${drop('names')}`, ['a']],
      [`names = ['a']\nothers = list(names)\nothers.append('b')\nmore = names.copy()\nmore.append('c')${drop('names')}`, ['a']],
      [`held = {'a': 1}\nothers = held.copy()\nothers['b'] = 1${drop('held')}`, ['a']],
      [`names = []\nothers = names\nif nobody():\n    others.append('a')${drop('names')}`, undefined],
      [`names = []\nif nobody():\n    collect(names, 'a')${drop('names')}`, undefined],
      [`names = []\nasked(names)${drop('names')}`, undefined],
      [`names = []\nfor row in op.get_bind().execute('SELECT 1'):\n    collect(names, row.name)${drop('names')}`, undefined],
      [`names = ['a', 'b']\nothers = names\ndel others[0]${drop('names')}`, undefined],
      [`if nobody():\n    gather()\nelse:\n    gather('b')${drop('NAMES')}`, undefined],
      [`names = []\nothers = [names.append(name) for name in ['a']]${drop('names')}`, undefined],
    ])('%s', (body, dropped) => {
      const steps = upgradeOf(fileWith(body, head));
      const drops = statementsIn(steps).flatMap(({ sql }) => (sql.text.startsWith('DROP') ? [sql.text.replace('DROP TABLE ', '')] : []));
      const isUnread = unreadIn(steps).length > 0;
      expect(isUnread ? undefined : drops).toEqual(dropped);
    });

    test('what an upgrade puts in, the downgrade does not find', () => {
      const file = fileWith(`gather()${drop('NAMES')}`, head).replace('def downgrade():\n    pass', 'def downgrade():\n    for name in NAMES:\n        op.drop_table(name)');
      const { upgrade, downgrade } = migrationIn(file);
      expect([told(upgrade.steps), 'steps' in downgrade && told(downgrade.steps)]).toEqual([['DROP TABLE a'], []]);
    });
  });

  test('of what happens only perhaps, or as often as rows decide, nobody knows what they hold; it sends nothing', () => {
    const body = "found = {}\nfor row in op.get_bind().execute(text('SELECT 1')):\n    found[row.id] = []\n    found[row.id].append(row.name)\nif row:\n    more = set()\nelse:\n    more = names\nmore.add('x')\nop.drop_table(found['a'])";
    expect(told(upgradeOf(fileWith(body, 'from app import names\n')))).toEqual(['SELECT 1', 'unread: How often this loop runs is decided while Python runs.']);
  });

  test('a method of the same name on what nobody knows may write rows, and one that no session has does not', () => {
    const steps = upgradeOf(fileWith('held = fetched()\nheld.append(1)\nheld = fetched()\nheld.add(1)', 'def fetched():\n    while True:\n        return found\n'));
    expect(unreadIn(steps).map(({ reason, reach }) => [reason, reach])).toEqual([['What this function returns is decided while Python runs.', 'rows']]);
  });

  test('a session stays a session in a loop that adds to it', () => {
    const body = "from sqlalchemy.orm import Session\nsession = Session(bind=op.get_bind())\nfor row in session.execute(text('SELECT 1')):\n    session.add(row)\nsession.execute(text('DELETE FROM t'))";
    expect(told(upgradeOf(fileWith(body)))).toEqual(['SELECT 1', 'unread: Which rows add() writes is decided while Python runs.', 'DELETE FROM t']);
  });

  test('a value that is popped from something unknown is unknown where it is used alone', () => {
    expect(told(upgradeOf(fileWith("from sqlalchemy.orm import Session\nnames = ['a' for row in op.get_bind().execute(text('SELECT 1'))]\nnames.pop()\nheld = {}\nheld.popitem()\nop.drop_table(held.popitem())")))).toEqual(['SELECT 1', UNKNOWN_CALL]);
  });
});

test.each([
  ["for i, name in enumerate(['a', 'b'], start=1):\n    op.drop_table(f'{name}_{i}')", ['DROP TABLE a_1', 'DROP TABLE b_2']],
  ["for i, name in enumerate(['a'], 7):\n    op.drop_table(f'{name}_{i}')", ['DROP TABLE a_7']],
])('a function of Python is computed with all that it is given: %s', (body, sql) => {
  expect(told(upgradeOf(fileWith(body)))).toEqual(sql);
});

test.each([
  "op.drop_table('a.b.c'.replace('.', '_', 1))",
  "op.drop_table('ab'.replace('', '_'))",
  "op.execute('SELECT %.2f' % 1.239)",
  "op.execute('SELECT %-5s, %s' % ('a', 'b'))",
  "op.execute('SELECT %s' % ('a', 'b'))",
  "op.execute('SELECT 5 %' % ())",
  "op.execute(f'SELECT {1.0 + 1}')",
  "for name in 'a,b,c'.split(',', maxsplit=1):\n    op.drop_table(name)",
  "for i, name in enumerate(['a'], len(more)):\n    op.drop_table(f'{name}_{i}')",
  "op.drop_table(f\"t_{int('10', 2)}\")",
  "if 'abc'.startswith('b', 1):\n    op.drop_table('a')\nelse:\n    op.drop_table('b')",
])('what else a function of Python takes is not left out: %s', (body) => {
  const steps = upgradeOf(fileWith(body, 'from app import more\n'));
  expect(statementsIn(steps).filter(({ when }) => when.kind === 'always')).toEqual([]);
  expect(steps).not.toEqual([]);
});

test.each([
  ["import sys\nop.drop_table('a')\nsys.exit(1)\nop.drop_table('b')", ['DROP TABLE a', 'unread: Python raises an error here, and the script goes no further.']],
  ["try:\n    op.drop_table('a')\nexcept Exception:\n    exit()\nop.drop_table('b')", ['DROP TABLE a', 'DROP TABLE b']],
])('who leaves Python leaves the migration undone: %s', (body, sql) => {
  const steps = upgradeOf(fileWith(body));
  expect(told(steps)).toEqual(sql);
  expect(statementsIn(steps).every(({ when }) => when.kind === 'always')).toBe(true);
});

test('the text behind `or` stands in for an environment variable', () => {
  const [statement] = statementsIn(upgradeOf(fileWith("op.execute(f'DROP TABLE {SCHEMA}.t')", "import os\nSCHEMA = os.environ.get('SCHEMA') or 'public'\n")));
  expect(statement).toMatchObject({ sql: { text: 'DROP TABLE public.t' }, standIns: [{ start: 11, end: 17 }] });
});

test('what else stands behind `or` is not taken for the value', () => {
  expect(told(upgradeOf(fileWith("name = op.get_bind().execute(text('SELECT 1')).scalar() or 'a'\nop.drop_table(name)")))).toEqual([
    'SELECT 1', 'unread: Whether this runs is decided while Python runs; Phasewise does not execute migrations to read them.',
  ]);
});

test('what the server alone holds is said to be that', () => {
  expect(told(upgradeOf(fileWith("for name in sa.inspect(op.get_bind()).get_table_names():\n    op.drop_table(name)")))).toEqual(['unread: What the database holds decides this, and Phasewise does not ask it to read migrations.']);
});

test.each([
  ['create(op.get_bind())', ['CREATE TABLE s.t (\n    id SERIAL NOT NULL, \n    a INTEGER, \n    PRIMARY KEY (id)\n)', 'CREATE INDEX ix_s_t_a ON s.t (a)']],
  ['drop(op.get_bind())', ['DROP TABLE s.t']],
  ['drop(op.get_bind(), checkfirst=True)', ['unread: Phasewise does not know what drop() does here.']],
  ['create(op.get_bind(), checkfirst=True)', ['unread: Phasewise does not know what create() does here.']],
])('a table of SQLAlchemy does the same by itself: %s', (method, sql) => {
  const table = "t = sa.Table('t', sa.MetaData(schema='s'), sa.Column('id', sa.Integer, primary_key=True), sa.Column('a', sa.Integer, index=True))";
  expect(told(upgradeOf(fileWith(`${table}\nt.${method}`)))).toEqual(sql);
});

test('a table that is dropped by itself takes its types with it, which is not read', () => {
  expect(told(upgradeOf(fileWith("sa.Table('t', sa.MetaData(), sa.Column('k', sa.Enum('a', name='kind'))).drop(op.get_bind())")))).toEqual(['unread: Phasewise does not know what drop() does here.']);
});
