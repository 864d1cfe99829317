import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { HISTORY_INCOMPLETE } from '../../src/catalog/doubt.ts';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import type { ObjectName } from '../../src/sql/name.ts';
import type { Reach } from '../../src/migrations/condition.ts';
import { readStatement } from '../../src/operations/read.ts';
import { SESSION, told } from './telling.ts';

const PLACE = { path: '002.py', span: { start: 3, end: 9 } };
const BY = { script: '002#up', transaction: undefined, statement: 0 } as const;

/** A catalog of a history that starts in the middle. */
function inMiddle(sql: string): Catalog {
  return told(sql, emptyCatalog());
}

function named(name: string): ObjectName {
  return { type: 'relation', name };
}

/** What the catalog says of `table`, `table.column`, `table/constraint` or `index!`: the words and whether it is sure. */
function ask(catalog: Catalog, question: string): string {
  const [, table = '', mark, part = ''] = /^(\w+)([./!?])?(\w*)$/.exec(question) ?? [];
  const answer = catalog.relation(named(table), SESSION);
  const relation = answer.known ? answer.value : answer.last;
  if (mark === undefined) return said(answer, ({ type }) => type);
  if (mark === '!') return said(catalog.index(named(table), SESSION), ({ unique }) => (unique ? 'unique index' : 'index'));
  if (!relation) return answer.known ? 'no' : '?';
  if (mark === '?') return said(catalog.notNull(relation, part), (value) => value);
  if (mark === '.') return said(catalog.column(relation, part), ({ sqlType, notNull }) => `${sqlType.name}${notNull === 'yes' ? ' not null' : ''}`);
  return said(catalog.constraint(relation, part), ({ type, validated }) => `${validated ? '' : 'not valid '}${type}`);
}

function said<T>(answer: { readonly known: boolean; readonly value?: T; readonly last?: T }, words: (value: T) => string): string {
  const value = answer.known ? answer.value : answer.last;
  return `${answer.known ? '' : '?'}${value === undefined ? (answer.known ? 'no' : '') : words(value)}`;
}

