import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../src/migrations/migration.ts';
import { fileWith, statementsIn, told, upgradeOf } from './reading.ts';

const HEAD = 'inspector = sa.inspect(op.get_bind())\n';
const stepsOf = (body: string) => upgradeOf(fileWith(`${HEAD}${body}`));
const FKS = "for fk in inspector.get_foreign_keys('t'):\n    ";
const T = { type: 'relation', name: 't' };

/** What each statement is sent for, and when. */
const sent = (body: string) => statementsIn(stepsOf(body)).map(({ sql, each, when, repeats }: Statement) => [sql.text, each, when.kind, repeats]);
const DROP = 'ALTER TABLE t DROP CONSTRAINT its_name';

test.each<[string, string, object]>([
  ['each foreign key', `${FKS}op.drop_constraint(fk['name'], 't', type_='foreignkey')`, { type: 'foreign key' }],
  ['each, by keywords', `${FKS}op.drop_constraint(constraint_name=fk.get('name'), table_name='t', type_='foreignkey')`, { type: 'foreign key' }],
  ['each that has a name, as all have', `${FKS}if fk['name']:\n        op.drop_constraint(fk['name'], 't')`, { type: 'foreign key' }],
  ['in a batch', `${FKS}with op.batch_alter_table('t') as b:\n        b.drop_constraint(fk['name'], type_='foreignkey')`, { type: 'foreign key' }],
  ['by the names alone', "for name in [c['name'] for c in inspector.get_unique_constraints('t')]:\n    op.drop_constraint(name, 't', type_='unique')", { type: 'unique' }],
  ['in a function', "def drop(table, keys):\n    for key in keys:\n        op.drop_constraint(key['name'], table, type_='foreignkey')\ndrop('t', inspector.get_foreign_keys('t'))", { type: 'foreign key' }],
  ['the primary key', "op.drop_constraint(inspector.get_pk_constraint('t')['name'], 't', type_='primary')", { type: 'primary key' }],
  ['the primary key as the dialect tells it', "bind = op.get_bind()\nop.drop_constraint(bind.dialect.get_pk_constraint(bind, table_name='t')['name'], 't', type_='primary')", { type: 'primary key' }],
])('%s is dropped', (_, body, like) => expect(sent(body)).toEqual([[DROP, { table: T, ...like }, 'always', false]]));

test.each<[string, string, object]>([
  ['over these columns', `${FKS}if fk['constrained_columns'] == ['a']:\n        op.drop_constraint(fk['name'], 't', type_='foreignkey')`, { type: 'foreign key', columns: ['a'] }],
  ['of that table', `${FKS}if fk['referred_table'] == 'p':\n        op.drop_constraint(fk['name'], 't', type_='foreignkey')`, { type: 'foreign key', references: 'p' }],
  ['of both', `${FKS}if fk['referred_table'] == 'p' and fk.get('constrained_columns') == ['a']:\n        op.drop_constraint(fk['name'], 't', type_='foreignkey')`, { type: 'foreign key', references: 'p', columns: ['a'] }],
  ['by its columns', "for c in inspector.get_unique_constraints('t'):\n    if c['column_names'] == ['a', 'b']:\n        op.drop_constraint(c['name'], 't', type_='unique')", { type: 'unique', columns: ['a', 'b'] }],
])('those %s are dropped', (_, body, like) => expect(sent(body)).toEqual([[DROP, { table: T, ...like }, 'has constraint', false]]));

test('one that is known by its name comes once', () => {
  expect(sent(`${FKS}if fk['name'] == 'x':\n        op.drop_constraint('x', 't')`)).toEqual([['ALTER TABLE t DROP CONSTRAINT x', undefined, 'has constraint', false]]);
  expect(sent(`${FKS}if fk['name'] == 'x':\n        op.drop_constraint(fk['name'], 't')`)).toEqual([['ALTER TABLE t DROP CONSTRAINT x', undefined, 'has constraint', false]]);
});

test('whether there is one the catalog decides', () => {
  expect(statementsIn(stepsOf("if not any(fk['referred_table'] == 'p' and fk['constrained_columns'] == ['a'] for fk in inspector.get_foreign_keys('t')):\n    op.drop_table('u')")).map(({ when }) => when)).toEqual([
    { kind: 'not', of: { kind: 'has constraint', like: { table: T, type: 'foreign key', references: 'p', columns: ['a'] } } },
  ]);
});

const DECIDED = 'unread: Which of the constraints this is sent for is decided while Python runs.';

describe('what would be sent for others is unread', () => {
  test.each<[string, string, string]>([
    ['of the others', `${FKS}if fk['referred_table'] == 'p':\n        pass\n    else:\n        op.drop_constraint(fk['name'], 't')`, DECIDED],
    ['of those that are not so', `${FKS}if not fk['referred_table'] == 'p':\n        op.drop_constraint(fk['name'], 't')`, DECIDED],
    ['of one or the other', `${FKS}if fk['referred_table'] == 'p' or fk['referred_table'] == 'q':\n        op.drop_constraint(fk['name'], 't')`, DECIDED],
    ['behind a continue', `${FKS}if fk['referred_table'] == 'p':\n        continue\n    op.drop_constraint(fk['name'], 't')`, DECIDED],
    ['of the first', `${FKS}op.drop_constraint(fk['name'], 't')\n    break`, DECIDED],
    ['of what else is asked', `${FKS}if 'a' in fk['constrained_columns']:\n        op.drop_constraint(fk['name'], 't')`, DECIDED],
    ['of another table', `${FKS}op.drop_constraint(fk['name'], 'u')`, 'unread: The name of a constraint of one table is given for another.'],
  ])('%s', (_, body, unread) => expect(told(stepsOf(body))).toEqual([unread]));

  test('after something has been sent', () => {
    expect(told(stepsOf("keys = inspector.get_foreign_keys('t')\nop.drop_column('t', 'a')\nfor fk in keys:\n    op.drop_constraint(fk['name'], 't')"))).toEqual([
      'ALTER TABLE t DROP COLUMN a', 'unread: What has run since the database was asked may have changed which constraints it has.',
    ]);
    const [, second] = statementsIn(stepsOf(`${FKS}if fk['referred_table'] == 'p':\n        op.drop_constraint(fk['name'], 't')\n        op.drop_table('u')`));
    expect(second?.when.kind).toBe('undecidable');
  });

  test('under a naming convention that makes another name of it', () => {
    const steps = upgradeOf(fileWith(`${HEAD}${FKS}op.drop_constraint(fk['name'], 't', type_='foreignkey')`), { naming: { fk: 'fk_%(constraint_name)s' } });
    expect(told(steps)).toEqual(['unread: The naming convention makes another name of this one, which only the server knows.']);
  });

  test('in a statement that is no drop', () => {
    expect(told(stepsOf(`${FKS}op.create_index(fk['name'], 't', ['a'])`))).toEqual(['unread: What constraints are called, and which there are, only the server knows.']);
  });
});

test('one that a function has looked for is one of them only', () => {
  const body = "def first(table):\n    for fk in inspector.get_foreign_keys(table):\n        if fk['referred_table'] == 'p':\n            return fk\nop.drop_constraint(first('t')['name'], 't')";
  expect(told(stepsOf(body))).toHaveLength(1);
  expect(told(stepsOf(body))[0]).toMatch(/^unread: /);
});
