import { expect, test } from 'vitest';
import { effectsOn, emptyBed, send } from './bed.ts';
import { say } from './say.ts';

const bed = send(emptyBed(), `
  CREATE DOMAIN d AS int; CREATE DOMAIN e AS d; CREATE DOMAIN req AS int NOT NULL; CREATE DOMAIN hid AS int;
  CREATE TABLE a (v d); CREATE TABLE b (v e, r req); CREATE TABLE arr (v hid[]);
  CREATE TABLE p (k int, v d) PARTITION BY RANGE (k); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);
  CREATE TYPE c AS (x int, y varchar(10)); CREATE TABLE t OF c; CREATE TABLE kid () INHERITS (t);
  CREATE TYPE s AS (x int); CREATE TYPE o AS (v s); CREATE TABLE u (v o);
`);

test.each<[sql: string, effects: readonly string[]]>([
  ['ALTER DOMAIN d ADD CHECK (VALUE > 0)', ['S a', 'S b', 'S p1', 'scan a', 'scan b', 'scan p1']],
  ['ALTER DOMAIN d SET NOT NULL', ['S a', 'S b', 'S p1', 'scan a', 'scan b', 'scan p1']],
  ['ALTER DOMAIN e ADD CHECK (VALUE > 0)', ['S b', 'scan b']],
  ['ALTER DOMAIN e VALIDATE CONSTRAINT x', ['S b', 'scan b']],
  ['ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID', []],
  ['ALTER DOMAIN req SET NOT NULL', []],
  ['ALTER DOMAIN d DROP CONSTRAINT x', []],
  ['ALTER DOMAIN d SET DEFAULT 5', []],
  ['ALTER DOMAIN hid ADD CHECK (VALUE > 0)', ['fails 0A000 always']],
  ['ALTER DOMAIN hid ADD CHECK (VALUE > 0) NOT VALID', []],
  ['ALTER TYPE c ADD ATTRIBUTE z int CASCADE', ['AX t', 'AX kid']],
  ['ALTER TYPE c ADD ATTRIBUTE z int', ['fails 2BP01 always']],
  ['ALTER TYPE c ALTER ATTRIBUTE x TYPE bigint CASCADE', ['AX t', 'AX kid', 'rewrite t', 'rewrite kid']],
  ['ALTER TYPE c ALTER ATTRIBUTE y TYPE text CASCADE', ['AX t', 'AX kid']],
  ['ALTER TYPE c DROP ATTRIBUTE y CASCADE', ['AX t', 'AX kid']],
  ['ALTER TYPE s ADD ATTRIBUTE z int', []],
  ['ALTER TYPE s ALTER ATTRIBUTE x TYPE bigint', ['fails 0A000 always']],
  ['DROP DOMAIN d CASCADE', ['AX a', 'AX b', 'AX p', 'AX p1']],
  ['DROP TYPE s CASCADE', []],
  ['DROP TYPE s', ['fails 2BP01 always']],
  ['DROP TYPE c CASCADE', ['AX t', 'AX kid']],
  ['ALTER TABLE t NOT OF', ['AX t']],
  ['ALTER DOMAIN d OWNER TO joe', []],
])('%s: %j', (sql, effects) => {
  expect(say(effectsOn(bed, sql))).toEqual(effects);
});

test('where the history does not tell of a domain, any table may use it', () => {
  expect(say(effectsOn(emptyBed(false), 'ALTER DOMAIN d ADD CHECK (VALUE > 0)'))).toEqual([
    'S tables with a column of type d?', 'scan tables with a column of type d?',
  ]);
});

test('ADD NOT NULL is syntax of 17', () => {
  expect(effectsOn(bed, 'ALTER DOMAIN d ADD NOT NULL').since).toBe(17);
});
