import { expect, test } from 'vitest';
import { statementForm } from '../../../src/operations/form.ts';
import { asOperation, importsOf } from '../../../src/sources/alembic/author/as-operation.ts';
import { sentBy } from '../../../src/sources/alembic/author/sent-by.ts';

const ENUMS = { 'mood': ['glad', 'low'], 'shop.kind': ["it's"] };

test.each<[string, string]>([
  ['DROP TABLE orders', "op.drop_table('orders')"],
  ['DROP TABLE shop.orders', "op.drop_table('orders', schema='shop')"],
  ['ALTER TABLE orders RENAME TO sales', "op.rename_table('orders', 'sales')"],
  ['ALTER TABLE orders ADD COLUMN note text', "op.add_column('orders', sa.Column('note', sa.Text(), nullable=True))"],
  ["ALTER TABLE orders ADD COLUMN note varchar(20) DEFAULT 'a :b' NOT NULL", "op.add_column(\n    'orders',\n    sa.Column('note', sa.String(length=20), server_default=sa.text(\"'a \\\\:b'\"), nullable=False),\n)"],
  ['ALTER TABLE orders ADD COLUMN at timestamptz(3) DEFAULT now()', "op.add_column(\n    'orders',\n    sa.Column(\n        'at',\n        postgresql.TIMESTAMP(timezone=True, precision=3),\n        server_default=sa.text('now()'),\n        nullable=True,\n    ),\n)"],
  ['ALTER TABLE orders ADD COLUMN m mood', "op.add_column(\n    'orders',\n    sa.Column(\n        'm',\n        postgresql.ENUM('glad', 'low', name='mood', create_type=False),\n        nullable=True,\n    ),\n)"],
  ['ALTER TABLE orders ADD COLUMN k shop.kind[]', "op.add_column(\n    'orders',\n    sa.Column(\n        'k',\n        postgresql.ARRAY(postgresql.ENUM(\"it's\", name='kind', schema='shop', create_type=False)),\n        nullable=True,\n    ),\n)"],
  ['ALTER TABLE orders ADD COLUMN n integer GENERATED ALWAYS AS (a + 1) STORED', "op.add_column(\n    'orders',\n    sa.Column('n', sa.Integer(), sa.Computed('a + 1', persisted=True), nullable=True),\n)"],
  ['ALTER TABLE orders DROP COLUMN note', "op.drop_column('orders', 'note')"],
  ['ALTER TABLE orders RENAME COLUMN note TO words', "op.alter_column('orders', 'note', new_column_name='words')"],
  ['ALTER TABLE orders ALTER COLUMN note SET NOT NULL', "op.alter_column('orders', 'note', nullable=False)"],
  ['ALTER TABLE orders ALTER note DROP NOT NULL', "op.alter_column('orders', 'note', nullable=True)"],
  ["ALTER TABLE orders ALTER COLUMN note SET DEFAULT '-'", "op.alter_column('orders', 'note', server_default=sa.text(\"'-'\"))"],
  ['ALTER TABLE orders ALTER COLUMN note DROP DEFAULT', "op.alter_column('orders', 'note', server_default=None)"],
  ['ALTER TABLE orders ALTER COLUMN n TYPE numeric(10,2) USING n::numeric', "op.alter_column(\n    'orders',\n    'n',\n    type_=sa.Numeric(precision=10, scale=2),\n    postgresql_using='n::numeric',\n)"],
  ['ALTER TABLE orders ADD CONSTRAINT positive CHECK (n > 0) NOT VALID', "op.create_check_constraint(\n    op.f('positive'),\n    'orders',\n    sa.text('n > 0'),\n    postgresql_not_valid=True,\n)"],
  ['ALTER TABLE orders ADD CONSTRAINT u UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED', "op.create_unique_constraint(\n    op.f('u'),\n    'orders',\n    ['a', 'b'],\n    deferrable=True,\n    initially='DEFERRED',\n)"],
  ['ALTER TABLE orders ADD CONSTRAINT p PRIMARY KEY (id)', "op.create_primary_key(op.f('p'), 'orders', ['id'])"],
  ['ALTER TABLE s.orders ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES r.users (id) ON DELETE SET NULL', "op.create_foreign_key(\n    op.f('f'),\n    'orders',\n    'users',\n    ['a'],\n    ['id'],\n    source_schema='s',\n    referent_schema='r',\n    ondelete='SET NULL',\n)"],
  ['ALTER TABLE orders DROP CONSTRAINT positive', "op.drop_constraint(op.f('positive'), 'orders')"],
  ['CREATE INDEX CONCURRENTLY i ON orders (a, b DESC) WHERE n > 0', "op.create_index(\n    op.f('i'),\n    'orders',\n    ['a', sa.text('b DESC')],\n    unique=False,\n    postgresql_where=sa.text('n > 0'),\n    postgresql_concurrently=True,\n)"],
  ['CREATE UNIQUE INDEX i ON orders USING gin (note gin_trgm_ops)', "op.create_index(\n    op.f('i'),\n    'orders',\n    ['note'],\n    unique=True,\n    postgresql_using='gin',\n    postgresql_ops={'note': 'gin_trgm_ops'},\n)"],
  ['CREATE INDEX i ON orders (lower(note), (a || b)) INCLUDE (n)', "op.create_index(\n    op.f('i'),\n    'orders',\n    [sa.text('lower(note)'), sa.text('(a || b)')],\n    unique=False,\n    postgresql_include=['n'],\n)"],
  ['DROP INDEX CONCURRENTLY i', "op.drop_index(op.f('i'), postgresql_concurrently=True)"],
  ["COMMENT ON TABLE orders IS 'what was bought'", "op.create_table_comment('orders', 'what was bought')"],
  ['COMMENT ON TABLE orders IS NULL', "op.drop_table_comment('orders')"],
  ["COMMENT ON COLUMN s.orders.n IS 'how many'", "op.alter_column('orders', 'n', comment='how many', schema='s')"],
  [`CREATE TABLE orders (
  id bigserial,
  "user" integer DEFAULT 0 NOT NULL,
  tags text[],
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT orders_user_fkey FOREIGN KEY ("user") REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT c CHECK ("user" >= 0)
)`, `op.create_table(
    'orders',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('user', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('tags', postgresql.ARRAY(sa.Text()), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('orders_pkey')),
    sa.ForeignKeyConstraint(
        ['user'],
        ['users.id'],
        name=op.f('orders_user_fkey'),
        ondelete='CASCADE',
    ),
    sa.CheckConstraint(sa.text('"user" >= 0'), name=op.f('c')),
)`],
  ['CREATE UNLOGGED TABLE l (a integer NOT NULL, CONSTRAINT l_pkey PRIMARY KEY (a))', `op.create_table(
    'l',
    sa.Column('a', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('a', name=op.f('l_pkey')),
    prefixes=['UNLOGGED'],
)`],
  ['CREATE TABLE l (a integer GENERATED BY DEFAULT AS IDENTITY, CONSTRAINT l_pkey PRIMARY KEY (a)) PARTITION BY RANGE (a)', `op.create_table(
    'l',
    sa.Column('a', sa.Integer(), sa.Identity(), nullable=False),
    sa.PrimaryKeyConstraint('a', name=op.f('l_pkey')),
    postgresql_partition_by='RANGE (a)',
)`],
])('%s', (sql, code) => {
  expect(asOperation(sql, ENUMS)).toBe(code);
  expect(sentBy(code, importsOf(code))?.map(formOf)).toEqual([formOf(sql)]);
});

