import { expect, test } from 'vitest';
import { causeOf, fileWith, statementsIn, told, unreadIn, upgradeOf } from './reading.ts';

const HEAD = `import enum
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.sql.functions import count
class User(DeclarativeBase):
    __tablename__ = 'user'
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    nick: Mapped[str | None]
@dataclass
class Held:
    name: str
class Code(enum.Enum):
    _3D = '3d'
class Mood(enum.Enum):
    GLAD = 'glad'
    LOW = 'low'
t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('tags', postgresql.ARRAY(sa.String)), sa.column('mood', sa.Enum(Mood)), sa.column('data', sa.JSON))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('t_id', sa.Integer))
v = sa.table('v', sa.column('id', sa.Integer))
filled = sa.Table('f', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True), sa.Column('key', sa.Uuid, default=uuid.uuid4), sa.Column('n', sa.Integer, default=lambda: 5), sa.Column('mood', sa.Enum(Mood), default=Mood.LOW))
first = sa.func.min(t.c.id)
`;

function read(body: string): ReturnType<typeof upgradeOf> {
  return upgradeOf(fileWith(`c = op.get_bind()\n${body}`, HEAD));
}

// What Alembic cannot print, because Python holds the values: parameters, and what is made anew for each row.
test.each([
  ["c.execute(t.update().where(t.c.id == sa.bindparam('i')).values(a=sa.bindparam('n')), {'i': 1, 'n': 'x'})", ["UPDATE t SET a='x' WHERE t.id = 1"]],
  ["c.execute(t.update().where(t.c.id == sa.bindparam('i')).values(a=sa.bindparam('n', 'y')), [{'i': 1}, {'i': 2, 'n': 'z'}])", ["UPDATE t SET a='y' WHERE t.id = 1", "UPDATE t SET a='z' WHERE t.id = 2"]],
  ["rows = c.execute(sa.text('SELECT 1')).all()\nc.execute(t.update().where(t.c.id == sa.bindparam('i')).values(a=sa.bindparam('n')), [{'i': row.id, 'n': row.n} for row in rows])", ['SELECT 1', 'UPDATE t SET a=$1 WHERE t.id = $1']],
  ["c.execute(t.insert(), [{'id': 1, 'a': 'x'}, {'id': 2, 'a': None}])", ["INSERT INTO t (id, a) VALUES (1, 'x')", 'INSERT INTO t (id, a) VALUES (2, NULL)']],
  ["c.execute(t.insert(), {'a': 'x'})", ["INSERT INTO t (a) VALUES ('x')"]],
  ["c.execute(t.update().where(t.c.id == 1), {'a': 'x'})", ["UPDATE t SET a='x' WHERE t.id = 1"]],
  ["c.execute(text('DELETE FROM t WHERE id = :i'), [{'i': 1}, {'i': 2}])", ['DELETE FROM t WHERE id = 1', 'DELETE FROM t WHERE id = 2']],
  ["c.execute(text('DELETE FROM t WHERE id = :i').params({'i': 1}))", ['DELETE FROM t WHERE id = 1']],
  ['op.execute(filled.insert().values(id=1))', ["INSERT INTO f (id, key, n, mood) VALUES (1, gen_random_uuid(), $1, 'LOW')"]],
  ['op.bulk_insert(filled, [{\'id\': 1, \'n\': 2}])', ["INSERT INTO f (id, key, n, mood) VALUES (1, gen_random_uuid(), 2, 'LOW')"]],
  ['op.execute(t.update().values(mood=Mood.GLAD))', ["UPDATE t SET mood='GLAD'"]],
  ["op.execute(t.update().values(tags=['x', 'y']))", ["UPDATE t SET tags=ARRAY['x', 'y']"]],
  ['op.execute(t.update().values(tags=[]))', ["UPDATE t SET tags='{}'"]],
  ["op.execute(t.update().values(data='x'))", ["UPDATE t SET data='\"x\"'"]],
  ['op.execute(t.update().where(t.c.a > str(datetime.now())).values(a=datetime.now() - timedelta(minutes=5)))', ['UPDATE t SET a=$1 WHERE t.a > $1']],
  ["c.exec_driver_sql('UPDATE t SET a = %s, b = 5 %% 2 WHERE id = %s', ('x', 1))", ["UPDATE t SET a = 'x', b = 5 % 2 WHERE id = 1"]],
  ["c.exec_driver_sql('DELETE FROM t WHERE id = %(i)s', {'i': 1})", ['DELETE FROM t WHERE id = 1']],
  ["c.execute('UPDATE t SET a = %s WHERE id = %s', 'x', 1)", ["UPDATE t SET a = 'x' WHERE id = 1"]],
  ["c.execute('UPDATE t SET a = %s WHERE id = %s', ('x', 1))", ["UPDATE t SET a = 'x' WHERE id = 1"]],
  ["s = Session(bind=c)\ns.query(User).filter(User.id.in_([1, 2])).filter_by(name='x').delete(synchronize_session=False)", ["DELETE FROM \"user\" WHERE \"user\".id IN (1, 2) AND \"user\".name = 'x'"]],
  ["s = Session(bind=c)\ns.query(User).filter(User.nick.is_(None)).update({'nick': User.name})", ['UPDATE "user" SET nick="user".name WHERE "user".nick IS NULL']],
  ['s = Session(bind=c)\ns.query(User).delete()', ['DELETE FROM "user"']],
  ["op.execute(text('DELETE FROM t WHERE a = :a').bindparams(a=' '.join(['x', str(uuid.uuid4())])))", ['DELETE FROM t WHERE a = $1']],
  ["op.execute(text('DELETE FROM t WHERE a = :a').bindparams(a='big box'.title()))", ["DELETE FROM t WHERE a = 'Big Box'"]],
  ['op.execute(t.update().values(a=Held(name=\'x\').name))', ["UPDATE t SET a='x'"]],
  ['op.execute(t.update().values(a=Code._3D.value))', ["UPDATE t SET a='3d'"]],
  ['op.execute(sa.select(count(t.c.id)))', ['SELECT count(t.id) AS count_1 \nFROM t']],
] as const)('%s', (body, sql) => {
  expect(told(read(body))).toEqual(sql);
});

