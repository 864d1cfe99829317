import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Known } from '../../src/catalog/doubt.ts';
import type { Relation } from '../../src/catalog/object.ts';
import { SESSION, told } from './telling.ts';

const CATALOG = told(`
  CREATE TABLE users (id int PRIMARY KEY, email text);
  CREATE TABLE tasks (id int PRIMARY KEY, owner int CONSTRAINT owned REFERENCES users, parent int REFERENCES tasks);
  CREATE UNIQUE INDEX by_email ON users (lower(email)) WHERE email IS NOT NULL;
  CREATE TABLE events (id int, at date) PARTITION BY RANGE (at);
  CREATE TABLE late PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE rest PARTITION OF events DEFAULT;
  CREATE TABLE animals (name text); CREATE TABLE cats (lives int) INHERITS (animals);
  CREATE VIEW mine AS SELECT id FROM tasks; CREATE MATERIALIZED VIEW counted AS SELECT owner FROM tasks;
  CREATE TYPE mood AS ENUM ('sad', 'ok'); ALTER TYPE mood ADD VALUE 'happy'; ALTER TYPE mood RENAME VALUE 'sad' TO 'low';
  CREATE DOMAIN positive AS int CHECK (VALUE > 0);
  CREATE FUNCTION steady() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'; CREATE FUNCTION app.moody() RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE UNLOGGED TABLE fast (id int)`);

function named(name: string, catalog: Catalog = CATALOG): Relation {
  const answer = catalog.relation({ type: 'relation', name }, SESSION);
  if (!answer.known || !answer.value) throw new Error(`There is no ${name}.`);
  return answer.value;
}

function names(answer: Known<readonly { readonly name: string }[]>): readonly string[] {
  return answer.known ? answer.value.map(({ name }) => name) : ['?'];
}

test('a table knows the foreign keys to it, its own among them', () => {
  expect(names(CATALOG.referencedBy(named('users')))).toEqual(['owned']);
  expect(names(CATALOG.referencedBy(named('tasks')))).toEqual(['tasks_parent_fkey']);
  expect(names(CATALOG.referencedBy(named('events')))).toEqual([]);
});

test('a partitioned table knows its partitions, and they know it', () => {
  expect(names(CATALOG.partitions(named('events')))).toEqual(['late', 'rest']);
  expect(CATALOG.partitionOf(named('late'))).toMatchObject({ parent: named('events').id, isDefault: false });
  expect(CATALOG.partitionOf(named('rest'))?.isDefault).toBe(true);
  expect(names(CATALOG.inheritors(named('events')))).toEqual([]);
});

test('inheritance is no partitioning', () => {
  expect(names(CATALOG.inheritors(named('animals')))).toEqual(['cats']);
  expect(names(CATALOG.partitions(named('animals')))).toEqual([]);
  expect(CATALOG.partitionOf(named('cats'))).toBeUndefined();
});

test('a table knows the views that read it', () => {
  const views = CATALOG.viewsOn(named('tasks'));
  expect(views.known && views.value.map(({ relation, reads }) => [relation.name, relation.type, reads])).toEqual([
    ['mine', 'view', [named('tasks').id]], ['counted', 'matview', [named('tasks').id]],
  ]);
});

test('an index tells its keys and its condition', () => {
  const answer = CATALOG.index({ type: 'index', name: 'by_email' }, SESSION);
  const index = answer.known ? answer.value : undefined;
  expect(index).toMatchObject({ table: named('users').id, unique: true, method: 'btree', include: [], valid: true });
  expect(index?.keys.map(({ expression }) => expression.text)).toEqual(['lower(email)']);
  expect(index?.where?.columns).toEqual(['email']);
  expect(CATALOG.index({ type: 'index', name: 'users' }, SESSION)).toEqual({ known: true, value: undefined });
});

test('a key tells its index, and a foreign key what it references', () => {
  const key = CATALOG.constraint(named('users'), 'users_pkey');
  expect(key.known && key.value?.index).toBe(named('users_pkey').id);
  const foreign = CATALOG.constraint(named('tasks'), 'owned');
  expect(foreign.known && foreign.value).toMatchObject({ references: named('users').id, referencedColumns: ['id'], columns: ['owner'] });
});

test('user types tell their labels and whether they constrain', () => {
  const ask = (name: string) => {
    const answer = CATALOG.userType({ name }, SESSION);
    return answer.known ? answer.value : '?';
  };
  expect(ask('mood')).toMatchObject({ type: 'enum', labels: ['low', 'ok', 'happy'] });
  expect(ask('positive')).toMatchObject({ type: 'domain', constraints: [{ name: 'positive_check', type: 'check', validated: true }], base: { name: 'int4' } });
  expect(ask('nothing')).toBeUndefined();
});

test('functions tell how volatile they are', () => {
  expect([CATALOG.routine('steady')?.volatility, CATALOG.routine('app.moody')?.volatility, CATALOG.routine('now')]).toEqual(['immutable', 'volatile', undefined]);
});

test('ids last through renames and moves', () => {
  const after = told('ALTER TABLE users RENAME TO people; CREATE SCHEMA app; ALTER TABLE people SET SCHEMA app', CATALOG);
  expect(after.byId(named('users').id)).toMatchObject({ schema: 'app', name: 'people' });
  expect(names(after.referencedBy(named('users')))).toEqual(['owned']);
});

test('a table of the same name is another one', () => {
  const after = told('DROP TABLE fast; CREATE TABLE fast (id int)', CATALOG, '002#up');
  expect(named('fast', after).id).not.toBe(named('fast').id);
  expect(named('fast', after)).toMatchObject({ persistence: 'permanent', born: { script: '002#up', statement: 1 } });
  expect(named('fast').persistence).toBe('unlogged');
});

test('columns say when they were born', () => {
  const after = told('ALTER TABLE fast ADD COLUMN a int', CATALOG, '002#up');
  const columns = after.columns(named('fast'));
  expect(columns.known && columns.value.map(({ name, born }) => [name, born.script])).toEqual([['id', '001#up'], ['a', '002#up']]);
});

test('temporary tables hide others of their name until the connection ends', () => {
  const during = told('CREATE TEMP TABLE users (id int); ALTER TABLE users ADD COLUMN more int', CATALOG);
  expect(named('users', during)).toMatchObject({ schema: 'pg_temp', persistence: 'temporary' });
  const after = during.disconnected();
  expect(named('users', after).id).toBe(named('users').id);
  const columns = after.columns(named('users', after));
  expect(columns.known && columns.value.map(({ name }) => name)).toEqual(['id', 'email']);
});
