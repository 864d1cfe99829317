import { expect, test } from 'vitest';
import type { Delta, Part, Phase } from '../../../src/migrations/cure.ts';
import { PHASEWISE } from '../../../src/migrations/tool.ts';
import type { StatementAt } from '../../../src/migrations/migration.ts';
import { alembicSource } from '../../../src/sources/alembic/source.ts';
import { fileWith, migrationIn, told, upgradeOf } from './reading.ts';

const ALONE = 'in a revision of its own, with transaction_per_migration=True in env.py (or applied by phasewise)';

function shown(body: string, phases: readonly Phase[], head = '') {
  const text = fileWith(body, head);
  const steps = migrationIn(text).upgrade.steps;
  return alembicSource.author.show({ kind: 'phases', phases, same: false }, {
    statement: ({ index }) => {
      const step = steps[index];
      return step?.kind === 'statement' ? step : expect.unreachable();
    },
    textOf: () => text,
    tool: PHASEWISE,
  });
}

function at(index: number): StatementAt {
  return { script: 'r1#up', index };
}

/** One phase that changes statement `index`: `from` is taken out of its SQL (or nothing, at the end of `after`), `to` put in. */
function changing(body: string, delta: Delta, [from, to]: readonly [string, string], options: { after?: string; outside?: boolean; index?: number } = {}): Phase {
  const step = upgradeOf(fileWith(body))[options.index ?? 0];
  const sql = step?.kind === 'statement' ? step.sql.text : '';
  const start = options.after === undefined ? sql.indexOf(from) : sql.indexOf(options.after) + options.after.length;
  const part: Part = { kind: 'change', at: at(options.index ?? 0), delta, edits: [{ span: { start, end: start + from.length }, text: to }] };
  return { phase: 'expand', transaction: options.outside ? 'none' : 'own', parts: [part] };
}

function changed(body: string, delta: Delta, edit: readonly [string, string], options: { after?: string; outside?: boolean; index?: number } = {}, head = ''): string {
  return shown(body, [changing(body, delta, edit, options)], head)[0]?.code ?? '';
}

test('an index is built concurrently in an autocommit block', () => {
  const body = "op.create_index('idx_tasks_priority', 'tasks', ['priority'])";
  expect(shown(body, [changing(body, 'concurrently', ['', ' CONCURRENTLY'], { after: 'CREATE INDEX', outside: true })])).toEqual([{
    phase: 'expand',
    where: ALONE,
    code: `with op.get_context().autocommit_block():
    op.create_index('idx_tasks_priority', 'tasks', ['priority'], postgresql_concurrently=True)`,
  }]);
});

test('a keyword comes last, on a line of its own where the arguments stand so', () => {
  expect(changed("op.create_index(\n    op.f('ix_t_a'),\n    't',\n    ['a'],  # the name\n    unique=True,\n)", 'concurrently', ['', ' CONCURRENTLY'], { after: 'CREATE UNIQUE INDEX' })).toBe(
    "op.create_index(\n    op.f('ix_t_a'),\n    't',\n    ['a'],  # the name\n    unique=True,\n    postgresql_concurrently=True,\n)",
  );
});

test('a guard that a concurrent build must not have goes with its keyword', () => {
  const body = "op.create_index('ix', 't', ['a'], if_not_exists=True)";
  const phase: Phase = {
    phase: 'expand', transaction: 'own',
    parts: [{ kind: 'change', at: at(0), delta: 'concurrently', edits: [{ span: { start: 12, end: 12 }, text: ' CONCURRENTLY' }, { span: { start: 12, end: 26 }, text: '' }] }],
  };
  expect(shown(body, [phase])[0]?.code).toBe("op.create_index('ix', 't', ['a'], postgresql_concurrently=True)");
});

test('a constraint is added NOT VALID by its keyword', () => {
  expect(changed("op.create_foreign_key('fk', 't', 'p', ['a'], ['id'], ondelete='CASCADE')", 'not valid', ['', ' NOT VALID'], { after: 'ON DELETE CASCADE' }))
    .toBe("op.create_foreign_key('fk', 't', 'p', ['a'], ['id'], ondelete='CASCADE', postgresql_not_valid=True)");
});

test('a constraint without a name gets the name that the cure gives it', () => {
  const body = "op.create_check_constraint(None, 't', 'a > 0')";
  const phase: Phase = {
    phase: 'expand', transaction: 'own',
    parts: [{ kind: 'change', at: at(0), delta: 'not valid', edits: [{ span: { start: 18, end: 18 }, text: 'CONSTRAINT t_a_check ' }, { span: { start: 31, end: 31 }, text: ' NOT VALID' }] }],
  };
  expect(shown(body, [phase])[0]?.code).toBe("op.create_check_constraint('t_a_check', 't', 'a > 0', postgresql_not_valid=True)");
});

test('NOT NULL and a default go with the keyword that says them', () => {
  expect(changed("op.add_column('t', sa.Column('c', sa.String(3), nullable=False))", 'without clause', [' NOT NULL', ''])).toBe("op.add_column('t', sa.Column('c', sa.String(3)))");
  expect(changed("op.add_column('t', sa.Column('c', sa.String(), server_default=sa.text('f()'), nullable=True))", 'without default', [' DEFAULT f()', '']))
    .toBe("op.add_column('t', sa.Column('c', sa.String(), nullable=True))");
});

