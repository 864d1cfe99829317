import { expect, test } from 'vitest';
import type { Volatility } from '../../src/effects/defaults.ts';
import { volatilityOf } from '../../src/effects/defaults.ts';
import { emptyBed, operationsOf, send } from './bed.ts';

const { catalog } = send(emptyBed(), `
  CREATE FUNCTION app.next_number() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION tenant() RETURNS int LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION seven() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 7';
`);

test.each<[fallback: string, volatility: Volatility]>([
  ['NULL', 'constant'],
  ['0', 'constant'],
  ['-1', 'constant'],
  [`'{}'::jsonb`, 'constant'],
  [`ARRAY[]::text[]`, 'constant'],
  [`'a' || 'b'`, 'immutable'],
  ['1 + 1', 'immutable'],
  [`lower('A')`, 'immutable'],
  [`md5('a')`, 'immutable'],
  ['seven()', 'immutable'],
  ['now()', 'stable'],
  ['current_timestamp', 'stable'],
  ['CURRENT_DATE', 'stable'],
  ['localtimestamp', 'stable'],
  ['current_user', 'stable'],
  [`now() + interval '1 day'`, 'stable'],
  [`timezone('utc', now())`, 'stable'],
  [`(now() AT TIME ZONE 'utc')`, 'stable'],
  ['statement_timestamp()', 'stable'],
  ['txid_current()', 'stable'],
  [`current_setting('app.tenant')::int`, 'stable'],
  ['tenant()', 'stable'],
  ['pg_catalog.now()', 'stable'],
  ['app.next_number()', 'maybe volatile'],
  ['nobody_knows()', 'maybe volatile'],
  [`lower(nobody_knows())`, 'maybe volatile'],
  ['random()', 'volatile'],
  ['floor(random() * 10)', 'volatile'],
  ['clock_timestamp()', 'volatile'],
  ['gen_random_uuid()', 'volatile'],
  ['pg_catalog.gen_random_uuid()', 'volatile'],
  ['extensions.uuid_generate_v4()', 'volatile'],
  ['uuidv7()', 'volatile'],
  ['timeofday()', 'volatile'],
  [`nextval('s')`, 'volatile'],
  [`nextval('s'::regclass)`, 'volatile'],
  [`encode(gen_random_bytes(8), 'hex')`, 'volatile'],
  [`coalesce(nobody_knows(), random())`, 'volatile'],
])('DEFAULT %s is %s', (fallback, volatility) => {
  const [operation] = operationsOf(`ALTER TABLE t ADD COLUMN c text DEFAULT ${fallback}`);
  const expression = operation?.kind === 'add column' ? operation.column.fallback : undefined;
  expect(expression && volatilityOf(expression, catalog)).toBe(volatility);
});
