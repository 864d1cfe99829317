import { expect, test } from 'vitest';
import { unfold } from '../../src/catalog/unfold.ts';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import { describe as words } from '../../src/operations/describe.ts';
import { readStatement } from '../../src/operations/read.ts';
import type { Session } from '../../src/session/session.ts';
import type { ConstraintsLike } from '../../src/migrations/condition.ts';
import { written } from '../../src/text/mapped.ts';
import { runningServer } from '../server/running.ts';
import { SESSION, told } from './telling.ts';

/** What a statement runs, a line for each: its words, in doubt or not, and what it stands in. */
function runsOf(sql: string, history = '', { complete = true, session = SESSION }: { readonly complete?: boolean; readonly session?: Session } = {}): readonly string[] {
  const catalog = told(history, emptyCatalog({ complete }));
  const by = { script: '002#up', statement: 0, transaction: undefined } as const;
  return unfold(readStatement(sql).operations, catalog, session, by).runs
    .map(({ operations, inside }) => `${operations.map((operation) => (operation.kind === 'run unknown text' ? operation.reason : words(operation)) + (operation.when.kind === 'always' ? '' : '?')).join(', ')} in ${inside}`);
}

const GUARDED = "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM (); CREATE TABLE moods (m mood); ELSE DROP TABLE t; END IF; END $$";

test('a branch is decided once, before its statements run', () => {
  expect(runsOf(GUARDED)).toEqual(['CREATE TYPE mood in a DO block', 'CREATE TABLE moods in a DO block']);
  expect(runsOf(GUARDED, 'CREATE TYPE mood AS ENUM ()')).toEqual(['DROP TABLE t in a DO block']);
});

test('where nobody can tell, both ways are told, and neither is certain', () => {
  expect(runsOf(GUARDED, '', { complete: false })).toEqual(['CREATE TYPE mood? in a DO block', 'CREATE TABLE moods? in a DO block', 'DROP TABLE t? in a DO block']);
  expect(runsOf('DO $$ BEGIN IF random() > 0.5 THEN DROP TABLE t; END IF; END $$')).toEqual(['SELECT in a DO block', 'DROP TABLE t? in a DO block']);
});

test('a guard alone is taken to let through where the history begins in the middle', () => {
  const guarded = "DO $$ BEGIN IF EXISTS (SELECT FROM pg_class WHERE relname = 't') THEN ALTER TABLE t DROP COLUMN a; END IF; END $$";
  expect(runsOf(guarded, '', { complete: false })).toEqual(['DROP COLUMN t.a in a DO block']);
  expect(runsOf(guarded)).toEqual([]);
});

test('functions are followed into functions, with the constants that are passed', () => {
  const history = `
    CREATE FUNCTION inner_one(t text) RETURNS void LANGUAGE plpgsql AS $f$ BEGIN EXECUTE 'DROP TABLE ' || quote_ident(t); END $f$;
    CREATE FUNCTION outer_one() RETURNS void LANGUAGE sql BEGIN ATOMIC SELECT inner_one('a'); SELECT inner_one('b'); END;
    CREATE FUNCTION harmless() RETURNS int LANGUAGE plpgsql STABLE AS $f$ BEGIN RETURN 1; END $f$`;
  expect(runsOf('SELECT outer_one(), harmless()', history)).toEqual(
    ['SELECT in function outer_one', 'DROP TABLE a in function outer_one', 'SELECT in function outer_one', 'DROP TABLE b in function outer_one']);
  expect(runsOf("SELECT inner_one(name) FROM t", `${history}; CREATE TABLE t (name text)`)).toEqual(['What this EXECUTE names is known only when it runs. in function inner_one']);
});

test('what is not known is said', () => {
  expect(runsOf('CALL p()')).toEqual(['What the procedure p does is not known: no migration creates it. in ']);
  expect(runsOf('SELECT f()', 'CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS $f$ return 1 $f$')).toEqual(['Code in plpython3u is not read. in function f']);
  expect(runsOf('SELECT f()', "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'lib', 'f'")).toEqual(['Code in c is not read. in function f']);
  expect(runsOf('SELECT f()', "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS ''")).toEqual(['The body of this code is written in a way that is not read. in function f']);
  expect(runsOf('SELECT f()')).toEqual([]);
});

test('code that calls itself comes to an end', () => {
  const history = 'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN DROP TABLE t; PERFORM f(); END $f$';
  const runs = runsOf('SELECT f()', history);
  expect(runs.length).toBeLessThan(30);
  expect(runs.at(-1)).toContain('is called too deep');
});

