import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { apply, sqlProject } from './applying.ts';

let db: TestDatabase;
beforeEach(async () => { db = await (await runningServer()).database(); });
afterEach(() => db.drop());

const rows = async (sql: string) => (await db.client.query({ text: sql, rowMode: 'array' })).rows;
const versions = () => rows('SELECT version_num FROM phasewise_version ORDER BY 1');
const exists = async (name: string) => (await rows(`SELECT to_regclass('${name}') IS NOT NULL`))[0]?.[0];

const SHOP = {
  '001_create.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, note text);\nCREATE TABLE items (id bigint);\n',
  '001_create.down.sql': 'DROP TABLE items;\nDROP TABLE orders;\n',
  '002_index.sql': 'SET statement_timeout = 0;\nCREATE INDEX CONCURRENTLY items_id ON items (id);\n',
  '002_index.down.sql': 'DROP INDEX CONCURRENTLY items_id;\n',
};

test('scripts are applied in transactions or outside, and their rows with them', async () => {
  const project = sqlProject(SHOP);
  const up = await apply(project, db);
  expect(up.outcome.kind).toBe('done');
  expect(up.preparation.plan.scripts.map(({ parts }) => parts.map(({ kind }) => kind))).toEqual([['transaction'], ['outside']]);
  expect(await versions()).toEqual([['002']]);
  expect((await apply(project, db, { down: 'base' })).outcome).toMatchObject({ kind: 'done', applied: [{}, {}] });
  expect(await versions()).toEqual([]);
});

test('a failure takes its script back and nothing of it stays, not even the version table', async () => {
  const { outcome } = await apply(sqlProject({ '001_a.sql': 'CREATE TABLE a (id int);\nSELECT 1/0;\n' }), db);
  expect(outcome).toMatchObject({ kind: 'stopped', stays: [], because: { kind: 'failed', statement: { sql: 'SELECT 1/0' }, said: { code: '22012', message: 'division by zero' } } });
  expect([await exists('a'), await exists('phasewise_version')]).toEqual([false, false]);
});

test('scripts that came to their end stay', async () => {
  const { outcome } = await apply(sqlProject({ '001_a.sql': 'CREATE TABLE a (id int);', '002_b.sql': 'CREATE TABLE b (id int); CREATE TABLE a (id int);' }), db);
  expect(outcome).toMatchObject({ kind: 'stopped', applied: [{ step: { revision: { id: '001' } } }], because: { said: { code: '42P07' } } });
  expect([await versions(), await exists('b')]).toEqual([[['001']], false]);
});

test('what a deferred constraint says at COMMIT is a failure without a statement', async () => {
  const sql = 'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED); INSERT INTO b VALUES (1);';
  const { outcome } = await apply(sqlProject({ '001_a.sql': sql }), db);
  expect(outcome).toMatchObject({ because: { kind: 'failed', statement: undefined, said: { code: '23503' } } });
  expect(await exists('a')).toBe(false);
});

test('in a script without a transaction what ran before the failure stays, and is named', async () => {
  const sql = '-- migrate:up transaction:false\nCREATE TABLE a (id int);\nCREATE TABLE a (id int);\n';
  const { outcome } = await apply(sqlProject({ '001_a.sql': sql }), db);
  expect(outcome).toMatchObject({ stays: [{ words: 'CREATE TABLE a' }], because: { kind: 'failed', said: { code: '42P07' } } });
  expect(await exists('phasewise_version')).toBe(false);
});

test('a script begins with the settings of the server, whatever the one before it has set', async () => {
  const { outcome } = await apply(sqlProject({
    '001_a.sql': "CREATE SCHEMA other; SET search_path = other; SET lock_timeout = '7s'; SET ROLE pg_monitor;",
    '002_b.sql': "CREATE TABLE b AS SELECT current_setting('search_path') AS path, current_setting('lock_timeout') AS timeout, current_user::text AS me;",
  }), db);
  expect(outcome.kind).toBe('done');
  expect(await rows('SELECT path, timeout, me FROM public.b')).toEqual([['"$user", public', '0', 'postgres']]);
});

test("the writer's own lock_timeout stands", async () => {
  await apply(sqlProject({
    '001_a.sql': "CREATE TABLE a (id int); SET lock_timeout = '7s'; ALTER TABLE a ADD b text; INSERT INTO a VALUES (1, current_setting('lock_timeout'));",
  }), db);
  expect(await rows('SELECT b FROM a')).toEqual([['7s']]);
});

