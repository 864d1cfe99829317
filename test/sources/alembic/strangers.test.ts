import { describe, expect, test } from 'vitest';
import { fileWith, readProject, told, upgradeOf } from './reading.ts';

const OWN = 'Phasewise does not know what % does; it may open a connection of its own.';
const GIVEN = 'Phasewise does not know what % does with the connection that it is given.';

/** The upgrade of a revision beside which there is no `acme`. */
function upgradeIn(body: string) {
  const [migration] = readProject({ '/r/shop/__init__.py': '', '/r/shop/repository.py': 'class Repository:\n    def __init__(self, bind):\n        self.bind = bind\n' }, fileWith(body, 'import acme, contextlib, functools, httpx, json, logging, os, re, sys, time, uuid, warnings\nimport structlog, click\nfrom acme.jobs import Runner, fill, session_scope\nfrom shop.repository import Repository'));
  return migration?.upgrade.steps ?? [];
}

describe('what a library does that is not in the repository', () => {
  test.each([
    ['fill()', [OWN.replace('%', 'acme.jobs.fill()')]],
    ["acme.sync.touch('t')", [OWN.replace('%', 'acme.sync.touch()')]],
    ['runner = Runner(3)\nrunner.run()', [OWN.replace('%', 'acme.jobs.Runner().run()')]],
    ['return fill()', [OWN.replace('%', 'acme.jobs.fill()')]],
    ["[fill(name) for name in ('a', 'b') if name != 'b']", [OWN.replace('%', 'acme.jobs.fill()')]],
    ["with session_scope() as session:\n    session.execute('DELETE FROM t')", [OWN.replace('%', 'acme.jobs.session_scope()'), OWN.replace('%', 'acme.jobs.session_scope().execute()')]],
    ['fill(op.get_bind())', [GIVEN.replace('%', 'acme.jobs.fill()')]],
    ['done = fill(op)', [GIVEN.replace('%', 'acme.jobs.fill()')]],
    ["done = fill({'on': [op.get_bind()]})", [GIVEN.replace('%', 'acme.jobs.fill()')]],
    ['done = fill(op.execute, "SELECT 1")', [GIVEN.replace('%', 'acme.jobs.fill()')]],
    ['runner = Runner()\ndone = runner.run(op.get_bind())', [GIVEN.replace('%', 'acme.jobs.Runner().run()')]],
    ['with Runner(op.get_bind()):\n    pass', [GIVEN.replace('%', 'acme.jobs.Runner()')]],
    ['count = Repository(op.get_bind()).fill()', ['Phasewise does not know what fill() does here.']],
    ["os.system('psql -f more.sql')", [OWN.replace('%', 'os.system()')]],
    ["list(map(op.drop_table, ['a']))", ['Phasewise does not know what this call does.']],
  ])('%s is unread', (body, reasons) => {
    expect(told(upgradeIn(body))).toEqual(reasons.map((reason) => `unread: ${reason}`));
  });

  test('it may have changed anything', () => {
    expect(upgradeIn('fill()')).toMatchObject([{ kind: 'unread', reach: 'anything', when: { kind: 'always' } }]);
  });

  test.each([
    'x = fill(3)',
    "print('x')\nlogging.getLogger(__name__).info('y')\nwarnings.warn('z')\ntime.sleep(1)",
    "log = structlog.get_logger()\nlog.bind(a=1)\nlog.msg('x')\nclick.echo('y')\nclick.secho('z')",
    "os.makedirs('a')\nre.compile('a').match('b')\nuuid.uuid4()\njson.dumps({})\nsys.stdout.write('x')",
    'print(op.get_bind(), sa.inspect(op.get_bind()).get_table_names())',
    "httpx.Client().get('https://example.com').raise_for_status()",
    "op.bulk_insert(sa.table('t', sa.column('id')), [])",
  ])('%s stays silent', (body) => {
    expect(told(upgradeIn(body))).toEqual([]);
  });

  test('a value that it gives is a stand-in, as before', () => {
    expect(told(upgradeIn("op.bulk_insert(sa.table('t', sa.column('id')), [{'id': fill()}])"))).toEqual(['INSERT INTO t (id) VALUES ($1)']);
  });
});

