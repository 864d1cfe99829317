import { expect, test } from 'vitest';
import { effectsOn, emptyBed } from './bed.ts';
import { say } from './say.ts';

/** A history that begins in the middle: no table is known, and each may exist. */
const middle = emptyBed(false);

test.each<[sql: string, effects: readonly string[]]>([
  ['ALTER TABLE users ADD COLUMN a int', ['AX users']],
  ['ALTER TABLE users ADD COLUMN a int DEFAULT 0', ['AX users']],
  ['ALTER TABLE users ADD COLUMN a mood', ['AX users']],
  ['ALTER TABLE users ADD COLUMN a uuid DEFAULT gen_random_uuid()', ['AX users', 'rewrite users']],
  ['ALTER TABLE users ADD COLUMN a int DEFAULT next_number()', ['AX users', 'rewrite users?']],
  ['ALTER TABLE users ADD COLUMN a int NOT NULL', ['AX users', 'fails 23502 rows exist']],
  ['ALTER TABLE users ADD COLUMN a int REFERENCES teams', ['AX users', 'SRX teams']],
  ['ALTER TABLE users ALTER COLUMN a SET NOT NULL', ['AX users', 'scan users?']],
  ['ALTER TABLE users ALTER COLUMN a TYPE bigint', ['AX users', 'rewrite users?']],
  ['ALTER TABLE users ALTER COLUMN a TYPE bigint USING a + 1', ['AX users', 'rewrite users']],
  ['ALTER TABLE users DROP COLUMN a', ['AX users', 'AX tables that users references?']],
  ['ALTER TABLE users DROP CONSTRAINT c', ['AX users', 'AX the table that c of users references?']],
  ['ALTER TABLE users VALIDATE CONSTRAINT c', ['SUX users', 'RS the table that c of users references?', 'scan users?']],
  ['ALTER TABLE users ADD CHECK (a > 0)', ['AX users', 'scan users']],
  ['ALTER TABLE users ADD UNIQUE (a)', ['AX users', 'index build users']],
  ['ALTER TABLE users ADD PRIMARY KEY (a)', ['AX users', 'scan users?', 'index build users'].sort()],
  ['ALTER TABLE users ADD FOREIGN KEY (a) REFERENCES teams', ['SRX users', 'SRX teams', 'scan users', 'scan teams']],
  ['ALTER TABLE users SET UNLOGGED', ['AX users', 'rewrite users?']],
  ['DROP TABLE users', ['AX users', 'AX tables that users references?']],
  ['DROP TABLE users CASCADE', ['AX users', 'AX tables that users references?', 'AX tables that reference users?']],
  ['TRUNCATE users', ['AX users']],
  ['CREATE INDEX ON users (a)', ['S users', 'index build users']],
  ['CREATE INDEX IF NOT EXISTS i ON users (a)', ['S users', 'index build users']],
  ['DROP INDEX i', ['AX i', 'AX the table of i']],
  ['DROP INDEX IF EXISTS i', ['AX i?', 'AX the table of i?']],
  ['DROP TABLE IF EXISTS users', ['AX users?', 'AX tables that users references?']],
  ['DROP VIEW IF EXISTS v', ['AX v?']],
  ['DROP TRIGGER IF EXISTS t ON users', ['AX users?']],
  ['DROP TRIGGER t ON users', ['AX users']],
  ['DROP POLICY IF EXISTS p ON users', ['AX users?']],
  ['ALTER TABLE users DROP COLUMN IF EXISTS a', ['AX users', 'AX tables that users references?']],
  ['REINDEX INDEX i', ['AX i', 'S the table of i', 'index build i']],
  ['UPDATE users SET a = 1', ['RX users', 'row changes users']],
  ['CREATE TABLE pets (owner int REFERENCES users)', ['SRX users']],
  ['ALTER TABLE logs DETACH PARTITION logs_1', ['AX logs', 'AX logs_1', 'AX the default partition of logs?']],
  ['DO $$ BEGIN EXECUTE current_query(); END $$', ['unknown 0']],
  ['DO $$ BEGIN NULL; END $$', []],
])('an unknown table is locked for sure, what depends on it is in doubt: %s', (sql, effects) => {
  expect([...say(effectsOn(middle, sql))].sort()).toEqual([...effects].sort());
});

const whole = emptyBed(true);

test.each([
  'DROP TABLE IF EXISTS users', 'DROP INDEX IF EXISTS i', 'ALTER TABLE IF EXISTS users ADD COLUMN a int',
])('what surely does not exist takes no lock: %s', (sql) => {
  expect(say(effectsOn(whole, sql))).toEqual([]);
});
