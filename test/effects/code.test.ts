import { describe, expect, test } from 'vitest';
import type { Major, StatementEffects } from '../../src/effects/effect.ts';
import { effectsOf } from '../../src/effects/effects.ts';
import { readStatement } from '../../src/operations/read.ts';
import { SESSION, statementsOf, told } from '../catalog/telling.ts';
import { runningServer } from '../server/running.ts';

const TABLES = `
  CREATE TABLE users (id int PRIMARY KEY, email text, age text); CREATE TABLE tasks (id int, owner int); CREATE INDEX tasks_owner ON tasks (owner); CREATE TABLE log (line text);
  CREATE FUNCTION shut(t text) RETURNS void LANGUAGE plpgsql AS $f$ BEGIN EXECUTE format('LOCK TABLE %I IN SHARE MODE', t); END $f$;
  CREATE FUNCTION quiet() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
  CREATE PROCEDURE alter_users() LANGUAGE plpgsql AS $f$ BEGIN ALTER TABLE users ADD COLUMN c int; UPDATE tasks SET owner = 1; END $f$`;

function effectsAfter(sql: string, major: Major): StatementEffects {
  return effectsOf(readStatement(sql).operations, told(TABLES), SESSION, major);
}

/** "ACCESS EXCLUSIVE users": each relation that was there before with its strongest lock. */
function lockLines({ locks }: StatementEffects): readonly string[] {
  return locks.filter(({ certain }) => certain).map(({ mode, on }) => `${mode} ${on.kind === 'relation' ? on.relation.name : on.name}`).sort();
}

const LOCKS = `
  SELECT c.relname AS name, array_agg(l.mode) AS modes FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN there ON there.oid = c.oid
  WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' GROUP BY 1`;
const STRENGTH = ['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];

describe.each([13, 18] as const)('PostgreSQL %i', (major) => {
  test.each([
    'DO $$ BEGIN ALTER TABLE users ADD COLUMN b int; UPDATE tasks SET owner = 1; END $$',
    "DO $$ BEGIN IF to_regclass('users') IS NULL THEN DROP TABLE tasks; ELSE LOCK TABLE users IN SHARE MODE; END IF; END $$",
    'DO $$ BEGIN CREATE TABLE fresh (id int); ALTER TABLE fresh ADD COLUMN a int; CREATE INDEX ON fresh (a); INSERT INTO log VALUES (1); END $$',
    'DO $$ BEGIN CREATE TYPE mood AS ENUM (); ALTER TABLE log ADD COLUMN m mood; EXCEPTION WHEN duplicate_object THEN DROP TABLE users; END $$',
    "DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['log', 'tasks'] LOOP EXECUTE format('ALTER TABLE %I DISABLE TRIGGER ALL', t); END LOOP; END $$",
    "SELECT shut('users'), quiet()",
    'DO $$ BEGIN CALL alter_users(); END $$',
    'CALL alter_users()',
  ])('locks what is predicted: %s', async (sql) => {
    const database = await (await runningServer(major)).database();
    try {
      for (const statement of statementsOf(TABLES)) await database.client.query(statement);
      await database.client.query('CREATE TEMP TABLE there AS SELECT oid FROM pg_class WHERE relnamespace = \'public\'::regnamespace AND relkind = \'r\'');
      await database.client.query('BEGIN');
      await database.client.query(sql);
      const { rows } = await database.client.query<{ name: string; modes: string[] }>(LOCKS);
      const observed = rows.map(({ name, modes }) => `${inWords(modes.sort((a, b) => STRENGTH.indexOf(b) - STRENGTH.indexOf(a))[0] ?? '')} ${name}`).sort();
      expect(lockLines(effectsAfter(sql, major))).toEqual(observed);
    } finally {
      await database.drop();
    }
  });

  test.each([
    ['DO $$ BEGIN CREATE INDEX CONCURRENTLY ON tasks (id); END $$', 'alone', '25001'],
    ["DO $$ BEGIN EXECUTE 'VACUUM tasks'; END $$", 'alone', '25001'],
    ['DO $$ BEGIN UPDATE tasks SET id = 1; COMMIT; END $$', 'alone', undefined],
    ['DO $$ BEGIN UPDATE tasks SET id = 1; COMMIT; END $$', 'in a transaction', '2D000'],
  ] as const)('%s, sent %s, fails with %s', async (sql, sent, sqlstate) => {
    const database = await (await runningServer(major)).database();
    try {
      for (const statement of statementsOf(TABLES)) await database.client.query(statement);
      if (sent !== 'alone') await database.client.query('BEGIN');
      const failed = await database.client.query(sql).then(() => undefined, (error: { code: string }) => error.code);
      expect(failed).toBe(sqlstate);
    } finally {
      await database.drop();
    }
    const { fails, transaction } = effectsAfter(sql, major);
    expect(fails?.sqlstate ?? (sent === 'alone' || transaction === 'either' ? undefined : '2D000')).toBe(sqlstate);
  });

  test('COMMIT lets go of what the code has locked', async () => {
    const sql = `DO $$ BEGIN ALTER TABLE users ADD COLUMN b int; COMMIT;
      INSERT INTO log SELECT mode FROM pg_locks WHERE relation = 'users'::regclass AND pid = pg_backend_pid(); END $$`;
    const database = await (await runningServer(major)).database();
    try {
      for (const statement of statementsOf(TABLES)) await database.client.query(statement);
      await database.client.query(sql);
      expect((await database.client.query('SELECT line FROM log')).rows).toEqual([]);
    } finally {
      await database.drop();
    }
    expect(effectsAfter(sql, major).locks.map(({ until }) => until)).not.toContain('commit');
  });
});

function inWords(mode: string): string {
  return mode.replace(/Lock$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();
}

test('what the statements of a block do adds up', () => {
  const { work, unknown, since } = effectsAfter("DO $$ BEGIN ALTER TABLE users ALTER age TYPE int USING age::int; ALTER TABLE users ADD CHECK (age > 0); UPDATE users SET email = ''; MERGE INTO users USING tasks ON owner = users.id WHEN MATCHED THEN DELETE; EXECUTE current_query(); END $$", 18);
  expect(work.map(({ kind, under }) => `${kind} under ${under}`)).toEqual(['rewrite under ACCESS EXCLUSIVE', 'scan under ACCESS EXCLUSIVE', 'row changes under ACCESS EXCLUSIVE']);
  expect([unknown, since]).toEqual([[0], 15]);
});

test('what a condition leaves open is not certain', () => {
  const { locks, fails } = effectsAfter('DO $$ BEGIN IF random() > 0.5 THEN ALTER TABLE users ADD COLUMN b int; CREATE INDEX CONCURRENTLY ON tasks (id); END IF; END $$', 18);
  expect(locks.map(({ certain }) => certain)).not.toContain(true);
  expect(fails).toBeUndefined();
});
