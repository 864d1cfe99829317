import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lossesOf } from '../../src/effects/loss.ts';
import type { TestDatabase } from '../server/running.ts';
import { runningServer } from '../server/running.ts';
import { operationsOf } from './bed.ts';

/** A value of the first type that shows best what becomes of it in the second. */
const CASES: readonly (readonly [from: string, value: string, to: string, using?: string | undefined])[] = [
  ['text', 'abcdef', 'varchar(5)'],
  ['text', 'abcdef', 'varchar(5)', 'c::varchar(5)'],
  ['varchar(8)', 'abcdef', 'char(5)'],
  ['varchar(8)', 'abcdefgh', 'varchar(8)'],
  ['char(4)', 'abcd', 'varchar(4)'],
  ['varchar(4)', 'abcd', 'text'],
  ['citext', 'abcdef', 'varchar(5)'],
  ['varbit(8)', '10101010', 'varbit(4)'],
  ['text', 'no number', 'integer', 'c::integer'],
  ['text', 'no uuid', 'uuid', 'c::uuid'],
  ['text', '{', 'jsonb', 'c::jsonb'],
  ['int4', '40000', 'int2'],
  ['int8', '3000000000', 'int4'],
  ['int4', '2147483647', 'int8'],
  ['numeric', '3000000000', 'int4'],
  ['numeric(10,0)', '9999999999', 'int4'],
  ['numeric(9,0)', '999999999', 'int4'],
  ['numeric(8,2)', '1.25', 'int4'],
  ['numeric(8,2)', '999999.99', 'numeric(6,2)'],
  ['numeric(8,2)', '1.25', 'numeric(8,1)'],
  ['numeric(8,2)', '999999.99', 'numeric(10,2)'],
  ['numeric(8,2)', '999999.99', 'numeric(10,4)'],
  ['numeric', '123456789.5', 'numeric(10,2)'],
  ['int4', '2147483647', 'numeric(10,2)'],
  ['int4', '2147483647', 'numeric(12,2)'],
  ['int4', '2147483647', 'float8'],
  ['int4', '2147483647', 'float4'],
  ['int8', '9223372036854775807', 'float8'],
  ['float8', '0.1234567890123', 'float4'],
  ['float4', '0.25', 'float8'],
  ['float8', '3e10', 'int4'],
  ['timestamp', '2026-01-02 03:04:05.678901', 'timestamp(3)'],
  ['timestamp(3)', '2026-01-02 03:04:05.678', 'timestamp'],
  ['timestamp', '2026-01-02 03:04:05', 'date'],
  ['timestamptz', '2026-01-02 03:04:05+00', 'time'],
  ['timestamptz', '2026-01-02 03:04:05.678901+00', 'timestamp(0)'],
  ['timestamp', '2026-01-02 03:04:05.678901', 'timestamptz'],
  ['date', '2026-01-02', 'timestamp'],
  ['interval', '1 year 2 days 03:04:05.678901', 'interval(3)'],
  ['interval', '1 year 2 days 03:04:05', 'interval year to month'],
  ['inet', '10.0.0.5/8', 'cidr'],
  ['cidr', '10.0.0.0/8', 'inet'],
];

let database: TestDatabase;
beforeAll(async () => {
  database = await (await runningServer(18)).database();
  await database.client.query("SET TimeZone = 'UTC'; CREATE EXTENSION citext");
});
afterAll(async () => { await database.drop(); });

test.each(CASES.map(([from, value, to, using]) => ({ from, value, to, using })))('$from $value as $to, USING $using', async ({ from, value, to, using }) => {
  expect(predicted(from, to, using)).toBe(await happens(database.client, from, value, to, using));
});

function predicted(from: string, to: string, using: string | undefined): string {
  const [made, changed] = operationsOf(`CREATE TABLE t (c ${from})`).concat(operationsOf(`ALTER TABLE t ALTER c TYPE ${to}`));
  if (made?.kind !== 'create table' || changed?.kind !== 'set type' || !made.columns[0]) throw new Error('not the statements that were meant');
  const kinds = lossesOf(made.columns[0].sqlType, changed.to, using !== undefined).map(({ kind }) => kind);
  if (kinds.some((kind) => kind === 'too long' || kind === 'out of range' || kind === 'unreadable')) return 'fails';
  return kinds.length > 0 ? 'changes' : 'keeps';
}

/** A value is kept if the old type says the same of it when it comes back. */
async function happens(client: pg.Client, from: string, value: string, to: string, using: string | undefined): Promise<string> {
  await client.query('BEGIN');
  try {
    await client.query(`CREATE TABLE t (c ${from}, was text); INSERT INTO t (c) VALUES ('${value}'); UPDATE t SET was = c::text`);
    await client.query(`ALTER TABLE t ALTER c TYPE ${to}${using === undefined ? '' : ` USING ${using}`}`);
    const back = client.query<{ same: boolean }>(`SELECT c::${from}::text = was AS same FROM t`);
    return await back.then(({ rows }) => (rows[0]?.same ? 'keeps' : 'changes'), () => 'changes');
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('22')) return 'fails';
    throw error;
  } finally {
    await client.query('ROLLBACK');
  }
}
