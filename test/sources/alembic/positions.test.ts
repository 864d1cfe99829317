import { expect, test } from 'vitest';
import { causeOf, fileWith, statementsIn, upgradeOf } from './reading.ts';

/** The Python behind a part of the SQL of the first statement (or the one with this number). */
function cause(body: string, part: string, index = 0): string {
  const text = fileWith(body);
  const statement = statementsIn(upgradeOf(text))[index];
  return statement ? causeOf(text, statement, part) : 'no statement';
}

const COLUMN = "op.add_column('tasks', sa.Column('priority', sa.String(20), server_default='medium', nullable=False))";

test.each([
  [COLUMN, 'ALTER TABLE ', 'op.add_column'],
  [COLUMN, 'tasks', 'tasks'],
  [COLUMN, 'ADD COLUMN', 'op.add_column'],
  [COLUMN, 'priority', 'priority'],
  [COLUMN, 'VARCHAR(20)', 'sa.String(20)'],
  [COLUMN, 'medium', 'medium'],
  [COLUMN, " DEFAULT 'medium'", "server_default='medium'"],
  [COLUMN, 'NOT NULL', 'nullable=False'],
  ["op.create_index('ix', 'tasks', ['priority'], unique=True, postgresql_concurrently=True)", 'CREATE ', 'op.create_index'],
  ["op.create_index('ix', 'tasks', ['priority'], unique=True, postgresql_concurrently=True)", 'UNIQUE', 'unique=True'],
  ["op.create_index('ix', 'tasks', ['priority'], unique=True, postgresql_concurrently=True)", 'CONCURRENTLY', 'postgresql_concurrently=True'],
  ["op.create_index('ix', 'tasks', ['priority'])", 'priority', 'priority'],
  ["op.create_index('ix', 'tasks', ['priority'], postgresql_where=sa.text('a IS NULL'))", 'a IS NULL', 'a IS NULL'],
  ["op.alter_column('t', 'c', existing_type=sa.Text(), nullable=False)", 'SET NOT NULL', 'nullable=False'],
  ["op.alter_column('t', 'c', type_=sa.Text())", 'TYPE ', 'type_=sa.Text()'],
  ["op.alter_column('t', 'c', new_column_name='d')", 'RENAME c TO d', "new_column_name='d'"],
  ["op.create_table('t', sa.Column('id', sa.Integer, primary_key=True))", 'SERIAL', "sa.Column('id', sa.Integer, primary_key=True)"],
  ["op.create_table('t', sa.Column('id', sa.Integer, primary_key=True))", 'NOT NULL', 'primary_key=True'],
  ["op.create_table('t', sa.Column('a', sa.Integer, unique=True))", 'UNIQUE', 'unique=True'],
  ["op.create_table('t', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['p.id'], ondelete='CASCADE'))", 'ON DELETE CASCADE', "ondelete='CASCADE'"],
  ["op.create_table('t', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['s.p.id']))", 'p', 'p'],
  ["op.create_check_constraint('ck', 't', 'a > 0', postgresql_not_valid=True)", 'NOT VALID', 'postgresql_not_valid=True'],
])('in %s, %s points at %s', (body, part, python) => {
  expect(cause(body, part)).toBe(python);
});

test('a name that needs quotes points at its letters, the quotes at the literal', () => {
  const body = "op.drop_table('My\"Table')";
  expect(cause(body, 'My')).toBe('My');
  expect(cause(body, '""')).toBe('"');
  expect(cause(body, '"My""Table"')).toBe("'My\"Table'");
});

test('a statement of an op.execute points into the string, past escapes, emoji and line ends', () => {
  const body = 'op.execute("""\n  UPDATE t SET note = \'\\u00e9 \\t 😀\';\n  CREATE INDEX\\\n ix ON t (a)\n""")';
  expect(cause(body, 'note')).toBe('note');
  expect(cause(body, '\u00e9')).toBe('\\u00e9');
  expect(cause(body, '😀')).toBe('😀');
  expect(cause(body, 'ix', 1)).toBe('ix');
  expect(cause(body, 'CREATE INDEX     ix', 1)).toBe('CREATE INDEX\\\n     ix');
});

test('with CRLF every place is where the editor has it', () => {
  const text = fileWith('op.execute("""\n  DROP TABLE é;\n  DROP TABLE b\n""")\nop.drop_column(\'t\', \'c\')').replaceAll('\n', '\r\n');
  const [first, second, third] = statementsIn(upgradeOf(text));
  expect(first?.sql.text).toBe('DROP TABLE é');
  expect(second && causeOf(text, second, 'b')).toBe('b');
  expect(third && causeOf(text, third, 'c')).toBe('c');
  expect(third && causeOf(text, third, 'DROP COLUMN')).toBe('op.drop_column');
});

test('raw strings, strings side by side and f-strings of constants keep their places', () => {
  expect(cause("op.execute(r'SELECT \\d, \\:b')", '\\d')).toBe('\\d');
  expect(cause("op.execute('SELECT '  # first\n           \"a FROM\"\n           ' t')", 'a FROM')).toBe('a FROM');
  expect(cause("op.execute('SELECT '  # first\n           \"a FROM\"\n           ' t')", 't', 0)).toBe('t');
  expect(cause("table = 'orders'\nop.execute(f'DELETE FROM {table} WHERE id = {5}')", 'orders')).toBe('orders');
  expect(cause("table = 'orders'\nop.execute(f'DELETE FROM {table} WHERE id = {5}')", 'DELETE FROM')).toBe('DELETE FROM');
});

test('a module constant points at where it was written', () => {
  const text = fileWith('op.drop_table(TABLE)', "TABLE = 'orders'");
  const [statement] = statementsIn(upgradeOf(text));
  expect(statement && causeOf(text, statement, 'orders')).toBe('orders');
  expect(statement && causeOf(text, statement, 'DROP TABLE')).toBe('op.drop_table');
});

test('statements that one call emits share it, and the call is all of it', () => {
  const body = "op.add_column('t', sa.Column('c', sa.Integer(), index=True))\nop.drop_table('u')";
  const text = fileWith(body);
  const statements = statementsIn(upgradeOf(text));
  expect(statements.map(({ call }) => [call?.id, call && text.slice(call.place.span.start, call.place.span.end)])).toEqual([
    [0, "op.add_column('t', sa.Column('c', sa.Integer(), index=True))"],
    [0, "op.add_column('t', sa.Column('c', sa.Integer(), index=True))"],
    [1, "op.drop_table('u')"],
  ]);
});

test('pieces cover every statement without gaps', () => {
  const text = fileWith(`${COLUMN}\nop.create_table('T', sa.Column('id', sa.Integer, sa.Identity(), primary_key=True), sa.Column('e', sa.Enum('a', name='e')), comment="it's")`);
  for (const { sql } of statementsIn(upgradeOf(text))) {
    expect(sql.pieces.reduce((end, { span }) => (span.start === end ? span.end : -1), 0)).toBe(sql.text.length);
  }
});
