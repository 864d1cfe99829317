import { expect, test } from 'vitest';
import type { Volatility } from '../../src/effects/defaults.ts';
import { volatilityOf } from '../../src/effects/defaults.ts';
import { emptyBed, operationsOf, send } from './bed.ts';

const { catalog } = send(emptyBed(), `
  CREATE FUNCTION app.next_number() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION tenant() RETURNS int LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION forty() RETURNS int LANGUAGE sql AS 'SELECT 42';
  CREATE FUNCTION above(a int) RETURNS int LANGUAGE sql AS $$ SELECT a + forty(); $$;
  CREATE FUNCTION dice() RETURNS float8 LANGUAGE sql AS 'SELECT random()';
  CREATE FUNCTION strict_one(a int) RETURNS int LANGUAGE sql STRICT AS 'SELECT 42';
  CREATE FUNCTION definer() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 42';
  CREATE FUNCTION invoker() RETURNS int LANGUAGE sql SECURITY INVOKER CALLED ON NULL INPUT AS 'SELECT 42';
  CREATE FUNCTION settled() RETURNS int LANGUAGE sql SET search_path = public AS 'SELECT 42';
  CREATE FUNCTION twice() RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT 42';
  CREATE FUNCTION from_table() RETURNS int LANGUAGE sql AS 'SELECT id FROM t';
  CREATE FUNCTION sub() RETURNS int LANGUAGE sql AS 'SELECT (SELECT 42)';
  CREATE FUNCTION valued() RETURNS int LANGUAGE sql AS 'VALUES (42)';
  CREATE FUNCTION returned() RETURNS int LANGUAGE sql RETURN 42;
  CREATE FUNCTION returned_dice() RETURNS float8 LANGUAGE sql RETURN random();
  CREATE FUNCTION atom() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 42; END;
  CREATE FUNCTION of_server() RETURNS int LANGUAGE sql AS '';
  CREATE FUNCTION again() RETURNS int LANGUAGE sql AS 'SELECT again()';
  CREATE FUNCTION ov(a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION ov(a text) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION one_left(a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION one_left(a text) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
  DROP FUNCTION one_left(text);
  CREATE FUNCTION calmed() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'; ALTER FUNCTION calmed() STABLE;
  CREATE FUNCTION old_name() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'; ALTER FUNCTION old_name RENAME TO new_name;
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
  ['app.next_number()', 'volatile'],
  ['forty()', 'constant'],
  ['above(1)', 'constant'],
  ['above(random()::int)', 'volatile'],
  ['dice()', 'volatile'],
  ['strict_one(1)', 'volatile'],
  ['definer()', 'volatile'],
  ['invoker()', 'constant'],
  ['settled()', 'volatile'],
  ['twice()', 'volatile'],
  ['from_table()', 'volatile'],
  ['sub()', 'volatile'],
  ['valued()', 'volatile'],
  ['returned()', 'constant'],
  ['returned_dice()', 'volatile'],
  ['atom()', 'constant'],
  ['of_server()', 'maybe volatile'],
  ['again()', 'maybe volatile'],
  ['ov(1)', 'maybe volatile'],
  ['one_left(1)', 'immutable'],
  ['calmed()', 'stable'],
  ['new_name()', 'volatile'],
  ['old_name()', 'maybe volatile'],
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
  expect(expression && volatilityOf(expression, catalog, { major: 18 })).toBe(volatility);
});

test('the zone of a time, which was volatile until 14', () => {
  const [operation] = operationsOf(`ALTER TABLE t ADD COLUMN c text DEFAULT (current_time AT TIME ZONE 'utc')`);
  const expression = operation?.kind === 'add column' ? operation.column.fallback : undefined;
  expect(([13, 14, 15, 18] as const).map((major) => expression && volatilityOf(expression, catalog, { major }))).toEqual(['maybe volatile', 'maybe volatile', 'stable', 'stable']);
});