test('what no keyword says is said in SQL', () => {
  expect(changed("op.add_column('t', sa.Column('c', sa.Integer(), sa.ForeignKey('p.id'), nullable=False))", 'without clause', [' NOT NULL', '']))
    .toBe('op.execute("ALTER TABLE t ADD COLUMN c INTEGER")');
  expect(changed("with op.batch_alter_table('t') as b:\n    b.create_index('ix', ['a'])", 'concurrently', ['', ' CONCURRENTLY'], { after: 'CREATE INDEX' }))
    .toBe('op.execute("CREATE INDEX CONCURRENTLY ix ON t (a)")');
});

test('written SQL stays the words of its writer, edited', () => {
  expect(changed('op.execute("""\n    CREATE INDEX ix ON t (a)\n      WHERE b = \'x\'\n""")', 'concurrently', ['', ' CONCURRENTLY'], { after: 'CREATE INDEX' }))
    .toBe('op.execute("""\n    CREATE INDEX CONCURRENTLY ix ON t (a)\n      WHERE b = \'x\'\n""")');
  expect(changed("op.execute('CREATE INDEX ix ON \"T\" (a) WHERE b = \\'x\\'')", 'concurrently', ['', ' CONCURRENTLY'], { after: 'CREATE INDEX' }))
    .toBe('op.execute("""CREATE INDEX CONCURRENTLY ix ON "T" (a) WHERE b = \'x\'""")');
});

test('one statement of several in a text is taken out of it', () => {
  const body = "op.execute('''CREATE INDEX a ON t (a); CREATE INDEX b ON t (b)''')";
  expect(shown(body, [{ phase: 'expand', transaction: 'own', parts: [{ kind: 'keep', at: at(1) }] }])[0]?.code).toBe('op.execute("CREATE INDEX b ON t (b)")');
  expect(shown(body, [{ phase: 'expand', transaction: 'own', parts: [{ kind: 'keep', at: at(0) }, { kind: 'keep', at: at(1) }] }])[0]?.code)
    .toBe("op.execute('''CREATE INDEX a ON t (a); CREATE INDEX b ON t (b)''')");
});

test('a call that emits several statements is kept as one', () => {
  const body = "op.add_column('t', sa.Column('c', sa.Integer(), index=True))";
  expect(shown(body, [{ phase: 'expand', transaction: 'own', parts: [{ kind: 'keep', at: at(0) }, { kind: 'keep', at: at(1) }] }])).toEqual([{ phase: 'expand', where: '', code: body }]);
});

test('phases stand in revisions of their own, and a backfill says how it goes on', () => {
  expect(shown("op.alter_column('orders', 'status', nullable=False)", [
    { phase: 'backfill', transaction: 'own', parts: [{ kind: 'backfill', table: { type: 'relation', schema: 's', name: 'Orders' }, set: "status = 'placed'", where: 'status IS NULL' }] },
    { phase: 'expand', transaction: 'own', parts: [{ kind: 'sql', sql: 'ALTER TABLE orders ADD CONSTRAINT c CHECK (status IS NOT NULL) NOT VALID' }] },
    { phase: 'expand', transaction: 'own', parts: [{ kind: 'sql', sql: 'ALTER TABLE orders VALIDATE CONSTRAINT c' }, { kind: 'keep', at: at(0) }] },
  ])).toEqual([
    {
      phase: 'backfill',
      where: ALONE,
      code: `with op.get_context().autocommit_block():
    # Repeat until it changes no row; each run commits on its own.
    op.execute("""
        UPDATE s."Orders" SET status = 'placed'
        WHERE (status IS NULL)
          AND ctid = ANY (ARRAY(SELECT ctid FROM s."Orders" WHERE status IS NULL LIMIT 1000))
    """)`,
    },
    { phase: 'expand', where: ALONE, code: 'op.execute("ALTER TABLE orders ADD CONSTRAINT c CHECK (status IS NOT NULL) NOT VALID")' },
    { phase: 'expand', where: ALONE, code: "op.execute(\"ALTER TABLE orders VALIDATE CONSTRAINT c\")\nop.alter_column('orders', 'status', nullable=False)" },
  ]);
});

const AWKWARD = [
  "SELECT ':name', '12:30:00', a::int, :b FROM t",
  `SELECT "a", 'it''s', E'\\\\n' FROM t`,
  "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\nSELECT '\\:x'\n$$",
  'COMMENT ON TABLE t IS \'"""\'',
  "SELECT '%s', 'ü😀'",
  'SELECT "q"',
];

for (const sql of AWKWARD) {
  test(`SQL comes back from the Python that says it: ${sql}`, () => {
    const [authored] = shown("op.drop_table('t')", [{ phase: 'expand', transaction: 'own', parts: [{ kind: 'sql', sql }] }]);
    expect(told(upgradeOf(fileWith(authored?.code ?? '')))).toEqual([sql]);
  });
}
