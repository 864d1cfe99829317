import { describe, expect, test } from 'vitest';
import type { Step } from '../../../src/migrations/migration.ts';
import { fileWith, readProject, statementsIn, told, upgradeOf } from './reading.ts';

const ENV = `import os
from alembic import context
from alembic import op as operations
from shop.attributes import AttrDict
from shop.data import Noop, Sample
from shop.models import metadata_of
target_metadata = metadata_of()
tables = AttrDict(target_metadata.tables)
def sample():
    if os.environ.get('SAMPLE', '') == 'yes':
        return Sample()
    return Noop()
def offline():
    context.configure(url='postgresql://', target_metadata=target_metadata)
    context.run_migrations(op=operations, tables=tables, sample=sample())
def online():
    context.configure(connection=None, target_metadata=target_metadata)
    context.run_migrations(op=operations, tables=tables, sample=sample(), mode=mode())
offline()
`;
const SHOP = {
  '/r/shop/__init__.py': '',
  '/r/shop/attributes.py': 'class AttrDict(dict):\n    def __init__(self, *args, **kwargs):\n        super(AttrDict, self).__init__(*args, **kwargs)\n        self.__dict__ = self\n',
  '/r/shop/models.py': "from sqlalchemy import MetaData\ndef metadata_of():\n    metadata = MetaData()\n    for model in everything():\n        metadata.add(model)\n    return metadata\n",
  '/r/shop/data.py': `from abc import abstractmethod
from alembic import op
from sqlalchemy import text
class Kinds:
    @staticmethod
    def word():
        return 'word'
class Base:
    kinds = Kinds
    @abstractmethod
    def fill(self, table, column, kind):
        """Fills a column."""
    def is_sample(self):
        pass
class Noop(Base):
    pass
class Sample(Base):
    def is_sample(self):
        return True
    def fill(self, table, column, kind):
        op.get_bind().execute(text('UPDATE %s SET %s = :value' % (table, column)), value=kind())
`,
};

function upgradeIn(body: string, env = ENV): readonly Step[] {
  const revision = fileWith(body, '').replace('def upgrade():', 'def upgrade(op, tables, sample, mode=None):').replace('from alembic import op\n', '');
  const [migration] = readProject({ ...SHOP, '/r/m/env.py': env }, revision);
  return migration?.upgrade.steps ?? [];
}

describe('what env.py hands to run_migrations', () => {
  test.each([
    ["op.execute(tables.kind.delete().where(tables.kind.c.name == op.inline_literal('a')))", "DELETE FROM kind WHERE kind.name = 'a'", ''],
    ["op.execute(tables['ops.kind'].delete().where(tables['ops.kind'].c.name.in_(['a', 'b'])))", "DELETE FROM ops.kind WHERE ops.kind.name IN ('a', 'b')", ''],
    ["op.execute(tables.kind.delete().where(tables.kind.name == op.inline_literal('a')))", "DELETE FROM kind WHERE 'a' = 'kind'", ''],
    ["op.execute(tables.kind.delete().where(tables.kind.c.name == op.inline_literal('a') | tables.kind.c.name == op.inline_literal('b')))", "DELETE FROM kind WHERE kind.name = ('a' OR kind.name)", ''],
    ["op.bulk_insert(tables.kind, [{'name': 'a', 'shown': True}])", "INSERT INTO kind (name, shown) VALUES ('a', true)", 'name, shown'],
    ["op.execute(tables.kind.insert().values(name=op.inline_literal('a')))", "INSERT INTO kind (name) VALUES ('a')", 'name'],
    ["op.execute(tables.kind.update().values(name='b'))", "UPDATE kind SET name='b'", 'name'],
  ])('the tables of the metadata by their names: %s; the columns that a model may add to are a stand-in', (body, sql, standIn) => {
    const [statement, ...others] = statementsIn(upgradeIn(body));
    expect([statement?.sql.text, others]).toEqual([sql, []]);
    expect(statement?.standIns.map(({ start, end }) => sql.slice(start, end)).join()).toBe(standIn);
  });

  test('SQLAlchemy refuses a name beside | where a column was meant', () => {
    expect(told(upgradeIn("op.execute(tables.kind.delete().where(tables.kind.name == op.inline_literal('a') | tables.kind.name == op.inline_literal('b')))"))).toEqual([
      'unread: Alembic stops here: SQLAlchemy takes no text beside |; compare it with something, or write text(…).',
    ]);
  });

  test('an object that an environment variable chooses does what it does under that condition', () => {
    const [statement, ...others] = statementsIn(upgradeIn("sample.fill('kind', 'name', sample.kinds.word)"));
    expect([statement?.sql.text, others]).toEqual(["UPDATE kind SET name = 'word'", []]);
    expect(statement?.when).toMatchObject({ kind: 'undecidable', reason: 'An environment variable decides whether this holds; it does not where the variable is not set.', place: { path: '/r/m/env.py' } });
  });

  test('and so does what stands under a question to it', () => {
    const steps = statementsIn(upgradeIn("if sample.is_sample():\n    op.drop_table('a')\nelse:\n    op.drop_table('b')"));
    expect(steps.map(({ sql, when }) => [sql.text, when.kind])).toEqual([['DROP TABLE a', 'undecidable'], ['DROP TABLE b', 'not']]);
  });

  test('what only one of the two modes hands over, or nobody, stays what its caller decides', () => {
    expect(told(upgradeIn('op.drop_table(mode)'))).toEqual(['unread: What mode is, its caller decides.']);
    expect(told(upgradeIn('op.drop_table(tables.kind)', 'from alembic import context\ncontext.run_migrations()\n'))).toEqual(['unread: What tables is, its caller decides.']);
  });

  test('tables of something else than the metadata that Alembic compares with are not taken for it', () => {
    const env = ENV.replace('AttrDict(target_metadata.tables)', 'AttrDict(other().tables)');
    expect(told(upgradeIn("op.bulk_insert(tables.kind, [{'name': 'a'}])", env))).toEqual(['unread: Phasewise cannot read this table.']);
  });
});

