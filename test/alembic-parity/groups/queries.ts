import type { Group } from '../group.ts';

const TABLES = `t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('b', sa.Integer), sa.column('c', sa.Boolean), sa.column('data', postgresql.JSONB))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('t_id', sa.Integer), sa.column('a', sa.String))
v = sa.table('v', sa.column('id', sa.Integer), sa.column('u_id', sa.Integer), sa.column('order', sa.Integer), schema='s')
`;
const run = (statement: string, before = '') => `${TABLES}${before}op.execute(${statement})`;
const select = (query: string, before = '') => run(`sa.select(${query}`, before);

const MODELS = `from sqlalchemy.orm import aliased, declarative_base
Base = declarative_base()
class User(Base):
    __tablename__ = 'user'
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String)
    made = sa.Column('made_at', sa.DateTime)
class Token(Base):
    __tablename__ = 'token'
    id = sa.Column(sa.Integer, primary_key=True)
    user_id = sa.Column(sa.Integer, sa.ForeignKey('user.id'))
    until = sa.Column(sa.DateTime)
`;
const mapped = (statement: string) => `${MODELS}op.execute(${statement})`;

/** Documents for JSON columns, which Alembic's offline mode does not print: what SQLAlchemy sends. */
export const DOCUMENTS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...([
    ['{"k": [1, None, True]}', '{"k": [1, null, true]}'], ['["x"]', '["x"]'], ['"x"', '"x"'], ['5', '5'], ['None', 'null'], ['sa.JSON.NULL', 'null'],
  ] as const).map(([value, document]) => [run(`t.update().where(t.c.id == 1).values(data=${value})`), [`UPDATE t SET data='${document}' WHERE t.id = 1`]] as const),
  [run('t.update().values(data=sa.cast("[]", postgresql.JSONB))'), ["UPDATE t SET data=CAST('\"[]\"' AS JSONB)"]],
  [run('t.delete().where(t.c.data.contains({"k": 1}))'), ['DELETE FROM t WHERE t.data @> \'{"k": 1}\'']],
  [run('t.delete().where(t.c.data == sa.JSON.NULL)'), ["DELETE FROM t WHERE t.data = 'null'"]],
]);

const FILLED = "sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.String, default='x'), sa.Column('k', sa.DateTime, default=sa.func.now())";

/** Values that SQLAlchemy fills in online, and offline mode prints as NULL. */
export const DEFAULTS: ReadonlyMap<string, readonly string[] | 'unread'> = new Map<string, readonly string[] | 'unread'>([
  [`t = sa.Table('t', sa.MetaData(), ${FILLED})\nop.execute(t.insert().values(id=5))`, ["INSERT INTO t (id, n, k) VALUES (5, 'x', now())"]],
  [`t = sa.Table('t', sa.MetaData(), ${FILLED})\nop.bulk_insert(t, [{'id': 1}, {'id': 2, 'n': 'z'}])`, ["INSERT INTO t (id, n, k) VALUES (1, 'x', now())", "INSERT INTO t (id, n, k) VALUES (2, 'z', now())"]],
  [`t = sa.Table('t', sa.MetaData(), ${FILLED})\nop.execute(t.insert().from_select(['id'], sa.select(t.c.id)))`, 'unread'],
]);

