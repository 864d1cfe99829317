import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Crew } from '../../../src/server/observer/crew.ts';
import { gather } from '../../../src/server/observer/crew.ts';
import { observe } from '../../../src/server/observer/observe.ts';
import { observeWithin } from '../../../src/server/observer/within.ts';
import type { TestDatabase } from '../running.ts';
import { runningServer } from '../running.ts';
import { told } from './told.ts';

const BED = `
  SET track_counts = off;
  CREATE TABLE users (id int PRIMARY KEY, email varchar(20) NOT NULL);
  INSERT INTO users SELECT n, 'user ' || n FROM generate_series(1, 100) n;
  CREATE INDEX users_email ON users (email);
  CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int REFERENCES users, note text);
  INSERT INTO orders (user_id) SELECT n FROM generate_series(1, 100) n;
  CREATE VIEW emails AS SELECT email FROM users;
  CREATE TABLE events (at int NOT NULL, what text) PARTITION BY RANGE (at);
  CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (0) TO (100);
  CREATE TABLE events_new PARTITION OF events FOR VALUES FROM (100) TO (200);
  INSERT INTO events SELECT n, 'it' FROM generate_series(0, 199) n;
  CREATE INDEX events_what ON events (what);
  CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM users;
  CREATE TABLE "Odd Name" (id int PRIMARY KEY);
  INSERT INTO "Odd Name" VALUES (1);
  CREATE TABLE "Odd" (LIKE users);`;

const ALL = 'SELECT INSERT UPDATE DELETE FK check';
const WRITES = 'INSERT UPDATE DELETE';

/** What must be seen on every major. */
const SEEN: readonly (readonly [sql: string | readonly string[], seen: readonly string[]])[] = [
  ['ALTER TABLE users ADD COLUMN a int', ['ACCESS EXCLUSIVE users', `blocks ${ALL} on users`]],
  ['ALTER TABLE "Odd Name" ADD COLUMN a int', ['ACCESS EXCLUSIVE Odd Name', `blocks ${ALL} on Odd Name`]],
  ['ALTER TABLE users ALTER COLUMN email TYPE text', ['fails 0A000']],
  ['ALTER TABLE orders ALTER COLUMN note TYPE int USING 1', [
    'ACCESS EXCLUSIVE orders', 'ACCESS EXCLUSIVE orders_pkey', 'rewrites orders', 'rebuilds orders_pkey', 'scans orders', `blocks ${ALL} on orders`,
  ]],
  ['ALTER TABLE orders ALTER COLUMN user_id SET NOT NULL', ['ACCESS EXCLUSIVE orders', 'scans orders', `blocks ${ALL} on orders`]],
  ['CREATE INDEX ON orders (note)', ['SHARE orders', 'creates orders_note_idx', 'scans orders', `blocks ${WRITES} on orders`]],
  ['REINDEX INDEX users_email', ['SHARE users', 'ACCESS EXCLUSIVE users_email', 'rebuilds users_email', 'scans users', `blocks ${ALL} on users`]],
  ['ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES users NOT VALID', [
    'SHARE ROW EXCLUSIVE orders', 'SHARE ROW EXCLUSIVE users', `blocks ${WRITES} on orders`, `blocks ${WRITES} on users`,
  ]],
  ['COMMENT ON TABLE users IS $$x$$', ['SHARE UPDATE EXCLUSIVE users']],
  ['DELETE FROM orders', ['ROW EXCLUSIVE orders', 'ROW EXCLUSIVE orders_pkey', 'scans orders', 'changes rows of UPDATE DELETE FK check on orders']],
  [['ALTER TABLE users ADD COLUMN a int', 'CREATE INDEX ON users (a)'], [
    'ACCESS EXCLUSIVE users', 'creates users_a_idx', 'scans users', `blocks ${ALL} on users`,
  ]],
  ['ALTER TABLE nothing ADD COLUMN a int', ['fails 42P01']],
  ['CREATE INDEX CONCURRENTLY ON orders (note)', [
    'refused in a transaction', 'SHARE UPDATE EXCLUSIVE orders', 'creates orders_note_idx', 'scans orders',
    'waits for writers', 'waits for writers', 'waits for old snapshots',
  ]],
  ['REINDEX INDEX CONCURRENTLY users_email', [
    'refused in a transaction', 'SHARE UPDATE EXCLUSIVE users', 'SHARE UPDATE EXCLUSIVE users_email', 'rebuilds users_email', 'scans users',
    'waits for writers', 'waits for writers', 'waits for old snapshots', 'waits for any user', 'waits for any user',
  ]],
  ['DROP INDEX CONCURRENTLY users_email', [
    'refused in a transaction', 'SHARE UPDATE EXCLUSIVE users', 'SHARE UPDATE EXCLUSIVE users_email', 'drops users_email',
    'waits for any user', 'waits for any user',
  ]],
  ['VACUUM orders', ['refused in a transaction', 'SHARE UPDATE EXCLUSIVE orders']],
  ['VACUUM FULL orders', [
    'refused in a transaction', 'ACCESS EXCLUSIVE orders', 'rewrites orders', 'rebuilds orders_pkey', 'scans orders', `blocks ${ALL} on orders`,
  ]],
  ['VACUUM FULL totals', ['refused in a transaction', 'ACCESS EXCLUSIVE totals', 'rewrites totals', 'scans totals', 'blocks SELECT on totals']],
  ['CREATE INDEX CONCURRENTLY ON events (at)', ['refused in a transaction', 'fails 0A000', 'SHARE UPDATE EXCLUSIVE events', 'SHARE UPDATE EXCLUSIVE events_new', 'SHARE UPDATE EXCLUSIVE events_old']],
];

describe.each([13, 18] as const)('on PostgreSQL %d', (major) => {
  let database: TestDatabase;
  let crew: Crew;
  beforeAll(async () => { database = await (await runningServer(major)).database(); });
  afterAll(async () => { await database.drop(); });

  test.each(SEEN)('%s', async (sql, seen) => {
    await database.client.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${BED}`);
    crew = await gather(() => database.connect());
    try {
      expect(told(await observe(crew, typeof sql === 'string' ? [sql] : sql))).toEqual([...seen]);
    } finally {
      await crew.end();
    }
  });

  test('statements of one transaction are told apart', async () => {
    await database.client.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${BED}`);
    crew = await gather(() => database.connect());
    try {
      await crew.subject.client.query('BEGIN');
      expect(told(await observeWithin(crew, ['CREATE INDEX ON orders (note)']))).toContain('SHARE orders');
      const second = await observeWithin(crew, ['ALTER TABLE orders ADD COLUMN b int']);
      expect(told(second)).toEqual(['ACCESS EXCLUSIVE orders', `blocks ${ALL} on orders`]);
      expect(second.locks.map(({ alreadyHeld }) => alreadyHeld)).toEqual(['SHARE']);
      await crew.subject.client.query('COMMIT');
    } finally {
      await crew.end();
    }
  });
});
