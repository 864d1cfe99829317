import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import { readStatement } from '../../src/operations/read.ts';
import { described, SESSION, statementsOf, told } from './telling.ts';

const BASE = told(`
  CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, age int DEFAULT 0);
  CREATE TABLE tasks (id serial PRIMARY KEY, owner int NOT NULL REFERENCES users (id), title text);
  CREATE TABLE notes (id int, task int, body text, CONSTRAINT short CHECK (id < 9));
  CREATE INDEX by_owner ON tasks (owner);
  CREATE VIEW recent AS SELECT id FROM notes;
  CREATE TYPE mood AS ENUM ('ok')`);

/** A change and what takes it back. */
type Change = readonly [does: string, undoes: string];

const table = fc.constantFrom('users', 'tasks', 'notes');
const column: Readonly<Record<string, readonly string[]>> = { users: ['id', 'email', 'age'], tasks: ['id', 'owner', 'title'], notes: ['id', 'task', 'body'] };
const tableAndColumn = table.chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(column[name] ?? []))));
const fresh = fc.nat(40).map((number) => `n${number}`);

const change: fc.Arbitrary<Change> = fc.oneof(
  fresh.map((name): Change => [`CREATE TABLE ${name} (id serial PRIMARY KEY, a int UNIQUE CHECK (a > 0))`, `DROP TABLE ${name}`]),
  fc.tuple(table, fresh).map(([on, name]): Change => [`ALTER TABLE ${on} ADD COLUMN ${name} int NOT NULL DEFAULT 1 CHECK (${name} > 0)`, `ALTER TABLE ${on} DROP COLUMN ${name}`]),
  fc.tuple(table, fresh).map(([on, name]): Change => [`ALTER TABLE ${on} ADD COLUMN ${name} serial UNIQUE`, `ALTER TABLE ${on} DROP COLUMN ${name}`]),
  fc.tuple(tableAndColumn, fresh).map(([[on, of], name]): Change => [`CREATE INDEX ${name} ON ${on} (${of})`, `DROP INDEX ${name}`]),
  fc.tuple(tableAndColumn, fresh).map(([[on, of], name]): Change => [`ALTER TABLE ${on} ADD CONSTRAINT ${name} UNIQUE (${of})`, `ALTER TABLE ${on} DROP CONSTRAINT ${name}`]),
  fc.tuple(tableAndColumn, fresh).map(([[on, of], name]): Change => [`ALTER TABLE ${on} ADD CONSTRAINT ${name} CHECK (${of} IS NOT NULL) NOT VALID`, `ALTER TABLE ${on} DROP CONSTRAINT ${name}`]),
  fc.tuple(table, fresh).map(([on, name]): Change => [`ALTER TABLE ${on} ADD CONSTRAINT ${name} FOREIGN KEY (id) REFERENCES users (id)`, `ALTER TABLE ${on} DROP CONSTRAINT ${name}`]),
  fc.tuple(tableAndColumn, fresh).map(([[on, of], name]): Change => [`ALTER TABLE ${on} RENAME COLUMN ${of} TO ${name}`, `ALTER TABLE ${on} RENAME COLUMN ${name} TO ${of}`]),
  fc.tuple(table, fresh).map(([on, name]): Change => [`ALTER TABLE ${on} RENAME TO ${name}`, `ALTER TABLE ${name} RENAME TO ${on}`]),
  fresh.map((name): Change => [`ALTER INDEX by_owner RENAME TO ${name}`, `ALTER INDEX ${name} RENAME TO by_owner`]),
  fresh.map((name): Change => [`ALTER TABLE users RENAME CONSTRAINT users_pkey TO ${name}`, `ALTER TABLE users RENAME CONSTRAINT ${name} TO users_pkey`]),
  fresh.map((name): Change => [`CREATE VIEW ${name} AS SELECT id FROM notes`, `DROP VIEW ${name}`]),
  fresh.map((name): Change => [`CREATE SCHEMA ${name}; ALTER TABLE tasks SET SCHEMA ${name}`, `ALTER TABLE ${name}.tasks SET SCHEMA public; DROP SCHEMA ${name}`]),
  fresh.map((name): Change => [`CREATE SEQUENCE ${name}`, `DROP SEQUENCE ${name}`]),
  fresh.map((name): Change => [`ALTER TYPE mood RENAME TO ${name}`, `ALTER TYPE ${name} RENAME TO mood`]),
  fc.constant<Change>(['ALTER TABLE notes ALTER body SET NOT NULL', 'ALTER TABLE notes ALTER body DROP NOT NULL']),
  fc.constant<Change>(['ALTER TABLE users ALTER age DROP DEFAULT', 'ALTER TABLE users ALTER age SET DEFAULT 0']),
  fc.constant<Change>(['ALTER TABLE notes ALTER id TYPE bigint', 'ALTER TABLE notes ALTER id TYPE int']),
);