function formOf(sql: string): string {
  return statementForm(sql.replace(/serial NOT NULL/i, 'serial'));
}

test.each([
  ['a type that SQLAlchemy has no word for', 'ALTER TABLE t ADD COLUMN c polygon'],
  ['an enum that nobody knows', 'ALTER TABLE t ADD COLUMN c colour'],
  ['IF EXISTS, which old versions ignore', 'DROP TABLE IF EXISTS t'],
  ['CASCADE', 'ALTER TABLE t DROP COLUMN c CASCADE'],
  ['two things at once', 'ALTER TABLE t ADD COLUMN a text, ADD COLUMN b text'],
  ['a key with more in its index', 'ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) INCLUDE (b)'],
  ['an index that is there', 'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u'],
  ['NULLs that are equal', 'CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT'],
  ['an index of one partition', 'CREATE INDEX i ON ONLY t (a)'],
  ['a serial that is no key', 'CREATE TABLE t (a integer, b serial, CONSTRAINT t_pkey PRIMARY KEY (a))'],
  ['options of a sequence', 'ALTER TABLE t ADD COLUMN a integer GENERATED ALWAYS AS IDENTITY (START WITH 5)'],
  ['an exclusion', 'ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (a WITH =)'],
  ['an index of another schema', 'DROP INDEX s.i'],
  ['what Alembic has no operation for', 'CREATE VIEW v AS SELECT 1 AS a'],
])('%s is said in SQL', (_, sql) => {
  const code = asOperation(sql, ENUMS);
  expect(code).toMatch(/^op\.execute\(/);
  expect(sentBy(code, [])?.map(statementForm)).toEqual([statementForm(sql)]);
});

test('a comment above a statement stays', () => {
  expect(asOperation('-- Why.\nDROP TABLE t', {})).toBe('# Why.\nop.execute("DROP TABLE t")');
});

test('only what the code uses is imported', () => {
  expect(importsOf("op.drop_table('t')")).toEqual([]);
  expect(importsOf("op.add_column('t', sa.Column('c', postgresql.UUID()))")).toEqual(['import sqlalchemy as sa', 'from sqlalchemy.dialects import postgresql']);
});