test('what a function makes twice is two things, what it makes once is one', () => {
  const made = "def newest():\n    return sa.select(sa.func.max(u.c.id).label('id')).subquery()\n";
  expect(told(read(`${made}one, two = newest(), newest()\nop.execute(sa.select(one.c.id).where(one.c.id < two.c.id, two.c.id > 1))`))).toEqual([
    'SELECT anon_1.id \nFROM (SELECT max(u.id) AS id \nFROM u) AS anon_1, (SELECT max(u.id) AS id \nFROM u) AS anon_2 \nWHERE anon_1.id < anon_2.id AND anon_2.id > 1',
  ]);
});

test('words point at the Python that caused them', () => {
  const text = fileWith("q = sa.select(u.c.t_id).where(u.c.id > 5).subquery('late')\nop.execute(t.delete().where(t.c.id == q.c.t_id))", HEAD);
  const [statement] = statementsIn(upgradeOf(text));
  if (!statement) throw new Error('nothing is sent');
  expect(statement.sql.text).toBe('DELETE FROM t USING (SELECT u.t_id AS t_id \nFROM u \nWHERE u.id > 5) AS late WHERE t.id = late.t_id');
  expect([causeOf(text, statement, '5'), causeOf(text, statement, 'DELETE'), causeOf(text, statement, 'SELECT')]).toEqual(['5', 't.delete', 'sa.select']);
});

const CONSTRUCT = 'Phasewise does not read this kind of SQL construct yet.';
const EXPRESSION = 'Phasewise does not read this SQL expression yet.';

test.each([
  ['op.execute(sa.union(sa.select(t.c.id), sa.select(u.c.id)))', CONSTRUCT],
  ['op.execute(sa.select(t.c.id).with_for_update())', CONSTRUCT],
  ['op.execute(t.delete().where(t.c.id.in_(sa.select(u.c.t_id).prefix_with("x"))))', CONSTRUCT],
  ['op.execute(sa.select(t.c.id).join(u))', 'Phasewise cannot say which columns this join pairs.'],
  ['op.execute(sa.select(t.c.id, v.c.id).join(u, u.c.id > 1))', CONSTRUCT],
  ['op.execute(u.insert().from_select(["id"], sa.select(t.c.id).cte(recursive=True)))', CONSTRUCT],
  ['q = sa.select(t.c.id).subquery()\nop.execute(sa.select(q.c.a))', 'Phasewise cannot say which column a of this SELECT is.'],
  ['op.execute(sa.select(sa.func.sum(t.c.id).over(rows=(None, 0))))', EXPRESSION],
  ['op.execute(sa.select(sa.func.f(t.c.id, x=1)))', EXPRESSION],
  ["op.execute(sa.select('a'))", 'Alembic stops here: a SELECT selects no string; write `sa.text()` or `sa.literal()`.'],
  ["op.execute(t.update().where(t.c.id == sa.bindparam('i')).values(a='x'))", 'Alembic stops here: a value is missing for the parameter i.'],
  ['op.execute(t.delete().where(sa.exists().where(t.c.id == 1).where(t.c.a == u.c.id).select_from(t).correlate(None)))', undefined],
  ['op.execute(t.update().values(a="x").where(t.c.id.in_(sa.select(t.c.id).where(t.c.id == u.c.id).where(v.c.id == u.c.id))))', undefined],
  ['op.execute(t.update().where(t.c.id == u.c.id).values(a=sa.select(t.c.a).where(t.c.id == u.c.id).scalar_subquery()))', 'Alembic stops here: this SELECT shares all of its tables with the statement around it.'],
  ["op.execute(sa.select(t.c.id).order_by('nothing'))", 'Alembic stops here: the SELECT has nothing that is called nothing.'],
  ["op.execute(t.update().where(sa.column('x')['k'] == 1).values(a='x'))", 'Alembic stops here: an expression of no type has no parts.'],
] as const)('%s', (body, reason) => {
  const steps = read(body);
  expect(unreadIn(steps).map((step) => step.reason)).toEqual(reason === undefined ? [] : [reason]);
});