describe('a history that starts in the middle', () => {
  test.each([
    ['SELECT 1', 'users', '?'],
    ['CREATE TABLE users (id int)', 'users', 'table'],
    ['CREATE TABLE users (id int)', 'users.id', 'int4'],
    ['CREATE TABLE users (id int)', 'users.email', 'no'],
    ['CREATE TABLE users (id int)', 'tasks', '?'],
    ['CREATE TABLE users (id int); DROP TABLE users', 'users', 'no'],
    ['DROP TABLE users', 'users', 'no'],
    ['DROP TABLE IF EXISTS users', 'users', 'no'],
    ['ALTER TABLE users ADD COLUMN a int', 'users', '?table'],
    ['ALTER TABLE users ADD COLUMN a int', 'users.a', 'int4'],
    ['ALTER TABLE users ADD COLUMN a int', 'users.b', '?'],
    ['ALTER TABLE users ADD COLUMN IF NOT EXISTS a int', 'users.a', '?int4'],
    ['ALTER TABLE users DROP COLUMN a', 'users.a', 'no'],
    ['ALTER TABLE users DROP COLUMN a; ALTER TABLE users ADD COLUMN a text', 'users.a', 'text'],
    ['ALTER TABLE users ALTER a SET NOT NULL', 'users.a', '?unknown not null'],
    ['ALTER TABLE users ALTER a SET NOT NULL', 'users?a', 'yes'],
    ['ALTER TABLE users ALTER a DROP NOT NULL', 'users?a', 'no'],
    ['ALTER TABLE users ALTER a TYPE bigint', 'users.a', '?int8'],
    ['ALTER TABLE users ALTER a TYPE bigint', 'users?a', '?no'],
    ['ALTER TABLE users RENAME a TO b; ALTER TABLE users ALTER b SET NOT NULL', 'users?b', 'yes'],
    ['ALTER TABLE users RENAME a TO b', 'users.a', 'no'],
    ['ALTER TABLE users RENAME TO people', 'users', 'no'],
    ['ALTER TABLE users RENAME TO people', 'people', '?table'],
    ['ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0) NOT VALID', 'users/c', 'not valid check'],
    ['ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT c', 'users/c', 'check'],
    ['ALTER TABLE users VALIDATE CONSTRAINT c', 'users/c', '?'],
    ['ALTER TABLE users DROP CONSTRAINT c', 'users/c', 'no'],
    ['ALTER TABLE users ADD PRIMARY KEY (a)', 'users?a', 'yes'],
    ['CREATE UNIQUE INDEX i ON users (a)', 'i!', 'unique index'],
    ['CREATE UNIQUE INDEX i ON users (a); ALTER TABLE users ADD CONSTRAINT k UNIQUE USING INDEX i', 'users/k', 'unique'],
    ['ALTER TABLE users ADD CONSTRAINT k UNIQUE USING INDEX i', 'users/k', 'unique'],
    ['DROP INDEX i', 'i!', 'no'],
    ['CREATE TABLE tasks (id int REFERENCES users)', 'users', '?table'],
    ['CREATE TABLE IF NOT EXISTS users (id int)', 'users', 'table'],
    ['CREATE TABLE IF NOT EXISTS users (id int)', 'users.id', 'int4'],
    ['DROP TABLE IF EXISTS users; CREATE TABLE IF NOT EXISTS users (id int)', 'users.id', 'int4'],
    ['CREATE TABLE copies (LIKE users, b int)', 'copies.a', '?'],
    ['CREATE TABLE copies (LIKE users, b int)', 'copies', 'table'],
    ['CREATE TABLE copies AS SELECT 1 AS a', 'copies.a', '?'],
    ['CREATE TABLE p PARTITION OF users DEFAULT', 'users', '?partitioned'],
  ])('%s: %s is %s', (sql, question, answer) => {
    expect(ask(inMiddle(sql), question)).toBe(answer);
  });

  test('says why it does not know', () => {
    const answer = inMiddle('SELECT 1').relation(named('users'), SESSION);
    expect(answer).toEqual({ known: false, doubt: HISTORY_INCOMPLETE });
  });

  test('knows all of a schema that it made', () => {
    const catalog = inMiddle('CREATE SCHEMA app; CREATE TABLE app.users (id int)');
    expect(catalog.relation({ ...named('tasks'), schema: 'app' }, SESSION)).toEqual({ known: true, value: undefined });
    expect(catalog.relation({ ...named('tasks'), schema: 'shop' }, SESSION).known).toBe(false);
  });

  test('does not list what it never made', () => {
    expect(inMiddle('ALTER TABLE users ADD COLUMN a int').relations()).toEqual([]);
  });
});

test('a history from the beginning knows what is not there', () => {
  const catalog = told('CREATE TABLE users (id int)');
  expect(catalog.relation(named('tasks'), SESSION)).toEqual({ known: true, value: undefined });
  expect(catalog.userType({ name: 'mood' }, SESSION)).toEqual({ known: true, value: undefined });
});

test('PostgreSQL\'s own types are no user types, wherever a history starts', () => {
  expect(inMiddle('SELECT 1').userType({ name: 'int4' }, SESSION)).toEqual({ known: true, value: undefined });
  expect(inMiddle('SELECT 1').userType({ name: 'citext' }, SESSION).known).toBe(false);
});

