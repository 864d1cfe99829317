import type { Group } from '../group.ts';
import { combined, listed } from '../group.ts';

const unique = combined(["'uq'", 'None', "op.f('uq_t_a')"], ["['a']", "['a', 'B']"], ['', "schema='s'"], ['', 'deferrable=True', "deferrable=True, initially='DEFERRED'"])
  .map(([name = '', columns = '', ...more]) => `op.create_unique_constraint(${listed(name, "'t'", columns, ...more)})`);

const foreign = combined(["'fk'", 'None'], ["ondelete='CASCADE'", "onupdate='SET NULL'", ''], ['', "deferrable=True, initially='DEFERRED'"], ['', "source_schema='s'", "source_schema='s', referent_schema='r'"], ['', "match='FULL'"])
  .map(([name = '', ...more]) => `op.create_foreign_key(${listed(name, "'t'", "'p'", "['a']", "['id']", ...more)})`);

export const constraints: readonly Group[] = [
  { name: 'create_unique_constraint', cases: [...unique, "op.create_unique_constraint('uq', 't', 'a')", "op.create_unique_constraint('uq', 't', ['a'], postgresql_nulls_not_distinct=True)", "op.create_unique_constraint('uq', 't', ['a'], postgresql_include=['b'])", "op.create_unique_constraint(constraint_name='uq', table_name='t', columns=['a'])"] },
  {
    name: 'create_foreign_key',
    cases: [
      ...foreign, "op.create_foreign_key('fk', 't', 't', ['a', 'b'], ['x', 'Y'])", "op.create_foreign_key('fk', 't', 'p', ['a'], ['id'], use_alter=True)", "op.create_foreign_key('fk', 't', 'p', ['a'], ['id'], postgresql_not_valid=True)",
      "op.create_foreign_key('fk', source_table='t', referent_table='p', local_cols=['a'], remote_cols=['id'])", "op.create_foreign_key('fk', 't', 'p', ['a'], ['id'], deferrable=False, initially='IMMEDIATE')",
      "op.create_foreign_key('fk', 't', 'p', ['a'], ['id'], ondelete='SET NULL (a)')", "op.create_foreign_key('fk', 'a.t', 'b.p', ['a'], ['id'])", "op.create_foreign_key('fk', 't', 'p', ['a'], ['id'], schema='s')",
      "op.create_foreign_key('fk', 't', 'p', ['a'], ['id'], referent_schema='r', onupdate='CASCADE', ondelete='RESTRICT', postgresql_not_valid=True, deferrable=True, initially='deferred')",
    ],
  },
  {
    name: 'other constraints',
    cases: [
      ...combined(["'ck'", 'None', "op.f('ck_t_a')"], ["'a > 0'", "sa.text('a > 0')", "sa.column('a') > 0"], ['', "schema='s'", 'postgresql_not_valid=True']).map(([name = '', condition = '', ...more]) => `op.create_check_constraint(${listed(name, "'t'", condition, ...more)})`),
      "op.create_check_constraint('ck', 't', sa.func.length(sa.column('a')) > 5)", "op.create_check_constraint('ck', 't', sa.column('a').in_(['x', 'y']))", "op.create_check_constraint('ck', 't', \"a ~ '^%\\\\d+$'\")", "op.create_check_constraint('ck', 't', sa.not_(sa.column('a') == 5), deferrable=True)",
      "op.create_check_constraint('ck', 't', sa.or_(sa.column('a').is_(None), sa.and_(sa.column('b') >= 1, sa.column('b') <= 5)))", "op.create_check_constraint('ck', 't', sa.column('a').between(1, 5))", "op.create_check_constraint('ck', 't', sa.column('a').like('x%'))",
      "op.create_primary_key('pk', 't', ['a'])", "op.create_primary_key(None, 't', ['a', 'b'], schema='s')", "op.create_primary_key('pk', 't', ['a'], deferrable=True)", "op.create_primary_key('pk', 't', 'a')", "op.create_primary_key(constraint_name=op.f('pk_t'), table_name='t', columns=['Id'])",
      "op.create_exclude_constraint('ex', 't', ('p', '&&'))", "op.create_exclude_constraint('ex', 't', ('p', '&&'), ('r', '='), using='gist', where='r > 0')", "op.create_exclude_constraint('ex', 't', (sa.text('lower(p)'), '='), where=sa.text('r > 0'), schema='s')",
      "op.create_exclude_constraint('ex', 't', ('p', '&&'), deferrable=True, initially='DEFERRED')", "op.create_exclude_constraint('ex', 't', (sa.column('p'), '&&'), using='spgist')", "op.create_exclude_constraint('ex', 't', ('p', '&&'), ops={'p': 'range_ops'})", "op.create_exclude_constraint(None, 't', ('p', '&&'))",
    ],
  },
  {
    name: 'drop_constraint',
    cases: [
      ...combined(["'x'", "op.f('x')", "'Xx'"], ['', "type_='unique'", "type_='check'", "type_='foreignkey'", "type_='primary'"], ['', "schema='s'"]).map(([name = '', ...more]) => `op.drop_constraint(${listed(name, "'t'", ...more)})`),
      "op.drop_constraint('x', 't', type_='other')", "op.drop_constraint(None, 't')", "op.drop_constraint(None, 't', type_='unique')", "op.drop_constraint('x', 't', 'unique')", "op.drop_constraint('x', table_name='t', schema='a.b')", "op.drop_constraint(constraint_name='x', table_name='t', type_=None)",
      "op.drop_constraint('x', 't', if_exists=True)", "op.drop_constraint('x', 't', type_='unique', if_exists=True, schema='s')",
    ],
  },
  {
    name: 'tables that are there',
    cases: [
      "op.drop_table('t')", "op.drop_table('t', schema='s')", "op.drop_table('Tt', schema='a.b')", "op.drop_table(table_name='t')", "op.drop_table('t', if_exists=True)", "op.drop_table('t', schema='s', if_exists=True)", "op.drop_table('t', info={'a': 1})", "op.drop_table('t', comment='c')",
      "op.rename_table('a', 'b')", "op.rename_table('a', 'B', schema='s')", "op.rename_table(old_table_name='a', new_table_name='b')", "op.rename_table('a', 'b', schema='x.y')",
      "op.create_table_comment('t', 'words')", "op.create_table_comment('t', \"it's\", existing_comment='old', schema='s')", "op.create_table_comment('t', None)", "op.drop_table_comment('t')", "op.drop_table_comment('t', existing_comment='old', schema='s')", "op.create_table_comment('t', 'a', schema='a.b')",
    ],
  },
];