test('tables that SQLAlchemy reads from the server are known by their names', () => {
  const steps = statementsIn(upgradeOf(fileWith("bind = op.get_bind()\nmetadata = sa.MetaData()\nmetadata.reflect(bind)\nkind = metadata.tables['kind']\nbind.execute(sa.insert(kind).values(name='a'))\nbind.execute(sa.update(kind).where(kind.c.id == 1).values(name='b'))")));
  expect(steps.map(({ sql, standIns }) => [sql.text, standIns.length])).toEqual([["INSERT INTO kind (name) VALUES ('a')", 0], ["UPDATE kind SET name='b' WHERE kind.id = 1", 0]]);
});

describe('objects of the project', () => {
  const head = `class Tool:
    prefix = 'old_'
    def __init__(self, operations, name):
        self.op = operations
        self.name = name
        self.changed = name
    def drop(self, suffix=''):
        self.op.drop_table(self.prefix_of() + self.name + suffix)
    def prefix_of(self):
        return Tool.prefix
    def change(self):
        self.changed = 'b'
    @classmethod
    def first(cls):
        return cls.prefix + 'first'
    @staticmethod
    def plain(name):
        op.drop_table(name)
`;
  test.each([
    ["Tool(op, 'a').drop(suffix='s')", ['DROP TABLE old_as']],
    ["tool = Tool(op, 'a')\ntool.plain('b')\ntool.op.drop_table(Tool.first())", ['DROP TABLE b', 'DROP TABLE old_first']],
    ["op.drop_table(Tool(op, 'a').changed)", ['unread: Phasewise cannot read table_name here: it is no string literal.']],
  ])('%s is followed into its methods, and what __init__ puts into it is known unless it changes', (body, steps) => {
    expect(told(upgradeOf(fileWith(body, head)))).toEqual(steps);
  });
});

test.each([
  ["tool = Tool()\ntool.name = 'b'\nop.drop_table(tool.name)", ['unread: Phasewise does not follow how tool changes here.']],
  ["Tool.name = 'b'\nop.drop_table(Tool.name)", ['unread: Phasewise does not follow how Tool changes here.']],
  ["column = sa.Column('c', sa.Integer)\ncolumn.nullable = False\nop.add_column('t', column)", ['unread: Phasewise does not follow how column changes here.']],
  ["from sqlalchemy.orm import Session\nsession = Session(bind=op.get_bind())\nsession.autoflush = False\nsession.execute(text('DELETE FROM t'))", ['DELETE FROM t']],
])('an object whose attribute is set is no longer what it was made as: %s', (body, sql) => {
  expect(told(upgradeOf(fileWith(body, "class Tool:\n    name = 'a'\n")))).toEqual(sql);
});

describe('choices', () => {
  const there = { kind: 'exists', object: { type: 'relation', name: 'u' } };
  const there_ = "there = sa.inspect(op.get_bind()).has_table('u')\n";
  test('both branches of a choice happen under its condition', () => {
    const steps = statementsIn(upgradeOf(fileWith(`${there_}op.drop_table('a') if there else op.drop_table('b')`)));
    expect(steps.map(({ sql, when }) => [sql.text, when])).toEqual([['DROP TABLE a', there], ['DROP TABLE b', { kind: 'not', of: there }]]);
  });

  test('a function that is chosen is called under that condition', () => {
    const head = "def one(name):\n    op.drop_table(name)\ndef two(name):\n    op.drop_table(name + '_2')\n";
    const steps = statementsIn(upgradeOf(fileWith(`${there_}act = one if there else two\nact('t')`, head)));
    expect(steps.map(({ sql, when }) => [sql.text, when])).toEqual([['DROP TABLE t', there], ['DROP TABLE t_2', { kind: 'not', of: there }]]);
  });

  test('what leaves from inside two conditions leaves under both', () => {
    const steps = statementsIn(upgradeOf(fileWith("bind = sa.inspect(op.get_bind())\nif bind.has_table('a'):\n    if bind.has_table('b'):\n        return\nop.drop_table('c')")));
    const exists = (name: string) => ({ kind: 'exists', object: { type: 'relation', name } });
    expect(steps.map(({ when }) => when)).toEqual([{ kind: 'any', of: [{ kind: 'not', of: exists('a') }, { kind: 'not', of: exists('b') }] }]);
  });

  test('an empty default of an environment variable is no known text', () => {
    const head = "import os\nKIND = os.environ.get('KIND', '')\nWIDE = os.environ.get('WIDE', '').lower() == 'yes'\n";
    const steps = upgradeOf(fileWith("op.execute(f'DROP TABLE t{KIND}')\nif WIDE:\n    op.drop_table('u')", head));
    expect(told(steps)).toEqual(['unread: The value of this f-string is decided while Python runs; Phasewise does not execute migrations to read them.', 'DROP TABLE u']);
    expect(statementsIn(steps)[0]?.when).toMatchObject({ kind: 'undecidable', reason: 'An environment variable decides whether this holds; it does not where the variable is not set.' });
  });
});
