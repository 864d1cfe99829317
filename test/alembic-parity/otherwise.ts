import { DEFAULTS, DOCUMENTS } from './groups/queries.ts';

const T = "t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('b', sa.Integer), sa.column('c', sa.Boolean))\n";

/**
 * Cases in which Alembic's offline mode prints something else than Alembic sends online, or stops where it does not, and
 * what it sends online. Phasewise says that; 'unread' where it says nothing, and so refuses to print.
 */
export const OTHERWISE: ReadonlyMap<string, readonly string[] | 'unread'> = new Map<string, readonly string[] | 'unread'>([
  // A constant of a column that has no type.
  ["t = sa.table('t', sa.column('a'), schema='s')\nop.execute(t.update().values(a='x'))", ["UPDATE s.t SET a = 'x'"]],
  ["t = sa.table('t', sa.column('order'), sa.column('a'))\nop.execute(t.update().where(t.c.order == 'x').values(a=1))", ["UPDATE t SET a = 1 WHERE t.\"order\" = 'x'"]],
  // A number with a fraction for an integer column, which the server rounds and offline mode cuts.
  [`${T}op.execute(sa.insert(t).values(b=1.5))`, ['INSERT INTO t (b) VALUES (1.5)']],
  // SQLAlchemy 1.4 leaves these as parameters offline.
  [`${T}op.execute(postgresql.insert(t).values(id=1, a='x').on_conflict_do_update(index_elements=['id'], set_={'a': 'y'}))`, ["INSERT INTO t (id, a) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET a = 'y'"]],
  ["t = sa.table('t', sa.column('d', sa.Date))\nimport datetime\nop.bulk_insert(t, [{'d': datetime.date(2020, 1, 2)}])", ["INSERT INTO t (d) VALUES ('2020-01-02')"]],
  // Offline the semicolon is in the comment.
  ["op.execute('SELECT 1 -- tail')", ['SELECT 1']],
  // SQLAlchemy 1.4 takes the second column for the first; 2.0 stops.
  ["op.create_table('t', sa.Column('a', sa.Integer(), nullable=False), sa.Column('a', sa.String()))", 'unread'],
  // Online it asks the server first; offline nobody answers, and it is sent.
  ["e = sa.Enum('x', 'y', name='e19')\ne.create(op.get_bind(), checkfirst=True)", ["CREATE TYPE e19 AS ENUM ('x', 'y')"]],
  ...DOCUMENTS,
  ...DEFAULTS,
]);
