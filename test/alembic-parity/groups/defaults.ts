import type { Group } from '../group.ts';
import { combined, listed } from '../group.ts';

const DEFAULTS = [
  "'0'", "''", "'false'", "\"it's\"", "'back\\\\slash'", "'per%cent'", "'co:lon'", "'{}'", "sa.text('now()')", "sa.text(\"'x'::text\")", "sa.text('1')", "sa.text('NULL')", "sa.text(\"'a:b'\")",
  "sa.text(\"'{}'::jsonb\")", "sa.text('(1 + 2) * 3')", "sa.literal_column(\"'y'\")", 'sa.func.now()', 'sa.func.current_timestamp()', 'sa.func.current_date()', 'sa.func.gen_random_uuid()',
  'sa.func.uuid_generate_v4()', "sa.func.coalesce('a', 1)", 'sa.func.lower(sa.text("X"))', "sa.func.nextval('sq')", 'sa.true()', 'sa.false()', 'sa.null()', 'sa.sql.expression.true()', 'sa.sql.false()',
  "sa.Sequence('sq').next_value()", "sa.cast('1', sa.Integer())", "sa.DefaultClause('x')", "sa.DefaultClause(sa.text('5'))", 'sa.FetchedValue()', "sa.text('timezone(\\'utc\\', now())')",
  'sa.sql.func.now()', "sa.text('true')", "sa.func.timezone('utc', sa.func.now())", 'sa.func.app.make_id()', "sa.text(\"E'\\\\\\\\n'\")", 'True', '0', '1.5',
  "sa.func.now() + sa.text(\"interval '1 day'\")", "sa.literal('a')", 'sa.func.random()', "sa.type_coerce('x', sa.String())",
];

const identities = combined(['', 'always=True', 'always=False'], ['', 'start=3', 'increment=5', 'start=3, increment=5', 'minvalue=1, maxvalue=99', 'nominvalue=True, nomaxvalue=True', 'cycle=True', 'cycle=False', 'cache=10', 'order=True', 'on_null=True'])
  .map((words) => `op.create_table('t', sa.Column('a', sa.Integer(), sa.Identity(${listed(...words)})))`);

export const defaults: readonly Group[] = [
  { name: 'server defaults', cases: DEFAULTS.map((value) => `op.create_table('t', sa.Column('c', sa.String(), server_default=${value}))`) },
  {
    name: 'identity and computed',
    cases: [
      ...identities,
      "op.create_table('t', sa.Column('a', sa.Integer(), sa.Identity(), nullable=False))",
      "op.create_table('t', sa.Column('a', sa.Integer(), sa.Identity(), nullable=True))",
      "op.create_table('t', sa.Column('a', sa.BigInteger(), sa.Identity(always=True, start=10, increment=10, minvalue=1, maxvalue=1000, cycle=True, cache=2), primary_key=True))",
      "op.create_table('t', sa.Column('a', sa.Integer(), server_default=sa.Identity(always=True)))",
      "op.create_table('t', sa.Column('a', sa.Integer()), sa.Column('b', sa.Integer(), sa.Computed('a * 2')))",
      "op.create_table('t', sa.Column('a', sa.Integer()), sa.Column('b', sa.Integer(), sa.Computed('a * 2', persisted=True)))",
      "op.create_table('t', sa.Column('a', sa.Integer()), sa.Column('b', sa.Integer(), sa.Computed(sa.text('a || \\'%\\''), persisted=True), nullable=False))",
      "op.create_table('t', sa.Column('a', sa.Integer()), sa.Column('b', sa.Integer(), sa.Computed('a', persisted=False)))",
      "op.create_table('t', sa.Column('a', sa.Integer()), sa.Column('b', sa.Integer(), server_default=sa.Computed('a', persisted=True)))",
      "op.create_table('t', sa.Column('a', postgresql.TSVECTOR(), sa.Computed(\"to_tsvector('english', title)\", persisted=True), nullable=True))",
    ],
  },
];