describe('locks', () => {
  const FILES = { '001_a.sql': 'CREATE TABLE a (id int);', '002_b.sql': 'CREATE TABLE c (id int); ALTER TABLE a ADD b int;' };

  test('a transaction that is in the way is named and waited for, out of the queue', async () => {
    await db.client.query('CREATE TABLE a (id int); CREATE TABLE phasewise_version (version_num varchar(32) PRIMARY KEY)');
    await db.client.query("INSERT INTO phasewise_version VALUES ('001')");
    const holder = await db.connect();
    await holder.query("SET application_name = 'reporting'; BEGIN");
    await holder.query('SELECT * FROM a');
    const { outcome, events } = await apply(sqlProject(FILES, { lockTimeout: 50 }), db, {
      onEvent: ({ kind }) => { if (kind === 'blocked') void holder.query('COMMIT'); },
    });
    expect(outcome.kind).toBe('done');
    const [blocked] = events.filter(({ kind }) => kind === 'blocked');
    expect(blocked).toMatchObject({
      statement: { words: 'ADD COLUMN a.b' },
      blockers: [{ application: 'reporting', user: 'postgres', state: 'idle in transaction', command: 'SELECT', holds: 'ACCESS SHARE', relation: 'a' }],
    });
    const committed = events.flatMap((event) => (event.kind === 'committed' ? event.ran : []));
    expect(committed.map(({ statement, tries }) => [statement.words, tries > 0])).toEqual([['CREATE TABLE c', false], ['ADD COLUMN a.b', true]]);
    expect(await versions()).toEqual([['002']]);
  });

  test('one gives up in time, and says who was in the way', async () => {
    await db.client.query('CREATE TABLE a (id int)');
    const holder = await db.connect();
    await holder.query('BEGIN; LOCK TABLE a IN ROW EXCLUSIVE MODE');
    const { outcome, events } = await apply(sqlProject({ '001_b.sql': 'ALTER TABLE a ADD b int;' }, { lockTimeout: 20, giveUpAfter: 600 }), db);
    expect(outcome).toMatchObject({ kind: 'stopped', because: { kind: 'no lock', statement: { words: 'ADD COLUMN a.b' }, blockers: [{ holds: 'ROW EXCLUSIVE', relation: 'a' }] } });
    const ages = [...events, ...(outcome.kind === 'stopped' ? [outcome.because] : [])].flatMap((one) => ('blockers' in one ? one.blockers.map(({ seconds }) => seconds ?? 0) : []));
    expect(ages.at(-1)).toBeGreaterThan(ages[0] ?? Infinity);
    await holder.query('ROLLBACK');
    expect(await rows("SELECT attname FROM pg_attribute WHERE attrelid = 'a'::regclass AND attnum > 0")).toEqual([['id']]);
  });

  test('a server that closes idle sessions and cuts long statements off does neither to a run', async () => {
    await db.client.query(`CREATE TABLE a (id int); ALTER DATABASE ${db.name} SET idle_session_timeout = '200ms'`);
    await db.client.query(`ALTER DATABASE ${db.name} SET statement_timeout = '300ms'`);
    const holder = await db.connect();
    await holder.query("SET idle_session_timeout = 0; BEGIN; LOCK TABLE a IN ROW EXCLUSIVE MODE");
    const { outcome } = await apply(sqlProject({ '001_b.sql': 'ALTER TABLE a ADD b int;', '002_c.sql': 'SELECT pg_sleep(0.6);' }, { lockTimeout: 20 }), db, {
      onEvent: ({ kind }) => { if (kind === 'blocked') setTimeout(() => void holder.query('COMMIT'), 900); },
    });
    expect(outcome.kind).toBe('done');
  });

  test('a concurrent build waits for as long as it takes', async () => {
    await db.client.query('CREATE TABLE a (id int)');
    const holder = await db.connect();
    await holder.query('BEGIN; INSERT INTO a VALUES (1)');
    const { outcome } = await apply(sqlProject({ '001_b.sql': 'CREATE INDEX CONCURRENTLY i ON a (id);' }, { lockTimeout: 20 }), db, {
      onEvent: ({ kind }) => { if (kind === 'statement begins') setTimeout(() => void holder.query('COMMIT'), 300); },
    });
    expect(outcome.kind).toBe('done');
    expect(await rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass")).toEqual([[true]]);
  });
});

describe('invalid indexes', () => {
  const build = (form: string) => sqlProject({ '001_i.sql': form });

  test("a build that the writer's own lock_timeout kills is not tried again over what it left", async () => {
    await db.client.query('CREATE TABLE a (id int)');
    const holder = await db.connect();
    await holder.query('BEGIN; INSERT INTO a VALUES (1)');
    const { outcome } = await apply(build("SET lock_timeout = '50ms'; CREATE INDEX CONCURRENTLY a_id ON a (id);"), db);
    expect(outcome).toMatchObject({ because: { kind: 'failed', said: { code: '55P03' }, leftBehind: [{ name: 'a_id' }] } });
    await holder.query('ROLLBACK');
  });

  test('a build that is interrupted leaves one, and it is named', async () => {
    await db.client.query('CREATE TABLE a (id int)');
    const holder = await db.connect();
    await holder.query('BEGIN; INSERT INTO a VALUES (1)');
    const interrupt = new AbortController();
    const { outcome } = await apply(build('CREATE INDEX CONCURRENTLY a_id ON a (id);'), db, {
      signal: interrupt.signal,
      onEvent: ({ kind }) => { if (kind === 'statement begins') setTimeout(() => interrupt.abort(), 200); },
    });
    expect(outcome).toMatchObject({ because: { kind: 'interrupted', leftBehind: [{ name: 'a_id' }] } });
    await holder.query('ROLLBACK');
  });

  test('a build that fails leaves one, and it is named', async () => {
    await db.client.query('CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1)');
    const { outcome } = await apply(build('CREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id);'), db);
    expect(outcome).toMatchObject({ because: { kind: 'failed', said: { code: '23505' }, leftBehind: [{ schema: 'public', name: 'a_id' }] } });
    const unnamed = await apply(build('CREATE UNIQUE INDEX CONCURRENTLY ON a (id);'), db);
    expect(unnamed.outcome).toMatchObject({ because: { kind: 'failed', said: { code: '23505' } } });
  });

  test.each(['CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_id ON a (id);', 'CREATE UNIQUE INDEX IF NOT EXISTS a_id ON a (id);'])('%s is not taken for done over one', async (form) => {
    await db.client.query('CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1)');
    await db.client.query('CREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id)').catch(() => undefined);
    const { outcome } = await apply(build(form), db);
    expect(outcome).toMatchObject({ because: { kind: 'invalid index', indexes: [{ schema: 'public', name: 'a_id' }] } });
    expect(await exists('phasewise_version')).toBe(false);
  });
});

describe('ends from outside', () => {
  const SLEEP = { '001_a.sql': 'CREATE TABLE a (id int);\nSELECT pg_sleep(60);\n' };

  test('an interrupt cancels the statement that runs and takes the script back', async () => {
    const interrupt = new AbortController();
    const { outcome } = await apply(sqlProject(SLEEP), db, {
      signal: interrupt.signal,
      onEvent: (event) => { if (event.kind === 'statement begins' && event.statement.sql.includes('pg_sleep')) setTimeout(() => interrupt.abort(), 100); },
    });
    expect(outcome).toMatchObject({ kind: 'stopped', because: { kind: 'interrupted', statement: { sql: 'SELECT pg_sleep(60)' } } });
    expect(await exists('a')).toBe(false);
    expect(await rows("SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")).toEqual([[0]]);
  });

  test('a connection that is lost takes the transaction with it', async () => {
    const { outcome } = await apply(sqlProject(SLEEP), db, {
      onEvent: (event) => {
        if (event.kind !== 'statement begins' || !event.statement.sql.includes('pg_sleep')) return;
        setTimeout(() => void db.client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND application_name = 'phasewise/test'"), 100);
      },
    });
    expect(outcome).toMatchObject({ because: { kind: 'lost', fate: 'rolled back' } });
    expect(await exists('a')).toBe(false);
  });

  test('without its lock a run begins no further script', async () => {
    const { outcome } = await apply(sqlProject({ '001_a.sql': 'CREATE TABLE a (id int);', '002_b.sql': 'CREATE TABLE b (id int);' }), db, {
      onEvent: ({ kind }) => {
        if (kind === 'script begins') void db.client.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
      },
    });
    expect(outcome).toMatchObject({ kind: 'stopped', because: { kind: 'lost' } });
    expect(await exists('b')).toBe(false);
  });
});