/** Undone in the opposite order. What PostgreSQL would refuse (a name that is taken, a table of another name by now) is not done at all. */
test('a history and its inverse leave what was there before', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
    const done = changes.reduce<{ catalog: Catalog; undo: readonly string[] }>(({ catalog, undo }, [does, undoes]) => {
      const next = told(does, catalog);
      return next.key === catalog.key ? { catalog, undo } : { catalog: next, undo: isNoop(catalog, next) ? undo : [undoes, ...undo] };
    }, { catalog: BASE, undo: [] });
    const undone = done.undo.reduce((catalog, undoes) => told(undoes, catalog), done.catalog);
    expect(described(undone)).toEqual(described(BASE));
    expect(undone.userTypes()).toEqual(BASE.userTypes());
  }));
});

/** Nothing happened: PostgreSQL would have refused the statement. */
function isNoop(before: Catalog, after: Catalog): boolean {
  return JSON.stringify([described(before), before.userTypes()]) === JSON.stringify([described(after), after.userTypes()]);
}

test('folding never changes a catalog that was there before', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
    const catalogs = [BASE];
    const pictures = [picture(BASE)];
    for (const [does, undoes] of changes) {
      const next = told(`${does}; ${undoes}`, catalogs.at(-1));
      catalogs.push(next);
      pictures.push(picture(next));
    }
    expect(catalogs.map(picture)).toEqual(pictures);
  }));
});

/** All that a catalog answers. */
function picture(catalog: Catalog): string {
  const answers = catalog.relations().map((relation) => [
    relation, catalog.columns(relation), catalog.constraints(relation), catalog.indexes(relation), catalog.referencedBy(relation),
    catalog.viewsOn(relation), catalog.partitions(relation), catalog.relation({ type: 'relation', schema: relation.schema, name: relation.name }, SESSION),
  ]);
  return JSON.stringify([catalog.key, answers, catalog.userTypes()]);
}

test('ROLLBACK gives back the very catalog of before BEGIN', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 8 }), fc.nat(8), (changes, at) => {
    const statements = changes.flatMap(([does]) => statementsOf(does));
    const start = told(statements.slice(0, at).join(';'), BASE);
    const end = told(['BEGIN', ...statements.slice(at), 'ROLLBACK'].join(';'), start);
    expect(picture(end)).toBe(picture(start));
  }));
});

test('ROLLBACK TO gives back the catalog of the savepoint', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 6 }), fc.array(change, { maxLength: 6 }), (first, second) => {
    const sql = (changes: readonly Change[]) => changes.map(([does]) => does);
    const kept = told(['BEGIN', ...sql(first)].join(';'), BASE);
    const end = told(['BEGIN', ...sql(first), 'SAVEPOINT s', ...sql(second), 'ROLLBACK TO s', 'COMMIT'].join(';'), BASE);
    expect(picture(end)).toBe(picture(kept));
  }));
});

test('tables that are all dropped again leave nothing', () => {
  fc.assert(fc.property(fc.uniqueArray(fresh, { maxLength: 40 }), fc.boolean(), (names, reversed) => {
    const creates = names.map((name, index) => `CREATE TABLE ${name} (id serial PRIMARY KEY, other int REFERENCES ${names[index - 1] ?? name}, a int UNIQUE)`);
    const drops = (reversed ? names.toReversed() : names).map((name) => `DROP TABLE ${name} CASCADE`);
    expect(described(told([...creates, ...drops].join(';')))).toEqual([]);
  }));
});

describe('keys', () => {
  const by = { script: '001#up', transaction: undefined, statement: 0 } as const;
  const after = (catalog: Catalog, sql: string) => catalog.after(readStatement(sql).operations, by, SESSION);
  const empty = emptyCatalog();

  test('are the same for the same history and differ for others', () => {
    const [a, b] = ['CREATE TABLE a (id int)', 'CREATE TABLE b (id int)'];
    expect(after(after(empty, a), b).key).toBe(after(after(empty, a), b).key);
    expect(new Set([empty.key, emptyCatalog({ complete: true }).key, after(empty, a).key, after(after(empty, a), b).key, after(after(empty, b), a).key]).size).toBe(5);
  });

  test('stay where a statement changes nothing that a catalog holds', () => {
    expect(after(empty, 'UPDATE users SET a = 1')).toBe(empty);
    expect(empty.doubting({ about: 'rows', because: 'unread' })).toBe(empty);
  });

  test('tell a doubt', () => {
    expect(empty.doubting({ about: 'anything', because: 'unread' }).key).not.toBe(empty.key);
  });
});