describe('a doubt taints what it reaches', () => {
  const start = told(`CREATE TABLE users (id int PRIMARY KEY, email text); CREATE TABLE tasks (id int, CONSTRAINT c CHECK (id > 0)); CREATE INDEX i ON users (email)`);
  const doubt = (about: Reach) => start.doubting({ about, because: 'unread', place: PLACE });

  test.each<[Reach, Readonly<Record<string, string>>]>([
    ['nothing', { users: 'table', 'users.id': 'int4 not null', others: 'no' }],
    ['rows', { users: 'table', 'users.id': 'int4 not null', others: 'no' }],
    ['anything', { users: '?table', 'users.id': '?int4 not null', 'tasks/c': '?check', others: '?', 'i!': '?index' }],
    [[named('users')], { users: '?table', 'users.id': '?int4 not null', tasks: 'table', others: 'no' }],
    [[named('others')], { users: 'table', others: '?' }],
    [[{ ...named('users'), schema: 'shop' }], { users: 'table' }],
    [[{ type: 'column', of: 'users', name: 'id' }], { users: 'table', 'users.id': '?int4 not null', 'users.email': 'text', 'users/users_pkey': 'primary key' }],
    [[{ type: 'column', of: 'users', name: 'more' }], { 'users.more': '?', 'users.id': 'int4 not null' }],
    [[{ type: 'constraint', of: 'tasks', name: 'c' }], { 'tasks/c': '?check', tasks: 'table', 'tasks.id': 'int4' }],
    [[{ type: 'index', name: 'i' }], { 'i!': '?index', users: 'table', 'users.email': 'text' }],
    [[{ type: 'schema', name: 'public' }], { users: '?table', others: '?' }],
  ])('%j', (about, answers) => {
    const catalog = doubt(about);
    expect(Object.fromEntries(Object.keys(answers).map((question) => [question, ask(catalog, question)]))).toEqual(answers);
  });

  test('and says where it comes from', () => {
    expect(doubt('anything').relation(named('others'), SESSION)).toEqual({ known: false, doubt: { about: 'anything', because: 'unread', place: PLACE } });
  });

  test('lists are in doubt as soon as one of theirs is', () => {
    const relation = start.relation(named('users'), SESSION);
    const users = relation.known ? relation.value : undefined;
    const tainted = doubt([{ type: 'column', of: 'users', name: 'id' }]);
    expect(users && tainted.columns(users).known).toBe(false);
    expect(users && tainted.indexes(users).known).toBe(true);
  });

  test('what is made afterwards is certain', () => {
    const catalog = told(
      'CREATE TABLE others (id int); ALTER TABLE users ADD COLUMN age int; ALTER TABLE users ALTER email SET NOT NULL; DROP TABLE tasks', doubt('anything'));
    expect(['others', 'others.id', 'users.age', 'users.id', 'users.email', 'users?email', 'tasks'].map((question) => ask(catalog, question)))
      .toEqual(['table', 'int4', 'int4', '?int4 not null', '?text not null', 'yes', 'no']);
  });
});

describe('what may have run', () => {
  const start = told('CREATE TABLE users (id int, email text)');
  const perhaps = (sql: string) => {
    const when = { kind: 'undecidable', reason: 'A variable decides.', place: PLACE } as const;
    return start.after(readStatement(sql).operations.map((operation) => ({ ...operation, when })), BY, SESSION);
  };

  test.each([
    ['ALTER TABLE users DROP COLUMN id', { users: 'table', 'users.id': '?int4', 'users.email': 'text' }],
    ['ALTER TABLE users ADD COLUMN a int', { users: 'table', 'users.a': '?int4', 'users.email': 'text' }],
    ['ALTER TABLE users ALTER email SET NOT NULL', { 'users.email': '?text not null', 'users.id': 'int4' }],
    ['DROP TABLE users', { users: '?table' }],
    ['CREATE TABLE tasks (id int)', { tasks: '?table', 'tasks.id': '?int4', users: 'table' }],
    ['CREATE INDEX i ON users (id)', { 'i!': '?index', users: 'table', 'users.id': 'int4' }],
    ['CREATE INDEX ON users (id)', { 'users_id_idx!': '?index', users: 'table' }],
    ['ALTER TABLE users ADD UNIQUE (id), ADD CHECK (id > 0)', { 'users_id_key!': '?unique index', 'users/users_id_key': '?unique', 'users/users_id_check': '?check', 'users.id': 'int4' }],
    ['ALTER TABLE users ADD COLUMN a int UNIQUE', { 'users_a_key!': '?unique index', 'users/users_a_key': '?unique', 'users/other': 'no' }],
    ['ALTER TABLE users RENAME TO people', { users: '?table', people: '?' }],
    ['INSERT INTO users VALUES (1)', { users: 'table', 'users.id': 'int4' }],
  ])('%s', (sql, answers) => {
    const catalog = perhaps(sql);
    expect(Object.fromEntries(Object.keys(answers).map((question) => [question, ask(catalog, question)]))).toEqual(answers);
  });

  test('a table that may have made way for another', () => {
    const when = { kind: 'undecidable', reason: 'A variable decides.', place: PLACE } as const;
    const catalog = ['ALTER TABLE users RENAME TO old', 'CREATE TABLE users (other text)', 'DROP TABLE old'].reduce(
      (before, sql) => before.after(readStatement(sql).operations.map((operation) => ({ ...operation, when })), BY, SESSION), told('CREATE TABLE users (id serial)'));
    expect(['users', 'users.id', 'old'].map((question) => ask(catalog, question))).toEqual(['?table', '?int4 not null', '?']);
  });
});