test.each([
  ["import threading\nthreading.Thread(target=lambda: op.execute('DROP TABLE t')).start()", ['DROP TABLE t']],
  ["done = list(map(lambda name: op.execute('DROP TABLE t'), names()))", ['DROP TABLE t']],
  ["from sqlalchemy.orm import Session\ncount = Session(bind=op.get_bind()).query(T).filter(T.a == 1).delete()", ['DELETE FROM t WHERE t.a = 1']],
  ["from sqlalchemy.orm import Session\ns = Session(bind=op.get_bind())\n[s.delete(one) for one in s.execute(text('SELECT 1'))]", ['SELECT 1', 'unread: Which rows delete() writes is decided while Python runs.']],
  ["from alembic import context\ncontext.execute('DROP TABLE t')", ['DROP TABLE t']],
])('%s is not passed over', (body, steps) => {
  expect(told(upgradeOf(fileWith(body, 'class T(Base):\n    __tablename__ = "t"\n    a = sa.Column(sa.Integer)\n')))).toEqual(steps);
});

describe('a function under @contextmanager', () => {
  const head = `from contextlib import contextmanager
@contextmanager
def without_triggers(table):
    op.execute(f'ALTER TABLE {table} DISABLE TRIGGER ALL')
    try:
        yield table
    finally:
        op.execute(f'ALTER TABLE {table} ENABLE TRIGGER ALL')
@contextmanager
def there(table):
    if sa.inspect(op.get_bind()).has_table(table):
        yield
`;
  test('runs to its yield, then what stands inside, then the rest', () => {
    expect(told(upgradeOf(fileWith("with without_triggers('t') as name, without_triggers('u'):\n    op.execute(f'DELETE FROM {name}')\nop.drop_table('v')", head)))).toEqual([
      'ALTER TABLE t DISABLE TRIGGER ALL', 'ALTER TABLE u DISABLE TRIGGER ALL', 'DELETE FROM t', 'ALTER TABLE u ENABLE TRIGGER ALL', 'ALTER TABLE t ENABLE TRIGGER ALL', 'DROP TABLE v',
    ]);
  });

  test('and what returns from inside ends the function around it', () => {
    const body = "def gone():\n    with without_triggers('t') as name:\n        return name + '_old'\n    op.drop_table('never')\nop.drop_table(gone())";
    expect(told(upgradeOf(fileWith(body, head)))).toEqual(['ALTER TABLE t DISABLE TRIGGER ALL', 'ALTER TABLE t ENABLE TRIGGER ALL', 'DROP TABLE t_old']);
  });

  test('its conditions hold for what stands inside, and no longer', () => {
    const steps = upgradeOf(fileWith("with there('t'):\n    op.drop_table('t')\nop.drop_table('u')", head));
    expect(steps.map((step) => (step.kind === 'statement' ? [step.sql.text, step.when] : step))).toEqual([
      ['DROP TABLE t', { kind: 'exists', object: { type: 'relation', name: 't' } }], ['DROP TABLE u', { kind: 'always' }],
    ]);
  });
});

test.each([
  ["yield 'a'\n    yield 'b'", ['DROP TABLE a', 'DROP TABLE b']],
  ["for name in ['a', 'b']:\n        yield name", ['DROP TABLE a', 'DROP TABLE b']],
  ["for row in op.get_bind().execute(text('SELECT 1')):\n        yield row.name", ['SELECT 1', 'unread: The rows of a query decide it; Phasewise does not execute migrations to read them.']],
  ["op.execute('SELECT 1')\n    yield 'a'", ['SELECT 1', 'unread: Which values this gives is decided while Python runs.']],
])('what a generator yields is known where it does nothing else: %s', (body, steps) => {
  expect(told(upgradeOf(fileWith('for name in names():\n    op.drop_table(name)', `def names():\n    ${body}\n`)))).toEqual(steps);
});
