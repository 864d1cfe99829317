import { expect, test } from 'vitest';
import { effectsOn, emptyBed, send } from './bed.ts';

const bed = send(emptyBed(), 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int NOT NULL, b int, c int CONSTRAINT named NOT NULL)');

test.each([
  ['ALTER TABLE t ADD UNIQUE NULLS NOT DISTINCT (b)', 15],
  ['ALTER TABLE t ADD UNIQUE NULLS DISTINCT (b)', 13],
  ['ALTER TABLE t ADD COLUMN z int UNIQUE NULLS NOT DISTINCT', 15],
  ['CREATE UNIQUE INDEX ON t (b) NULLS NOT DISTINCT', 15],
  ['CREATE UNIQUE INDEX ON t (b)', 13],
  ['CREATE TABLE n (a int, UNIQUE NULLS NOT DISTINCT (a))', 15],
  ['CREATE TABLE n (a int4range, UNIQUE (a WITHOUT OVERLAPS))', 18],
  ['CREATE TABLE n (a int, r int4range, FOREIGN KEY (a, PERIOD r) REFERENCES p (id, PERIOD r))', 18],
  ['CREATE TABLE n (a int REFERENCES p NOT ENFORCED)', 18],
  ['ALTER TABLE t ADD COLUMN z int REFERENCES p NOT ENFORCED', 18],
  ['CREATE TABLE n (a int CONSTRAINT x NOT NULL)', 13],
  ['CREATE TABLE n (a int, CONSTRAINT x NOT NULL a)', 18],
  ['ALTER TABLE t DROP CONSTRAINT t_a_not_null', 18],
  ['ALTER TABLE t DROP CONSTRAINT named', 18],
  ['ALTER TABLE t DROP CONSTRAINT IF EXISTS t_a_not_null', 13],
  ['ALTER TABLE t DROP CONSTRAINT t_b_not_null', 13],
  ['CREATE TABLE n (a text COMPRESSION pglz)', 14],
  ['ALTER TABLE t ADD COLUMN z text COMPRESSION pglz', 14],
  ["SET default_toast_compression = 'pglz'", 14],
  ['RESET idle_session_timeout', 14],
  ["SET LOCAL transaction_timeout = '1min'", 17],
  ["SET lock_timeout = '1s'", 13],
  ["SET shop.transaction_timeout = '1s'", 13],
])('%s: from %i on', (sql, since) => {
  expect(effectsOn(bed, sql, 18).since).toBe(since);
});

test.each([
  ['ALTER TABLE t DROP CONSTRAINT t_a_not_null', 17, '42704'],
  ['ALTER TABLE t DROP CONSTRAINT named', 17, '42704'],
  ['ALTER TABLE t DROP CONSTRAINT named', 18, undefined],
  ['ALTER TABLE t DROP CONSTRAINT IF EXISTS named', 17, undefined],
] as const)('%s on %i fails with %s', (sql, major, sqlstate) => {
  expect(effectsOn(bed, sql, major).fails?.sqlstate).toBe(sqlstate);
});
