import type { Group } from '../group.ts';
import { combined, listed } from '../group.ts';

const add = (column: string, ...more: readonly string[]) => `op.add_column(${listed("'t'", column, ...more)})`;

const altered = combined(
  ['', 'nullable=True', 'nullable=False'],
  ['', 'type_=sa.Text()'],
  ['', "server_default='x'", 'server_default=None'],
  ['', "new_column_name='d'"],
  ['', "comment='words'"],
).filter((words) => words.some((word) => word !== '')).map((words) => `op.alter_column(${listed("'t'", "'c'", 'existing_type=sa.String(10)', ...words)})`);

const existing = combined(
  ["existing_server_default='y'", 'existing_server_default=False', 'existing_server_default=None', "existing_comment='old'", 'existing_nullable=True', 'existing_nullable=False', 'existing_autoincrement=True'],
  ['nullable=False', 'type_=sa.Integer()', "server_default=sa.text('5')", 'server_default=None', 'comment=None', ''],
).map((words) => `op.alter_column(${listed("'t'", "'c'", ...words)})`);

export const columns: readonly Group[] = [
  {
    name: 'add_column',
    cases: [
      ...combined(['', 'nullable=True', 'nullable=False'], ['', "server_default='x'", 'server_default=sa.text("now()")'], ['', 'unique=True'], ['', "comment='c'"])
        .map((words) => add(`sa.Column(${listed("'c'", 'sa.String(5)', ...words)})`)),
      add("sa.Column('c', sa.Integer(), index=True)"), add("sa.Column('c', sa.Integer(), index=True, unique=True)"), add("sa.Column('c', sa.Integer(), index=True)", "schema='s'"),
      add("sa.Column('c', sa.Integer(), sa.ForeignKey('p.id'))"), add("sa.Column('c', sa.Integer(), sa.ForeignKey('s.p.id', name='fk', ondelete='CASCADE'), nullable=False)", "schema='x'"),
      add("sa.Column('c', sa.Integer(), sa.ForeignKey('p.id', onupdate='CASCADE', deferrable=True, initially='DEFERRED'), index=True)"),
      add("sa.Column('c', sa.Integer(), sa.ForeignKey('t.id'))"),
      add("sa.Column('c', sa.Integer(), sa.CheckConstraint('c > 0'))"), add("sa.Column('c', sa.Integer(), sa.CheckConstraint('c > 0', name='ck'), nullable=False)"),
      add("sa.Column('c', sa.Integer(), primary_key=True)"), add("sa.Column('c', sa.Integer(), primary_key=True, autoincrement=False)"), add("sa.Column('c', sa.Integer(), autoincrement=True)"),
      add("sa.Column('c', sa.Integer(), sa.Identity())"), add("sa.Column('c', sa.Integer(), sa.Identity(always=True, start=4), nullable=False)"),
      add("sa.Column('c', sa.Integer(), sa.Computed('a + 1', persisted=True))"), add("sa.Column('c', sa.Boolean(), server_default=sa.false(), nullable=False)"),
      add("sa.Column('c', sa.Enum('a', 'b', name='e'))"), add("sa.Column('c', sa.Enum('a', 'b', name='e', native_enum=False))"),
      add("sa.Column('c', sa.Enum('a', 'b', name='e', native_enum=False, create_constraint=True))"), add("sa.Column('c', postgresql.ENUM('a', name='e', create_type=False), nullable=True)"),
      add("sa.Column('c', postgresql.ARRAY(sa.Text()), server_default='{}', nullable=False)"), add("sa.Column('Order', sa.Integer(), comment='o')", "schema='App'"),
      add("sa.Column('c', sa.Integer(), sa.Sequence('sq'))"), add("sa.Column('c', sa.Boolean(create_constraint=True, name='b'))"), add("sa.Column('c', sa.Integer(), quote=True, default=5)"),
      add("column=sa.Column('c', sa.Integer())"), "op.add_column(table_name='t', column=sa.Column('c', sa.Integer()), schema=None)", add("sa.Column('c', sa.Integer())", "schema='a.b'"),
      add("sa.Column('c', sa.Integer(), sa.ForeignKey('p.id'), sa.ForeignKey('q.id'))"),
      add("sa.Column('c', sa.Integer())", 'if_not_exists=True'), add("sa.Column('c', sa.Integer(), sa.ForeignKey('p.id'), index=True)", 'inline_references=True'),
      add("sa.Column('c', sa.Integer(), primary_key=True)", 'inline_primary_key=True'),
      add("sa.Column('c', postgresql.DOMAIN('dm', sa.Integer))"),
    ],
  },
  {
    name: 'drop_column',
    cases: [
      "op.drop_column('t', 'c')", "op.drop_column('t', 'c', schema='s')", "op.drop_column(table_name='t', column_name='Order')", "op.drop_column('t', 'c', mssql_drop_check=True)",
      "op.drop_column('t', 'c', schema='a.b')", "op.drop_column('t', 'c', if_exists=True)", "op.drop_column('user', 'user', schema='user')",
    ],
  },
  { name: 'alter_column', cases: altered },
  { name: 'alter_column of what exists', cases: existing },
  {
    name: 'alter_column by its types',
    cases: [
      "op.alter_column('t', 'c', type_=sa.Integer(), postgresql_using='c::integer')", "op.alter_column('t', 'c', type_=sa.Integer(), postgresql_using=sa.text('c::integer'))",
      "op.alter_column('t', 'c', type_=sa.Integer(), postgresql_using=\"c || '%'\", nullable=False, schema='s')", "op.alter_column('t', 'c', postgresql_using='c::integer')",
      "op.alter_column('t', 'c', type_=sa.String(collation='C'))", "op.alter_column('t', 'c', type_=sa.Enum('a', 'b', name='e'))", "op.alter_column('t', 'c', type_=sa.Integer(), schema='a.b')",
      "op.alter_column('t', 'c', existing_type=sa.Enum('a', name='e1', native_enum=False, create_constraint=True), type_=sa.String(3))",
      "op.alter_column('t', 'c', existing_type=sa.String(3), type_=sa.Enum('a', name='e2', native_enum=False, create_constraint=True))",
      "op.alter_column('t', 'c', existing_type=sa.Enum('a', name='e1', native_enum=False, create_constraint=True), type_=sa.Enum('a', 'b', name='e2', native_enum=False, create_constraint=True))",
      "op.alter_column('t', 'c', existing_type=sa.Boolean(create_constraint=True, name='b'), type_=sa.Integer())",
      "op.alter_column('t', 'c', type_=sa.Boolean(create_constraint=True, name='b'))",
      "op.alter_column('t', 'c', existing_type=sa.Enum('a', name='e'), type_=sa.Enum('a', 'b', name='e'))",
      "op.alter_column('t', 'c', type_=postgresql.ARRAY(sa.Text()))", "op.alter_column('t', 'c', type_=sa.DateTime(timezone=True), existing_nullable=False)",
      "op.alter_column('t', 'c', server_default=sa.func.now())", "op.alter_column('t', 'c', server_default=sa.true())", "op.alter_column('t', 'c', server_default=False)", "op.alter_column('t', 'c', server_default=sa.text('NULL'))",
      "op.alter_column('t', 'c', server_default=sa.Identity())", "op.alter_column('t', 'c', server_default=sa.Identity(always=True, start=3))",
      "op.alter_column('t', 'c', server_default=sa.Identity(always=True), existing_server_default=sa.Identity())",
      "op.alter_column('t', 'c', server_default=sa.Identity(start=3, increment=2), existing_server_default=sa.Identity(start=1))",
      "op.alter_column('t', 'c', server_default=sa.Identity(minvalue=3, maxvalue=20, cycle=True, cache=4), existing_server_default=sa.Identity(always=True, minvalue=3))",
      "op.alter_column('t', 'c', server_default=sa.Identity(), existing_server_default=sa.Identity())",
      "op.alter_column('t', 'c', server_default=None, existing_server_default=sa.Identity())", "op.alter_column('t', 'c', server_default=sa.Computed('a'))",
      "op.alter_column('t', 'c', server_default=None, existing_server_default=sa.Computed('a', persisted=True))",
      "op.alter_column('t', 'c', comment='x', existing_comment='y', schema='s')", "op.alter_column('t', 'c', comment=None)", "op.alter_column('t', 'c', comment=\"it's 100%\")",
      "op.alter_column('t', 'c', new_column_name='Order')", "op.alter_column('t', 'Mixed', new_column_name='mixed', schema='s')", "op.alter_column('t', 'c', autoincrement=True)", "op.alter_column('t', 'c', name='d')",
      "op.alter_column('t', 'c', new_column_name='c')", "op.alter_column(table_name='t', column_name='c', nullable=True)", "op.alter_column('t', 'c')", "op.alter_column('t', 'c', nullable=None, type_=None, comment=False)",
      "op.alter_column('t', 'c', nullable=False, mysql_x=1)",
      "op.alter_column('t', 'c', type_=sa.Integer)",
      "op.alter_column('t', 'c', existing_type=sa.Integer, nullable=False, server_default='1', new_column_name='d', comment='z', schema='Sch')",
      "op.alter_column('t', 'c', type_=sa.Text(), postgresql_using='a:b')",
    ],
  },
];