/** SELECT, and what other statements take of it. */
export const queries: readonly Group[] = [
  {
    name: 'select',
    cases: [
      ...[
        't.c.id).order_by(t.c.a.desc(), t.c.b)', 't.c.id).order_by(sa.nulls_last(t.c.a.asc()))', 't.c.id).order_by(t.c.a.desc().nulls_first()).limit(5)', 't.c.id).limit(5).offset(10)', 't.c.id).offset(10)', 't.c.a).distinct()', 't.c.a, t.c.b).distinct(t.c.a).order_by(t.c.a, t.c.b)',
        't.c.a, sa.func.count()).group_by(t.c.a)', 't.c.a, sa.func.count(t.c.id)).group_by(t.c.a).having(sa.func.count(t.c.id) > 1)', 't.c.a, sa.func.count(t.c.id.distinct())).group_by(t.c.a)', "t.c.a.label('x')).order_by('x')", "sa.func.lower(t.c.a).label('x')).order_by(sa.desc('x'))", "t.c.a, t.c.b).order_by('b')",
        'sa.func.lower(t.c.a), sa.func.lower(t.c.b))', 't.c.b + 1, t.c.b + 2)', 'sa.cast(t.c.b, sa.String))', 't.c.b.cast(sa.String))', 'sa.cast(sa.func.lower(t.c.a), sa.Text))', 'sa.literal(1), sa.literal("x"), sa.literal(True), sa.null(), sa.true())', "sa.literal(1).label('one'))", "sa.text('1')).select_from(t)", '1).select_from(t)', "sa.literal_column('1')).select_from(t)",
        'sa.case((t.c.b == 1, "one"), else_="more"))', 'sa.case((t.c.b == 1, t.c.a), (t.c.b.in_([2, 3]), u.c.a), else_=None))', 'sa.case({1: "one", 2: "two"}, value=t.c.b))', 'sa.type_coerce(t.c.a, sa.Text))', 't.c.c, -t.c.b)', '~t.c.c)', 'sa.extract("epoch", sa.func.now()))', 'sa.func.coalesce(t.c.a, u.c.a, "")).where(t.c.id == u.c.t_id)',
        't.c.id, u.c.id).where(t.c.id == u.c.t_id)', 't.c.id, u.c.id, v.c.id)', 'v.c.order, v)', 't)', 't, u.c.t_id)', 't.c.id).where(u.c.t_id == t.c.id, v.c.u_id == u.c.id)', 'sa.func.count()).select_from(t)', 'sa.func.now())', "sa.func.pg_catalog.now())", 'sa.func.current_timestamp())', "sa.func.jsonb_build_object('k', t.c.a))",
        'sa.func.row_number().over(partition_by=t.c.a, order_by=t.c.b))', 'sa.func.row_number().over(order_by=[t.c.a.desc(), t.c.b]) - 1)', 'sa.func.rank().over())', 'sa.func.count(t.c.id).filter(t.c.c == True))', 'sa.func.jsonb_agg(postgresql.aggregate_order_by(t.c.a, t.c.b.desc())))', 'sa.func.array_agg(t.c.a).label("all")).group_by(t.c.b)', 'sa.func.max(t.c.b) + 1)',
        't.c.id).join(u, u.c.t_id == t.c.id)', 't.c.id).outerjoin(u, u.c.t_id == t.c.id).where(u.c.id.is_(None))', 't.c.id).join(u, sa.true())', 't.c.id).join(u, t.c.id == u.c.t_id).join(v, v.c.u_id == u.c.id)', 't.c.id).select_from(t.join(u, u.c.t_id == t.c.id))', 't.c.id, u.c.a).select_from(sa.join(t, u, sa.and_(u.c.t_id == t.c.id, u.c.a == "x")))', 't.c.id).select_from(t.outerjoin(u, u.c.t_id == t.c.id)).join(v, v.c.u_id == u.c.id, isouter=True)',
        't.c.id).select_from(t.join(u.join(v, v.c.u_id == u.c.id), u.c.t_id == t.c.id))', 't.c.id).join(u, u.c.t_id == t.c.id, full=True)', 'v.c.id).join_from(t, u, u.c.t_id == t.c.id).where(v.c.u_id == u.c.id)', 't.c.id, v.c.id).join(u, u.c.t_id == t.c.id)', 'u.c.id).select_from(t).join(u, u.c.t_id == t.c.id).where(t.c.a != u.c.a)',
      ].map((query) => select(query)),
      ...[
        ['w.c.id, t.c.id).where(w.c.b < t.c.b)', "w = t.alias('w')\n"], ['w.c.id, x.c.id).where(w.c.b < x.c.b)', 'w = t.alias()\nx = t.alias()\n'], ['w.c.id, t.c.id).where(w.c.b < t.c.b)', "w = sa.alias(t)\n"], ['w)', "w = u.alias('order')\n"], ['w.c.id).select_from(t).join(w, w.c.t_id == t.c.id)', 'w = u.alias()\n'],
        ['q.c.a, q.c.n).where(q.c.n > 1)', "q = sa.select(t.c.a, sa.func.count().label('n')).group_by(t.c.a).subquery()\n"], ['q.c.low)', "q = sa.select(sa.func.lower(t.c.a).label('low')).subquery('q')\n"], ['q.c.lower, q.c.id)', 'q = sa.select(sa.func.lower(t.c.a), t.c.id).subquery()\n'], ['q)', 'q = sa.select(t.c.a, u.c.t_id).where(u.c.t_id == t.c.id).subquery()\n'], ['q.c.a, r.c.a).where(q.c.a == r.c.a)', 'q = sa.select(t.c.a).subquery()\nr = sa.select(u.c.a).subquery()\n'],
        ['t.c.id).join(q, q.c.t_id == t.c.id)', 'q = sa.select(u.c.t_id).distinct().subquery()\n'], ['r.c.a)', 'q = sa.select(t.c.a).subquery()\nr = sa.select(q.c.a).where(q.c.a != "").subquery()\n'], ['q.c.a)', 'q = sa.select(t.c.a).where(t.c.c).cte()\n'], ['r.c.a)', "q = sa.select(t.c.a, t.c.id).cte('q')\nr = sa.select(q.c.a).where(q.c.id > 1).cte('r')\n"], ['q.c.a, t.c.id).where(q.c.a == t.c.a)', "q = sa.select(u.c.a).cte('q')\n"],
        ['t.c.id, l.c.a).join(l, sa.true())', 'l = sa.select(u.c.a).where(u.c.t_id == t.c.id).limit(1).lateral()\n'], ['t.c.id, e.c.k).select_from(t).join(e, sa.true())', "e = sa.func.jsonb_object_keys(t.c.data).table_valued('k').render_derived(name='e')\n"],
        ['t.c.id, e.c.x, e.c.n).select_from(t).join(e, sa.true())', "e = sa.func.jsonb_array_elements_text(t.c.data).table_valued('x', with_ordinality='n').render_derived(name='e').lateral()\n"], ['e.c.x)', "e = sa.func.generate_series(1, 3).table_valued('x')\n"], ['e.c.x)', "e = sa.func.generate_series(1, 3).table_valued('x').alias('e')\n"],
        ['t.c.id, s)', 's = sa.select(sa.func.count(u.c.id)).where(u.c.t_id == t.c.id).scalar_subquery()\n'], ["t.c.id, s.label('n'))", 's = sa.select(sa.func.count(u.c.id)).where(u.c.t_id == t.c.id).correlate(t).scalar_subquery()\n'],
      ].map(([query = '', before = '']) => select(query, before)),
      ...[
        'sa.exists().where(u.c.t_id == t.c.id)', '~sa.exists().where(u.c.t_id == t.c.id)', 'sa.select(u.c.id).where(u.c.t_id == t.c.id).exists()', '~sa.select(sa.literal(1)).select_from(u).where(u.c.t_id == t.c.id).exists()', 'sa.exists(sa.select(1).where(u.c.t_id == t.c.id))', 't.c.id.in_(sa.select(u.c.t_id))', 't.c.id.not_in(sa.select(u.c.t_id).where(u.c.a == "x"))', '~t.c.id.in_(sa.select(u.c.t_id))',
        't.c.b == sa.select(sa.func.max(u.c.id)).scalar_subquery()', 't.c.b > sa.select(sa.func.count(u.c.id)).where(u.c.t_id == t.c.id).scalar_subquery()', 't.c.id.in_(sa.select(u.c.t_id).join(v, v.c.u_id == u.c.id))', 'sa.tuple_(t.c.id, t.c.a).in_(sa.select(u.c.id, u.c.a))', 't.c.id.in_(sa.select(u.c.t_id).group_by(u.c.t_id).having(sa.func.count() > 1))', 't.c.b.in_(sa.select(u.c.id).limit(3))',
      ].map((condition) => select(`t.c.id).where(${condition})`)),
    ],
  },
  {
    name: 'expressions',
    cases: [
      ...[
        't.c.a.like("x%", escape="/")', 't.c.a.not_like("x")', '~t.c.a.like("x")', 't.c.a.not_ilike("x")', 't.c.a.startswith("x")', 't.c.a.endswith("x")', 't.c.a.contains("x_y", autoescape=True)', 't.c.a.startswith(u.c.a)', '~t.c.a.contains("x")', 't.c.a.icontains("X")', 't.c.a.regexp_match("^x")', '~t.c.a.regexp_match("^x")', 't.c.a.op("~*")("^x")', '~t.c.a.op("~*")("^x")', 't.c.a.op("~", is_comparison=True)("x") & t.c.c',
        't.c.a.is_distinct_from("x")', 't.c.a.is_not_distinct_from(None)', '~t.c.a.is_distinct_from("x")', 't.c.b.between(1, 5)', '~t.c.b.between(1, 5)', 'sa.between(t.c.b, 1, t.c.id + 1)', 't.c.a == sa.null()', 't.c.a != sa.null()', 't.c.a.is_(sa.null())', 't.c.c.is_not(True)', 't.c.c == sa.false()', 't.c.c != True', 't.c.c.isnot(None)', 't.c.c.is_(sa.false())',
        'sa.and_(t.c.b > 1, sa.or_(t.c.a == "x", t.c.c))', 'sa.or_(t.c.b > 1, sa.and_(t.c.a == "x", t.c.c))', 'sa.and_(t.c.b > 1, sa.and_(t.c.a == "x", t.c.c))', 'sa.or_(t.c.b > 1, sa.or_(t.c.a == "x", t.c.c))', '(t.c.b > 1) | (t.c.a == "x") & t.c.c', '((t.c.b > 1) | (t.c.a == "x")) & ~t.c.c', 'sa.not_(sa.or_(t.c.b > 1, t.c.c))', 'sa.not_(sa.and_(t.c.b > 1, t.c.c))', 'sa.not_(t.c.b > 1)', 'sa.not_(t.c.b == 1)', 'sa.not_(sa.exists().where(u.c.t_id == t.c.id))',
        'sa.and_(sa.true(), t.c.c)', 'sa.or_(sa.false(), t.c.c)', 'sa.and_(sa.false(), t.c.c)', 'sa.true()', 'sa.and_(t.c.c)', 't.c.b + 1 > 2', 't.c.b * 2 + 1 == 5', '(t.c.b + 1) * 2 == 6', 't.c.b - (t.c.id - 1) == 0', 't.c.b % 2 == 0', 't.c.b / 2 > 1', '-t.c.b < 0', 't.c.a + "x" == "y"', 't.c.a + u.c.a == "y"', '"x" + t.c.a == "xy"', 't.c.a.concat("x") == "y"', 't.c.a + sa.cast(t.c.b, sa.String) == "x1"', 'sa.func.lower(t.c.a) + "x" == "y"', 't.c.a + "x" + t.c.a != ""',
        'sa.func.length(sa.func.trim(t.c.a)) == 0', 'sa.func.coalesce(t.c.a, "") == ""', 'sa.func.lower(t.c.a).in_(["x", "y"])', 'sa.func.lower(t.c.a).like("x%")', 'sa.cast(t.c.a, sa.Integer) == 5', 'sa.cast("5", sa.Integer) == t.c.b', 'sa.type_coerce(t.c.data, postgresql.JSONB) != None', 'sa.func.split_part(t.c.a, "@", 2) == "x"', "sa.func.date_trunc('day', sa.func.now()) > sa.func.now()", 'sa.func.now() - sa.text("interval \'1 day\'") > sa.func.now()',
        't.c.b == sa.any_(postgresql.array([1, 2]))', 'sa.tuple_(t.c.id, t.c.b).in_([(1, 2), (3, 4)])', 'sa.case((t.c.b == 1, True), else_=False)', 't.c.b.in_([1, None])', 't.c.a.in_(("x",))', 'sa.literal("x") == t.c.a', 'sa.literal(5) < t.c.b', 'sa.literal_column("1") == t.c.b', 'sa.text("t.b = 1") & t.c.c', 'sa.column("z") == 1', 'sa.column("z", sa.String) + "x" == "y"', 't.c.a.collate("C") == "x"', 't.c["a"] == "x"', 't.columns.a == "x"',
        't.c.data["k"].astext == "x"', 't.c.data["k"]["l"].astext.is_(None)', 't.c.data["k"].astext.cast(sa.Integer) > 5', 't.c.data[0].astext == "x"', 't.c.data["k"] != None', 't.c.data.op("->>")("k") == "x"', 't.c.data.op("->")("k").op("->>")("l") == "x"', 't.c.data.has_key("k")', '~t.c.data.has_key("k")', 't.c.data.op("@>")(sa.text("\'{}\'"))', 'sa.func.jsonb_typeof(t.c.data) == "null"',
      ].map((condition) => run(`t.update().where(${condition}).values(b=1)`)),
      ...[
        'data=sa.null()', 'data=t.c.data["k"]', 'data=sa.cast(sa.literal("[]"), postgresql.JSONB)', "data=sa.func.jsonb_build_object('k', t.c.a)", 'a=u.c.a', 'a=sa.func.coalesce(t.c.a, "x")', 'b=t.c.b + u.c.id', 'c=t.c.b > 1', 'c=~t.c.c', 'c=sa.exists().where(u.c.t_id == t.c.id)',
        'c=sa.case((t.c.b == 1, True), else_=sa.false())', 'a=sa.select(u.c.a).where(u.c.t_id == t.c.id).limit(1).scalar_subquery()', 'a=sa.select(u.c.a).where(u.c.t_id == t.c.id).order_by(u.c.id.desc()).limit(1).scalar_subquery()', 'b=sa.func.coalesce(sa.select(sa.func.max(u.c.id)).scalar_subquery(), 0)', 'a=sa.func.replace(t.c.a, "x", "y")', 'a=sa.literal("x")', 'a=t.c.a.op("||")("x")', 'b=sa.cast(t.c.a, sa.Integer)', 'b=sa.extract("year", sa.func.now())', 'b=(t.c.b / 2)',
      ].map((values) => run(`t.update().where(t.c.id == 1).values(${values})`)),
      ...DOCUMENTS.keys(),
    ],
  },
  {
    name: 'statements over several tables',
    cases: [
      ...[
        't.update().where(t.c.id == u.c.t_id, u.c.a == "x").values(a=u.c.a)', 't.update().where(t.c.id == u.c.t_id).where(v.c.u_id == u.c.id).values(b=v.c.order)', 't.update().where(t.c.id.in_(sa.select(t.c.id).where(t.c.id == u.c.t_id).where(v.c.u_id == u.c.id))).values(a="x")', 't.update().where(t.c.id == u.c.t_id, ~sa.exists(sa.select(1).where(v.c.u_id == u.c.id))).values(a=u.c.a)', 't.delete().where(t.c.id == u.c.t_id).where(u.c.a == "x")',
        't.delete().where(~sa.exists().where(u.c.t_id == t.c.id))', 't.delete().where(t.c.id.in_(sa.select(u.c.t_id).join(v, v.c.u_id == u.c.id).where(v.c.order > 1)))', 't.delete().where(t.c.id == u.c.t_id).returning(t.c.id)', 't.update().values(a="x").returning(t.c.id, t.c.a)', 't.delete().returning(sa.func.lower(t.c.a))', 'sa.delete(t).where(t.c.b.is_(None), t.c.c)',
        'u.insert().from_select(["t_id", "a"], sa.select(t.c.id, t.c.a).where(t.c.c))', 'u.insert().from_select(["t_id", "a"], sa.select(t.c.id, sa.literal("x").label("a")).where(~sa.exists().where(u.c.t_id == t.c.id)))', 'u.insert().from_select([u.c.t_id], sa.select(t.c.id).join(v, v.c.id == t.c.id))', 'u.insert().from_select(["t_id"], sa.select(sa.func.max(t.c.id)))', 'sa.insert(u).from_select(["t_id", "a"], sa.select(t.c.id, sa.literal("y")))', 'u.insert().from_select(["t_id", "a"], sa.select(t.c.id, sa.func.lower(t.c.a)).order_by(t.c.id).limit(2))',
        'postgresql.insert(u).from_select(["t_id"], sa.select(t.c.id)).on_conflict_do_nothing()', 'postgresql.insert(u).values(id=1, a="x").on_conflict_do_nothing(constraint="uq")', 'postgresql.insert(u).values(id=1, a="x").on_conflict_do_nothing(index_elements=[u.c.id])', 'postgresql.insert(u).from_select(["id", "a"], sa.select(t.c.id, t.c.a)).on_conflict_do_update(index_elements=["id"], set_={"a": sa.func.lower(u.c.a)})',
      ].map((statement) => run(statement)),
      ...[
        ['t.update().where(t.c.id == q.c.t_id).values(b=q.c.n)', "q = sa.select(u.c.t_id, sa.func.count().label('n')).group_by(u.c.t_id).subquery()\n"], ['t.update().where(t.c.id == q.c.t_id).values(b=q.c.n)', "q = sa.select(u.c.t_id, sa.func.count().label('n')).group_by(u.c.t_id).cte('q')\n"], ['t.update().where(t.c.id.not_in(sa.select(q.c.keep))).values(a=None)', "q = sa.select(sa.func.min(t.c.id).label('keep')).group_by(sa.func.lower(t.c.a)).subquery()\n"],
        ['t.update().where(t.c.id == w.c.b).values(a=w.c.a)', "w = t.alias('w')\n"], ['t.delete().where(t.c.a == w.c.a, t.c.id > w.c.id)', 'w = t.alias()\n'], ['t.update().where(~sa.exists(sa.select(1).where(sa.func.lower(w.c.a) == sa.func.lower(t.c.a)))).values(c=False)', "w = t.alias('w')\n"],
        ['t.update().where(t.c.id == p.c.t_id).values(data=p.c.all)', "d = sa.select(u.c.t_id, u.c.a).select_from(u.join(v, sa.and_(v.c.u_id == u.c.id, v.c.order == 1))).distinct().subquery('d')\np = sa.select(d.c.t_id, sa.func.jsonb_agg(d.c.a, type_=postgresql.JSONB).label('all')).group_by(d.c.t_id).subquery('p')\n"],
        ['u.insert().from_select(["t_id"], sa.select(q.c.id))', "q = sa.select(t.c.id).where(t.c.c).cte('q')\n"], ['t.delete().where(t.c.id.in_(sa.select(sa.select(t.c.id).limit(10).cte().c.id)))', ''],
        ['i.on_conflict_do_update(index_elements=["id"], set_={"a": i.excluded.a})', 'i = postgresql.insert(u).from_select(["id", "a"], sa.select(t.c.id, t.c.a))\n'], ['i.on_conflict_do_update(constraint="uq", set_=dict(a=i.excluded.a), where=u.c.a.is_(None))', 'i = postgresql.insert(u).from_select(["id", "a"], sa.select(t.c.id, t.c.a))\n'],
      ].map(([statement = '', before]) => run(statement, before)),
    ],
  },
  {
    name: 'models',
    cases: [
      'sa.select(User.id, User.made).where(User.name == "x")', 'sa.update(User).where(User.name.is_(None)).values(name="x")', 'sa.update(User).where(User.id == Token.user_id).values(name="x")', 'sa.delete(Token).where(Token.until < sa.func.now())', 'sa.delete(Token).where(Token.user_id.in_(sa.select(User.id).where(User.name == "x")))', 'sa.insert(User).values(name="x")', 'sa.insert(User).values({User.name: "x", User.id: 1})', 'sa.update(User).values({User.name: User.name + "x"})', 'User.__table__.update().values(name="x")', 'sa.update(User).values(made=sa.func.now())', 'sa.update(User).values({User.made: None})',
      'sa.select(Token.id).join(User).where(Token.until < User.made)', 'sa.select(Token.id).join(User, User.id == Token.user_id)', 'sa.select(Token.id).outerjoin(User, sa.and_(User.id == Token.user_id, User.name == sa.func.split_part(User.name, "@", 1))).where(User.id.is_(None)).distinct()', 'sa.delete(Token).where(Token.id.in_(sa.select(sa.select(Token.id).join(User).where(Token.until < User.made).limit(1000).cte()))).returning(Token.id)', 'sa.select(sa.func.count(Token.id), Token.user_id).group_by(Token.user_id)',
    ].map(mapped).concat([
      `${MODELS}other = aliased(User)\nop.execute(sa.select(User.id).join(other, other.name == User.name).where(other.id < User.id))`, `${MODELS}other = aliased(User, name='other')\nop.execute(sa.select(other.id, other.made))`,
      "meta = sa.MetaData()\nt = sa.Table('t', meta, sa.Column('id', sa.Integer))\nu = sa.Table('u', meta, sa.Column('t_id', sa.Integer, sa.ForeignKey('t.id')))\nop.execute(sa.select(t.c.id).select_from(t.join(u)))", "meta = sa.MetaData()\nt = sa.Table('t', meta, sa.Column('id', sa.Integer))\nu = sa.Table('u', meta, sa.Column('t_id', sa.Integer, sa.ForeignKey('t.id')))\nop.execute(sa.select(u.c.t_id).join(t))",
    ]),
  },
  {
    name: 'keys and defaults of tables',
    cases: [
      "t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.String), sa.Column('k', sa.DateTime, default=sa.func.now()))\nop.execute(t.insert().values(n='y'))",
      "t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.String), sa.Column('k', sa.DateTime, onupdate=sa.func.now()))\nop.execute(t.update().values(n='y'))",
      "t = sa.Table('t', sa.MetaData(), sa.Column('id', postgresql.UUID, primary_key=True), sa.Column('n', sa.String))\nop.execute(t.insert().values(id=sa.func.gen_random_uuid(), n='y'))",
      "t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True), sa.Column('u_id', sa.Integer, primary_key=True))\nop.execute(t.insert().values(id=1, u_id=2))",
      "t = sa.Table('t', sa.MetaData(), sa.Column('id', postgresql.UUID, primary_key=True, server_default=sa.func.x()), sa.Column('n', sa.String))\nop.execute(t.insert().values(n='x'))",
      "t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.String, primary_key=True), sa.Column('n', sa.String))\nop.execute(t.insert().values(n='x'))",
      "t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.String), schema='s')\nop.execute(t.insert().values(n='x'))",
      "t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.String))\nop.execute(t.insert().values(n='x').returning(t.c.n))",
      "t = op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), sa.Column('n', sa.String), sa.PrimaryKeyConstraint('id'))\nop.execute(t.insert().values(n='x'))",
      "t = op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), sa.Column('n', sa.String), sa.PrimaryKeyConstraint('id'))\nop.execute(t.insert().values([{'n': 'x'}, {'n': 'y'}]))",
      "t = op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), sa.Column('n', sa.String), sa.PrimaryKeyConstraint('id'))\nop.execute(postgresql.insert(t).values(n='x').on_conflict_do_nothing())",
      "t = sa.table('t', sa.column('id', sa.Integer), sa.column('n', sa.String))\nu = sa.Table('u', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True))\nop.execute(t.update().where(t.c.id == u.c.id).values(n='x'))",
      "t = sa.table('t', sa.column('id', sa.Integer), sa.column('n', sa.String))\nop.execute(t.update().where(sa.func.lower(t.c.n) < sa.func.concat(t.c.n, 'x')).values(n='x'))",
      ...DEFAULTS.keys(),
    ],
  },
];
