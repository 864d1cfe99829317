import type { Group } from '../group.ts';

export const enums: readonly Group[] = [
  {
    name: 'enums',
    cases: [
      "op.create_table('t', sa.Column('c', sa.Enum('a', 'b', name='e1')))", "op.create_table('u', sa.Column('c', sa.Enum('a', 'b', name='e1')))", "op.create_table('t', sa.Column('c', postgresql.ENUM('a', 'b', name='e2')), sa.Column('d', postgresql.ENUM('a', 'b', name='e2')))",
      "op.create_table('t', sa.Column('c', postgresql.ENUM('a', name='e3', create_type=False)))", "op.create_table('t', sa.Column('c', sa.Enum('a', name='e4', create_type=False)))", "op.create_table('t', sa.Column('c', sa.Enum('a', name='e5', schema='s')), schema='s')",
      "op.create_table('t', sa.Column('c', sa.Enum('a', name='e6')), schema='s')", "op.create_table('t', sa.Column('c', sa.Enum('a', name='e7', inherit_schema=True)), schema='s')", "op.create_table('t', sa.Column('c', sa.Enum(\"it's\", 'per%', 'back\\\\', 'co:lon', name='E8')))",
      "op.create_table('t', sa.Column('c', sa.Enum('a', 'bbb', name='e9', native_enum=False)))", "op.create_table('t', sa.Column('c', sa.Enum('a', 'bbb', name='e10', native_enum=False, length=20)))", "op.create_table('t', sa.Column('c', sa.Enum('a', 'bbb', name='e11', native_enum=False, create_constraint=True)))",
      "op.create_table('t', sa.Column('c', sa.Enum('a', 'bbb', native_enum=False, create_constraint=True)))", "op.create_table('t', sa.Column('c', sa.Enum('a', 'b')))", "op.create_table('t', sa.Column('c', postgresql.ARRAY(sa.Enum('a', name='e12'))))", "op.create_table('t', sa.Column('c', postgresql.ARRAY(postgresql.ENUM('a', name='e13', create_type=False))))",
      "op.create_table('t', sa.Column('c', sa.Enum('a', 'b', name='e14'), server_default='a', nullable=False))", "e = sa.Enum('a', 'b', name='e15')\ne.create(op.get_bind())", "e = sa.Enum('a', 'b', name='e16')\ne.create(op.get_bind(), checkfirst=False)\nop.create_table('t', sa.Column('c', e))",
      "e = postgresql.ENUM('a', 'b', name='e17', create_type=False)\ne.create(op.get_bind(), checkfirst=False)\nop.create_table('t', sa.Column('c', e))", "sa.Enum(name='e15').drop(op.get_bind())", "sa.Enum(name='e15').drop(op.get_bind(), checkfirst=False)", "postgresql.ENUM(name='e16').drop(op.get_bind(), checkfirst=False)",
      "sa.Enum('a', name='e18', schema='s').create(op.get_bind(), checkfirst=False)", "op.execute(\"ALTER TYPE e1 ADD VALUE 'c'\")", "e = sa.Enum('x', 'y', name='e19')\ne.create(op.get_bind(), checkfirst=True)",
      "op.create_table('t', sa.Column('c', sa.Enum('a', name='e20'), index=True), sa.Column('d', sa.Enum('b', name='e21')), comment='two types')",
      "op.create_table('t', sa.Column('c', sa.Enum('a', name='e22')))\nop.create_table('t2', sa.Column('c', sa.Enum('a', name='e22')))", "op.drop_table('t')\nop.create_table('t', sa.Column('c', sa.Enum('a', name='e1')))",
      "import enum\nclass Color(enum.Enum):\n    red = 1\n    blue = 2\nop.create_table('t', sa.Column('c', sa.Enum(Color)))", "import enum\nclass Mood(enum.Enum):\n    ok = 'fine'\n    no = 'bad'\nop.create_table('t', sa.Column('c', sa.Enum(Mood, name='m', values_callable=lambda x: [e.value for e in x])))",
      "op.create_table('t', sa.Column('c', postgresql.ENUM('a', 'b', name='e23', metadata=sa.MetaData())))", "op.create_table('t', sa.Column('c', sa.Enum('a', 'b', name='e24', metadata=sa.MetaData(schema='q'))))",
    ],
  },
];
