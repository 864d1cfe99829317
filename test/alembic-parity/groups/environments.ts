import type { Group } from '../group.ts';

const SOME = ["op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True))", "op.add_column('t', sa.Column('c', sa.String()))", "op.drop_column('t', 'c')"];

const CONVENTION = "sa.MetaData(naming_convention={'ix': 'ix_%(column_0_label)s', 'uq': 'uq_%(table_name)s_%(column_0_name)s', 'ck': 'ck_%(table_name)s_%(constraint_name)s', 'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s', 'pk': 'pk_%(table_name)s'})";
const LONG_CONVENTION = "sa.MetaData(naming_convention={'ix': 'idx__%(table_name)s__%(column_0_N_name)s', 'uq': 'uq__%(table_name)s__%(column_0N_name)s', 'fk': 'fk__%(table_name)s__%(column_0_N_name)s__%(referred_table_name)s__%(referred_column_0_name)s', 'ck': 'ck__%(constraint_name)s', 'pk': '%(table_name)s_pk'})";

const named = [
  "op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('a', sa.Integer(), sa.ForeignKey('p.id'), unique=True), sa.Column('b', sa.Integer(), index=True), sa.Column('c', sa.Integer()), sa.UniqueConstraint('b', 'c'), sa.CheckConstraint('a > b', name='order'))",
  "op.create_table('t', sa.Column('id', sa.Integer()), sa.PrimaryKeyConstraint('id'), sa.ForeignKeyConstraint(['id'], ['s.p.id']), schema='s')",
  "op.create_table('t', sa.Column('id', sa.Integer()), sa.PrimaryKeyConstraint('id', name=op.f('pk_mine')), sa.UniqueConstraint('id', name='mine'), sa.CheckConstraint('id > 0', name=op.f('ck_mine')))",
  "op.create_table('t', sa.Column('a', sa.Integer()), sa.CheckConstraint('a > 0'))",
  "op.create_table('t', sa.Column('a', sa.Boolean(create_constraint=True, name='bool')))",
  "op.create_table('t', sa.Column('a', sa.Enum('x', 'y', name='kind', native_enum=False, create_constraint=True)))",
  "op.add_column('t', sa.Column('c', sa.Integer(), sa.ForeignKey('p.id'), unique=True))", "op.add_column('t', sa.Column('c', sa.Integer(), index=True))", "op.add_column('t', sa.Column('c', sa.Integer(), sa.CheckConstraint('c > 0', name='pos')))",
  "op.create_index(None, 't', ['a', 'b'])", "op.create_index('mine', 't', ['a'])", "op.create_index(op.f('mine'), 't', ['a'], schema='s')", "op.create_index(None, 't', ['a'], schema='s', unique=True)",
  "op.create_unique_constraint(None, 't', ['a', 'b'])", "op.create_unique_constraint('mine', 't', ['a'])", "op.create_unique_constraint(op.f('mine'), 't', ['a'])", "op.create_primary_key(None, 't', ['a'])", "op.create_primary_key('mine', 't', ['a'])",
  "op.create_foreign_key(None, 't', 'p', ['a', 'b'], ['x', 'y'])", "op.create_foreign_key('mine', 't', 'p', ['a'], ['x'])", "op.create_foreign_key(None, 't', 'p', ['a'], ['x'], source_schema='s', referent_schema='r')",
  "op.create_check_constraint('pos', 't', 'a > 0')", "op.create_check_constraint(op.f('pos'), 't', 'a > 0')", "op.drop_constraint('pos', 't', type_='check')", "op.drop_constraint('pos', 't')", "op.drop_constraint(op.f('pos'), 't', type_='check')", "op.drop_constraint('uq_t_a', 't', type_='unique')",
  "op.drop_constraint('fk', 't', type_='foreignkey')", "op.drop_index('mine', 't')", "op.drop_index(op.f('mine'), 't')", "op.create_exclude_constraint('ex', 't', ('p', '&&'))", "with op.batch_alter_table('t') as b:\n    b.create_unique_constraint(None, ['a'])\n    b.create_foreign_key(None, 'p', ['a'], ['id'])\n    b.drop_constraint('pos', type_='check')",
  `op.create_unique_constraint(None, '${'t'.repeat(40)}', ['${'c'.repeat(40)}'])`, "op.drop_constraint(None, 't', type_='unique')", "op.alter_column('t', 'c', existing_type=sa.Enum('a', name='kind', native_enum=False, create_constraint=True), type_=sa.Enum('a', 'b', name='kind2', native_enum=False, create_constraint=True))",
];

export const environments: readonly Group[] = [
  { name: 'a transaction per migration', cases: [...SOME, "with op.get_context().autocommit_block():\n    op.execute('VACUUM t')"], environment: { configure: ['transaction_per_migration=True'] } },
  { name: 'a version table of its own', cases: SOME, environment: { configure: ["version_table='Versions'", "version_table_schema='app'"] } },
  { name: 'a version table without a key', cases: SOME, environment: { configure: ["version_table='revisions'", 'version_table_pk=False'] } },
  { name: 'no transactional DDL', cases: SOME, environment: { configure: ['transactional_ddl=False'] } },
  { name: 'the template of Alembic as it is', cases: ["op.create_table('t', sa.Column('c', sa.String(), server_default='50%'))", "op.execute(\"UPDATE t SET c = '5%'\")"], environment: { configure: ['dialect_opts={}'] } },
  { name: 'a naming convention', cases: named, environment: { before: [`target_metadata = ${CONVENTION}`], configure: ['target_metadata=target_metadata'] } },
  { name: 'a naming convention of many columns', cases: named, environment: { before: [`target_metadata = ${LONG_CONVENTION}`], configure: ['target_metadata=target_metadata'] } },
];
