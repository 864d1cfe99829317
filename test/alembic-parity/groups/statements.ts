import type { Group } from '../group.ts';

const T = "t = sa.table('t', sa.column('id', sa.Integer), sa.column('a', sa.String), sa.column('b', sa.Integer), sa.column('c', sa.Boolean))\n";
const U = "u = sa.table('u', sa.column('id', sa.Integer), sa.column('t_id', sa.Integer))\n";
const dml = (statement: string, before = T) => `${before}op.execute(${statement})`;

export const statements: readonly Group[] = [
  {
    name: 'execute',
    cases: [
      "op.execute('SELECT 1')", "op.execute('SELECT 1;')", "op.execute('SELECT 1; SELECT 2')", "op.execute(sa.text('SELECT 1'))", "op.execute(\"\"\"\n    UPDATE t\n    SET a = 'x'\n\"\"\")", "op.execute('UPDATE t SET a = \\'50%\\'')", "op.execute(\"UPDATE t SET a = 'a\\\\:b'\")",
      "op.execute('SELECT now()::date')", "op.execute(sa.text('SELECT now()::date'))", "op.execute(sa.text('UPDATE t SET a = :a').bindparams(a='x'))", "op.execute(sa.text('UPDATE t SET a = :a, b = :b').bindparams(a=\"it's\", b=5))", "op.execute(sa.text('UPDATE t SET a = :a').bindparams(sa.bindparam('a', 'x')))",
      "op.execute(\"DO $$ BEGIN RAISE NOTICE 'x'; END $$\")", "op.execute('CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"')", "op.execute(\"COMMENT ON TABLE t IS E'a\\\\nb'\")", "for name in ('a', 'b'):\n    op.execute(f'DROP TABLE {name}')", "op.execute('SELECT {}'.format(1))", "op.execute('SELECT %s' % 'x')",
      "op.get_bind().execute(sa.text('SELECT 1'))", "conn = op.get_bind()\nconn.execute(sa.text('UPDATE t SET a = 1'))", "with op.get_context().autocommit_block():\n    op.execute('VACUUM t')", "with op.get_context().autocommit_block():\n    op.create_index('ix', 't', ['a'], postgresql_concurrently=True)\nop.execute('SELECT 2')",
      "op.execute('SELECT 1')\nwith op.get_context().autocommit_block():\n    op.execute('SELECT 2')\n    op.execute('SELECT 3')", "if op.get_bind().dialect.name == 'postgresql':\n    op.execute('SELECT 1')\nelse:\n    op.execute('SELECT 2')", "op.execute('-- only a comment')", "op.execute('')", "op.execute('SELECT 1 -- tail')",
      "op.execute('/* c */ SELECT 1')", "op.execute('SELECT \\'a;b\\'')", "op.execute(\"\"\"CREATE FUNCTION f() RETURNS trigger AS $$\nBEGIN\n  NEW.x := 1;\n  RETURN NEW;\nEND\n$$ LANGUAGE plpgsql\"\"\")", "op.execute('SELECT\\t1')",
      "op.execute(sa.schema.CreateSchema('s'))", "op.execute(sa.schema.DropSchema('s', cascade=True))", "op.execute(sa.schema.CreateSequence(sa.Sequence('sq')))", "op.execute(sa.schema.CreateSequence(sa.Sequence('sq', start=5, increment=2)))", "op.execute(sa.schema.DropSequence(sa.Sequence('sq')))",
      "op.execute(sa.schema.CreateSequence(sa.Sequence('sq', minvalue=1, maxvalue=9, cycle=True, cache=3, schema='s')))", "op.execute(sa.schema.CreateSchema('s', if_not_exists=True))", "op.execute(sa.schema.CreateSequence(sa.Sequence('sq', data_type=sa.BigInteger())))",
      "op.execute('SELECT 1', execution_options={'x': 1})", "op.execute(sqltext='SELECT 1')", "op.execute(sa.DDL('SELECT 1'))", "op.execute(sa.schema.DropTable(sa.Table('t', sa.MetaData())))",
    ],
  },
  {
    name: 'update, delete, insert',
    cases: [
      ...[
        "t.update().values(a='x')", "t.update().values({'a': 'x', 'b': 1})", "t.update().values({t.c.a: 'x'})", "t.update().where(t.c.b == 5).values(a='x')", "t.update().where(t.c.b != 5).values(a=None)", "t.update().where(t.c.a.is_(None)).values(a=op.inline_literal('x'))",
        "t.update().where(t.c.a == None).values(c=True)", "t.update().where(t.c.a != None).values(c=False)", "t.update().where(t.c.b.in_([1, 2])).values(b=t.c.b + 1)", "t.update().where(t.c.b.notin_([1, 2])).values(a=sa.func.upper(t.c.a))", "t.update().where(sa.and_(t.c.b > 1, t.c.a == 'y')).values(a='x')",
        "t.update().where(sa.or_(t.c.b > 1, t.c.a == 'y')).values(a='x')", "t.update().where((t.c.b > 1) & (t.c.a == 'y')).values(a='x')", "t.update().where((t.c.b > 1) | ~(t.c.a == 'y')).values(a='x')", "t.update().where(t.c.a.like('x%')).values(a='x')", "t.update().where(t.c.a.ilike('x')).values(a='x')",
        "t.update().where(t.c.b.between(1, 9)).values(a='x')", "t.update().where(sa.not_(t.c.c)).values(a='x')", "t.update().where(t.c.c).values(a='x')", "t.update().where(t.c.b > 1).where(t.c.b < 5).values(a='x')", "t.update().values(a=sa.null(), c=sa.true())", "t.update().values(a=sa.text(\"'y'\"))",
        "t.update().values(a=sa.case((t.c.b == 1, 'x'), else_='y'))", "t.update().values(a=sa.cast(t.c.b, sa.String()))", "t.update().values(b=sa.func.coalesce(t.c.b, 0))", "t.update().values(a=t.c.a + '-x')", "t.update().values(b=-t.c.b)", "t.update().values(b=(t.c.b + 1) * 2)", "t.update().values(b=t.c.b - 1 - 2)",
        "t.delete()", "t.delete().where(t.c.b == 1)", "t.delete().where(t.c.b.in_([1]))", "t.delete().where(t.c.a.startswith('x'))", "t.delete().where(t.c.a.contains('x'))", "t.delete().where(t.c.b.in_([]))", "t.insert().values(a='z', b=1)", "t.insert().values({'a': 'z'})", "t.insert().values(a=None, c=True)", "t.insert().values([{'a': 'x', 'b': 1}, {'a': 'y', 'b': 2}])",
        "t.insert().values(a=sa.func.now())", "t.insert()", "sa.update(t).values(a='x')", "sa.update(t).where(t.c.b == 1).values(a='x')", "sa.delete(t).where(t.c.b < 3)", "sa.insert(t).values(a='q')", "sa.insert(t).values(b=1.5)", "t.update().where(t.c.b >= -1).values(b=-5)", "t.update().where(t.c.c == True).values(a='x')", "t.update().where(t.c.c == False).values(a='x')",
        "t.update().where(t.c.c.is_(True)).values(c=sa.false())", "t.update().where(sa.text('b = 3')).values(a='x')", "t.update().where(sa.func.length(t.c.a) > 3).values(a='x')", "sa.select(t.c.a)", "sa.select(t.c.a, t.c.b).where(t.c.b == 1)", "t.update().values(a=\"it's 5% \\\\ :x\")", "t.insert().from_select(['a', 'b'], sa.select(t.c.a, t.c.b).where(t.c.b > 1))",
        "postgresql.insert(t).values(a='x').on_conflict_do_nothing()", "postgresql.insert(t).values(id=1, a='x').on_conflict_do_nothing(index_elements=['id'])", "postgresql.insert(t).values(id=1, a='x').on_conflict_do_update(index_elements=['id'], set_={'a': 'y'})", "t.insert().returning(t.c.id).values(a='x')",
        "t.update().where(t.c.b == op.inline_literal(3)).values({'a': op.inline_literal('z')})",
      ].map((statement) => dml(statement)),
      ...[
        "t.update().where(t.c.id == u.c.t_id).values(a='x')", "t.update().values(b=sa.select(u.c.id).where(u.c.t_id == t.c.id).scalar_subquery())", "t.delete().where(t.c.id == u.c.t_id)", "t.delete().where(t.c.id.in_(sa.select(u.c.t_id)))", "t.update().where(~sa.exists(sa.select(u.c.id).where(u.c.t_id == t.c.id))).values(a='x')",
        "t.update().where(t.c.id.notin_(sa.select(u.c.t_id).where(u.c.id > 1))).values(a='x')", "t.insert().from_select(['id'], sa.select(u.c.t_id).distinct())", "t.update().where(sa.exists().where(u.c.t_id == t.c.id)).values(a='x')",
      ].map((statement) => dml(statement, `${T}${U}`)),
      "t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer()), sa.Column('a', sa.String()), schema='s')\nop.execute(t.update().where(t.c.id == 1).values(a='x'))",
      "t = sa.Table('Tt', sa.MetaData(schema='m'), sa.Column('Id', sa.Integer()), sa.Column('a', sa.String()))\nop.execute(t.delete().where(t.c.Id == 1))",
      "t = sa.table('t', sa.column('a'), schema='s')\nop.execute(t.update().values(a='x'))",
      "t = sa.table('t', sa.column('order'), sa.column('a'))\nop.execute(t.update().where(t.c.order == 'x').values(a=1))",
    ],
  },
  {
    name: 'bulk_insert',
    cases: [
      "t = sa.table('t', sa.column('id', sa.Integer), sa.column('n', sa.String))\nop.bulk_insert(t, [{'id': 1, 'n': \"it's\"}, {'id': 2, 'n': None}])", "t = op.create_table('t', sa.Column('id', sa.Integer()), sa.Column('n', sa.String()))\nop.bulk_insert(t, [{'n': 'a', 'id': 1}])",
      "t = sa.table('t', sa.column('b', sa.Boolean), sa.column('f', sa.Float))\nop.bulk_insert(t, [{'b': True, 'f': 1.5}, {'b': False, 'f': 2}])", "t = sa.table('t', sa.column('n', sa.String), schema='s')\nop.bulk_insert(t, [{'n': 'x'}])", "t = sa.table('t', sa.column('n', sa.String))\nop.bulk_insert(t, [])",
      "t = sa.table('t', sa.column('n', sa.String), sa.column('m', sa.Integer))\nop.bulk_insert(t, [{'n': 'a'}, {'n': 'b'}])", "t = sa.table('t', sa.column('n', sa.String))\nop.bulk_insert(t, [{'n': 'x'}], multiinsert=False)", "t = sa.table('t', sa.column('n', sa.String))\nop.bulk_insert(t, [{'n': op.inline_literal('x')}], multiinsert=False)",
      "t = sa.table('t', sa.column('n', sa.String), sa.column('k', sa.BigInteger))\nop.bulk_insert(t, [{'n': f'row {i}', 'k': i} for i in range(3)])", "t = sa.table('t', sa.column('d', sa.Date))\nimport datetime\nop.bulk_insert(t, [{'d': datetime.date(2020, 1, 2)}])", "t = sa.table('t', sa.column('n', sa.Numeric))\nop.bulk_insert(t, [{'n': 1.25}])",
      "t = sa.table('t', sa.column('e', sa.Enum('a', 'b', name='e')))\nop.bulk_insert(t, [{'e': 'a'}])", "t = sa.table('t', sa.column('n', sa.Text))\nop.bulk_insert(t, [{'n': '100% \\\\ :x'}])",
    ],
  },
  {
    name: 'batch',
    cases: [
      "with op.batch_alter_table('t') as b:\n    b.add_column(sa.Column('c', sa.Integer()))\n    b.drop_column('d')", "with op.batch_alter_table('t', schema='s') as b:\n    b.alter_column('c', nullable=False)\n    b.create_index('ix', ['c'])\n    b.drop_index('iy')", "with op.batch_alter_table('t') as b:\n    b.create_unique_constraint('uq', ['a'])\n    b.create_check_constraint('ck', 'a > 0')\n    b.drop_constraint('x', type_='unique')",
      "with op.batch_alter_table('t') as b:\n    b.create_foreign_key('fk', 'p', ['a'], ['id'], ondelete='CASCADE')", "with op.batch_alter_table('t', schema='s') as b:\n    b.create_foreign_key('fk', 'p', ['a'], ['id'], referent_schema='r')", "with op.batch_alter_table('t') as b:\n    b.add_column(sa.Column('c', sa.Integer()))\n    b.execute('SELECT 1')\n    b.drop_column('d')",
      "with op.batch_alter_table('t') as b:\n    b.add_column(sa.Column('c', sa.Integer()))\n    op.execute('SELECT 1')", "with op.batch_alter_table('t') as b:\n    b.alter_column('c', new_column_name='d', type_=sa.Text(), existing_type=sa.String())", "with op.batch_alter_table('t') as b:\n    b.create_primary_key('pk', ['a'])",
      "with op.batch_alter_table('t') as b:\n    b.create_index(b.f('ix_t_a'), ['a'], unique=True)\n    b.drop_index(b.f('ix_t_b'))", "with op.batch_alter_table('t') as b:\n    b.add_column(sa.Column('c', sa.Integer(), sa.ForeignKey('p.id'), index=True))", "with op.batch_alter_table('t', recreate='never') as b:\n    b.drop_column('c')", "with op.batch_alter_table('t', recreate='always') as b:\n    b.drop_column('c')",
      "with op.batch_alter_table('t') as b:\n    b.create_table_comment('x')\n    b.drop_table_comment()", "with op.batch_alter_table('t') as b:\n    pass", "with op.batch_alter_table('t') as b:\n    b.add_column(sa.Column('c', sa.Integer()), insert_after='a')", "with op.batch_alter_table('t', None) as b:\n    b.alter_column('c', server_default=None)",
      "with op.batch_alter_table('t') as b:\n    b.create_exclude_constraint('ex', ('p', '&&'))", "with op.batch_alter_table('t') as b:\n    b.drop_constraint(b.f('x'))", "with op.batch_alter_table('t', reflect_args=[], table_kwargs={}) as b:\n    b.drop_column('c')", "with op.batch_alter_table('t') as b:\n    b.drop_column('a')\nwith op.batch_alter_table('u') as b:\n    b.drop_column('b')",
      "with op.batch_alter_table('t') as b:\n    b.create_index(index_name='ix', columns=['a'])", "with op.batch_alter_table('t') as b:\n    b.create_unique_constraint(constraint_name='uq', columns=['a'])",
    ],
  },
];
