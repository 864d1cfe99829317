import type { Group } from '../group.ts';
import { combined, listed } from '../group.ts';

const index = (...words: readonly string[]) => `op.create_index(${listed("'ix'", "'t'", ...words)})`;

export const indexes: readonly Group[] = [
  {
    name: 'create_index',
    cases: [
      ...combined(["['a']", "['a', 'b']", "[sa.text('lower(a)')]"], ['', 'unique=True', 'unique=False'], ['', "postgresql_using='gin'"], ['', "postgresql_where=sa.text('a IS NULL')"])
        .map((words) => index(...words)),
      index("['a']", "schema='s'"), index("['a']", "schema='a.b'"), index("['a']", 'postgresql_concurrently=True'), index("['a']", 'postgresql_concurrently=False'), index("['Aa', 'user']"),
      index("['a']", "postgresql_include=['b', 'C']"), index("['a']", 'postgresql_include=[]'), index("['a']", "postgresql_ops={'a': 'text_pattern_ops'}"), index("['a', 'b']", "postgresql_ops={'b': 'jsonb_path_ops'}", "postgresql_using='GIN'"),
      index("['a']", "postgresql_with={'fillfactor': 50}"), index("['a']", "postgresql_with={'fillfactor': 50, 'deduplicate_items': 'off'}"), index("['a']", "postgresql_tablespace='fast'"),
      index("['a']", "postgresql_where=\"a > 'x'\""), index("['a']", "postgresql_where=sa.column('a') > 5"), index("['a']", "postgresql_where=sa.column('a').is_(None)"), index("['a']", "postgresql_where=sa.text(\"a = 'it''s'\")"),
      index("['a']", "postgresql_where=sa.and_(sa.column('a') > 1, sa.column('b').isnot(None))"), index("['a']", "postgresql_where=sa.or_(sa.column('a') == 'x', sa.column('b').is_(sa.true()))"),
      index("[sa.text('a DESC'), 'b']"), index("[sa.text('a DESC NULLS LAST')]"), index("[sa.desc('a')]"), index("[sa.column('a').desc()]"), index("[sa.column('a').desc().nullslast(), 'b']"),
      index("[sa.func.lower(sa.column('a'))]"), index("[sa.func.lower(sa.text('a'))]"), index("[sa.literal_column('lower(a)')]"), index("[sa.text('(a -> 1)')]"), index("[sa.text(\"to_tsvector('english', a)\")]", "postgresql_using='gin'"),
      index("[sa.text('a'), sa.text('b')]"), index("'a'"), "op.create_index(None, 't', ['a'])", "op.create_index(op.f('ix_t_a'), 't', ['a'])", "op.create_index(op.f('ix_t_a'), 't', ['a'], unique=False)",
      "op.create_index('ix', 't', columns=['a'])", "op.create_index(index_name='ix', table_name='t', columns=('a', 'b'))", `op.create_index('${'i'.repeat(64)}', 't', ['a'])`, `op.create_index(op.f('${'i'.repeat(70)}'), 't', ['a'])`,
      "op.create_index('Ix', 'Tt', ['a'], schema='Ss')", index("['a']", 'mysql_length=10', "sqlite_where='x'"), index("['a']", "postgresql_using='btree'", "postgresql_with={'fillfactor': 5}", "postgresql_tablespace='ts'", "postgresql_where=sa.text('a')", "postgresql_include=['b']", 'unique=True', 'postgresql_concurrently=True', "schema='s'"),
      index("['a']", "info={'k': 1}"), index("[sa.text('(a || \\'%\\')')]"), index("['a', sa.text('lower(b)')]", 'unique=True'), index("['a']", 'if_not_exists=True'), index("['a']", 'if_not_exists=True', 'unique=True', 'postgresql_concurrently=True'),
      index("['a']", 'postgresql_nulls_not_distinct=True', 'unique=True'), index("['a']", 'postgresql_nulls_not_distinct=False', 'unique=True'), index("[sa.text('lower(a)')]", "postgresql_ops={'lower(a)': 'x_ops'}"),
      index("[sa.column('a') + sa.column('b')]"), index("[sa.cast(sa.column('a'), sa.Date())]"), index("[sa.text('a'), 'b']", "postgresql_ops={'b': 'int4_ops'}"), index("[sa.func.lower(sa.column('a')).label('low')]", "postgresql_ops={'low': 'text_pattern_ops'}"),
      index('[]'), index("['a']", 'postgresql_unknown=True'), index("[sa.func.coalesce(sa.column('a'), 'x')]"), index("[sa.column('a').op('->>')('k')]"),
    ],
  },
  {
    name: 'drop_index',
    cases: combined(["'ix'", "op.f('ix_t_a')", "'Ix'"], ['', "table_name='t'"], ['', "schema='s'"], ['', 'postgresql_concurrently=True'], ['', 'if_exists=True']).map((words) => `op.drop_index(${listed(...words)})`),
  },
];