test('COMMIT begins another transaction, and inside one of others it does not', () => {
  const sql = 'DO $$ BEGIN DROP TABLE IF EXISTS a; COMMIT; DROP TABLE IF EXISTS b; END $$';
  const by = { script: '002#up', statement: 0, transaction: undefined } as const;
  const ids = (session: Session) => new Set(unfold(readStatement(sql).operations, emptyCatalog(), session, by).runs.map((run) => run.session.transaction?.id));
  expect(ids(SESSION).size).toBe(2);
  expect(ids(SESSION.within({ id: 'one', opened: 'script' }))).toEqual(new Set(['one']));
});

test('settings that code makes are in force behind it', () => {
  const { operations } = readStatement("DO $$ BEGIN SET search_path TO app; IF random() > 0.5 THEN SET lock_timeout = '1s'; END IF; END $$");
  const after = SESSION.after(operations);
  expect(after.searchPath).toEqual(['app']);
  expect(after.setting('lock_timeout')).toBeUndefined();
});

test('the settings of a function are in force in its body alone', () => {
  const history = `CREATE SCHEMA app; CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql SET search_path TO app AS $f$ BEGIN CREATE TABLE t (id int); END $f$; SELECT f(); CREATE TABLE u (id int)`;
  expect(told(history).relations().map(({ schema, name }) => `${schema}.${name}`)).toEqual(['app.t', 'public.u']);
});

const KEYS = 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE q (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES p, b int CONSTRAINT "To q" REFERENCES q, c int CHECK (c > 0), UNIQUE (a, b), UNIQUE (b))';

/** What is sent for each of these constraints of t. */
function eachOf(like: Omit<ConstraintsLike, 'table'>, history = KEYS, complete = true): readonly string[] {
  const catalog = told(history, emptyCatalog({ complete }));
  const text = 'ALTER TABLE t DROP CONSTRAINT x';
  const step = { kind: 'each', like: { ...like, table: { type: 'relation', name: 't' } }, sql: written('', text, { start: 0, end: text.length }), names: [{ start: text.length - 1, end: text.length }] } as const;
  const operation = { kind: 'run code', when: { kind: 'always' }, span: { start: 0, end: text.length }, language: 'python', sent: true, steps: [step] } as const;
  return unfold([operation], catalog, SESSION, { script: '002#up', statement: 0, transaction: undefined }).runs
    .map(({ sql, operations: [first] }) => (first?.kind === 'run unknown text' ? `${first.reason} ${JSON.stringify(first.reach)}` : sql.text));
}

test.each<[Omit<ConstraintsLike, 'table'>, readonly string[]]>([
  [{ type: 'foreign key' }, ['t_a_fkey', '"To q"']],
  [{ type: 'foreign key', references: 'q' }, ['"To q"']],
  [{ type: 'foreign key', columns: ['a'] }, ['t_a_fkey']],
  [{ type: 'foreign key', columns: ['a'], references: 'q' }, []],
  [{ type: 'unique' }, ['t_a_b_key', 't_b_key']],
  [{ type: 'unique', columns: ['a', 'b'] }, ['t_a_b_key']],
  [{ type: 'unique', columns: ['b', 'a'] }, []],
  [{ type: 'check', name: 't_c_check' }, ['t_c_check']],
  [{ type: 'primary key' }, ['t_pkey']],
])('one statement for each %j', (like, names) => {
  expect(eachOf(like)).toEqual(names.map((name) => `ALTER TABLE t DROP CONSTRAINT ${name}`));
  expect(told(KEYS, emptyCatalog()).holds({ kind: 'has constraint', like: { ...like, table: { type: 'relation', name: 't' } } }, SESSION)).toEqual({ known: true, value: names.length > 0 });
});

test('which constraints there are is not known where the history begins in the middle', () => {
  expect(eachOf({ type: 'unique' }, '', false)).toEqual(['Which unique constraints t has here is not known, and this is sent for each that is meant. [{"type":"relation","name":"t"}]']);
  expect(eachOf({ type: 'primary key' }, '', false)).toEqual(['What the primary key of t is called here is not known. [{"type":"relation","name":"t"}]']);
  expect(eachOf({ type: 'unique' }, '')).toEqual([]);
});

test.each([13, 18] as const)('PostgreSQL %i knows the constraints by the same names', async (major) => {
  const database = await (await runningServer(major)).database();
  try {
    await database.client.query(KEYS);
    for (const type of ['foreign key', 'unique', 'check', 'primary key'] as const) for (const sql of eachOf({ type }).toReversed()) await database.client.query(sql);
    const { rows } = await database.client.query("SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass AND contype <> 'n'");
    expect(rows).toEqual([]);
  } finally {
    await database.drop();
  }
});
