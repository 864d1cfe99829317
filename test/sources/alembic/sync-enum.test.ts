import { describe, expect, test } from 'vitest';
import { emptyCatalog } from '../../../src/catalog/replayed.ts';
import { runningServer } from '../../server/running.ts';
import { SESSION, told as after } from '../../catalog/telling.ts';
import { fileWith, statementsIn, told, unreadIn, upgradeOf } from './reading.ts';

const HEAD = 'from alembic_postgresql_enum import ColumnType, TableReference\n';
const stepsOf = (body: string) => upgradeOf(fileWith(body, HEAD));
const T = "TableReference(table_schema='public', table_name='t', column_name='c')";

test('a type is made anew beside the old one, and its columns move over', () => {
  expect(told(stepsOf(`op.sync_enum_values('public', 'mood', ['', 'ok'], [${T}], enum_values_to_rename=[])`))).toEqual([
    'ALTER TYPE "public"."mood" RENAME TO "mood_old"',
    `CREATE TYPE "public"."mood" AS ENUM ('', 'ok')`,
    'CREATE FUNCTION new_old_not_equals(new_enum_val "public"."mood", old_enum_val "public"."mood_old") RETURNS boolean AS $$ SELECT new_enum_val::text != old_enum_val::text; $$ LANGUAGE SQL IMMUTABLE',
    'CREATE OPERATOR != (leftarg = "public"."mood", rightarg = "public"."mood_old", procedure = new_old_not_equals)',
    'CREATE FUNCTION new_old_equals(new_enum_val "public"."mood", old_enum_val "public"."mood_old") RETURNS boolean AS $$ SELECT new_enum_val::text = old_enum_val::text; $$ LANGUAGE SQL IMMUTABLE',
    'CREATE OPERATOR = (leftarg = "public"."mood", rightarg = "public"."mood_old", procedure = new_old_equals)',
    'ALTER TABLE "public"."t" ALTER COLUMN "c" TYPE "public"."mood" USING "c"::text::"public"."mood"',
    'DROP FUNCTION new_old_not_equals(new_enum_val "public"."mood", old_enum_val "public"."mood_old") CASCADE',
    'DROP FUNCTION new_old_equals(new_enum_val "public"."mood", old_enum_val "public"."mood_old") CASCADE',
    'DROP TYPE "public"."mood_old"',
  ]);
});

/** What is sent to the tables. */
const alters = (body: string) => told(stepsOf(body)).filter((sql) => sql.startsWith('ALTER TABLE '));

test.each<[string, readonly string[]]>([
  [`op.sync_enum_values(enum_schema='app', enum_name='m', new_values=['b'], affected_columns=[TableReference('t', 'c'), TableReference(table_schema=None, table_name='U', column_name='d')], enum_values_to_rename=[('a', 'b')])`, [
    `ALTER TABLE "app"."t" ALTER COLUMN "c" TYPE "app"."m" USING CASE WHEN "c"::text = 'a' THEN 'b'::"app"."m" ELSE "c"::text::"app"."m" END`,
    `ALTER TABLE "U" ALTER COLUMN "d" TYPE "app"."m" USING CASE WHEN "d"::text = 'a' THEN 'b'::"app"."m" ELSE "d"::text::"app"."m" END`,
  ]],
  [`op.sync_enum_values(schema='app', enum_name='m', new_values=['b'], affected_columns=[TableReference('t', 'c', column_type=ColumnType.ARRAY, existing_server_default="'{a,\\"a\\"}'::m[]")], enum_values_to_rename=[('a', 'b')])`, [
    'ALTER TABLE "app"."t" ALTER COLUMN "c" DROP DEFAULT',
    `ALTER TABLE "app"."t" ALTER COLUMN "c" TYPE "app"."m"[] USING array_replace("c"::text[], 'a', 'b')::"app"."m"[]`,
    `ALTER TABLE "app"."t" ALTER COLUMN "c" SET DEFAULT '{a,"b"}'::app.m[]`,
  ]],
  [`op.sync_enum_values('app', 'm', ['b'], [TableReference(table_schema='app', table_name='t', column_name='c', existing_server_default="'a'::app.m")], [('a', 'b')])`, [
    'ALTER TABLE "app"."t" ALTER COLUMN "c" DROP DEFAULT',
    `ALTER TABLE "app"."t" ALTER COLUMN "c" TYPE "app"."m" USING CASE WHEN "c"::text = 'a' THEN 'b'::"app"."m" ELSE "c"::text::"app"."m" END`,
    `ALTER TABLE "app"."t" ALTER COLUMN "c" SET DEFAULT 'b'::app.m`,
  ]],
  [`op.sync_enum_values('app', 'm', ['b'], [TableReference('t', 'c', column_type=ColumnType.ARRAY, existing_server_default="ARRAY['b'::app.m]")])`, [
    'ALTER TABLE "app"."t" ALTER COLUMN "c" DROP DEFAULT',
    'ALTER TABLE "app"."t" ALTER COLUMN "c" TYPE "app"."m"[] USING "c"::text[]::"app"."m"[]',
    `ALTER TABLE "app"."t" ALTER COLUMN "c" SET DEFAULT ARRAY['b'::app.m]`,
  ]],
])('%s', (body, expected) => expect(alters(body)).toEqual(expected));

describe('a tuple makes the library ask the server for the default', () => {
  const [gap] = unreadIn(stepsOf("op.sync_enum_values('public', 'mood', ['a'], [('t', 'c')])"));

  test('it is unread, as far as the catalog has one', () => {
    expect(gap).toMatchObject({
      reason: 'op.sync_enum_values asks the server for the default of t.c, drops it and sets it again. Name the column as a TableReference with existing_server_default, and it can be read.',
      reach: [{ type: 'relation', schema: 'public', name: 't' }],
    });
  });

  test.each([
    ["CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (c mood)", false],
    ["CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (c mood DEFAULT 'a')", true],
    ["CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (c mood DEFAULT NULL)", false],
    ["CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (c mood DEFAULT 'a'); ALTER TABLE t ALTER c DROP DEFAULT", false],
    ["CREATE TYPE mood AS ENUM ('a'); ALTER TABLE t ADD d mood", undefined],
  ])('%s: %s', (sql, there) => {
    const answer = gap && after(sql, emptyCatalog()).holds(gap.when, SESSION);
    expect(answer?.known === true ? answer.value : undefined).toBe(there);
  });

  test('its table goes on as if it had none', () => {
    expect(alters("op.sync_enum_values('public', 'mood', ['a'], [('t', 'c', ColumnType.ARRAY)])")).toEqual(['ALTER TABLE "public"."t" ALTER COLUMN "c" TYPE "public"."mood"[] USING "c"::text[]::"public"."mood"[]']);
  });
});

test.each([
  ["op.sync_enum_values('public', 'm', ['a'], ['b'])", 'Phasewise cannot read this column: it is neither a TableReference nor a tuple.'],
  ["op.sync_enum_values('public', 'm', 'abc', [])", 'Phasewise cannot read new_values here: it is no list.'],
  ["op.sync_enum_values('public', 'm', ['a'], [], ['ab'])", 'Phasewise cannot read enum_values_to_rename here: this is no pair of values.'],
  ["op.sync_enum_values('public', 'm', ['a'], [], indexes_to_recreate=[1])", 'Phasewise does not read indexes_to_recreate of op.sync_enum_values yet.'],
  ["op.sync_enum_values('public', 'm', [':a'], [])", 'Alembic stops here: `:a` is a bind parameter without a value.'],
])('%s is unread: %s', (body, reason) => expect(told(stepsOf(body))).toEqual([`unread: ${reason}`]));

test.each([13, 14, 15, 16, 17, 18] as const)('PostgreSQL %i takes it, and has the new values, the rows and the defaults', async (major) => {
  const database = await (await runningServer(major)).database();
  try {
    await database.client.query(`
      CREATE TYPE mood AS ENUM ('bad', 'fine');
      CREATE TABLE t (c mood DEFAULT 'fine', CHECK (c <> 'bad'), d mood[] DEFAULT ARRAY['fine'::mood, 'bad'::mood], e mood NOT NULL);
      INSERT INTO t (c, e) VALUES ('fine', 'bad')`);
    const columns = ["'c', existing_server_default=\"'fine'::mood\"", "'d', column_type=ColumnType.ARRAY, existing_server_default=\"ARRAY['fine'::mood, 'bad'::mood]\"", "'e'"];
    const body = `op.sync_enum_values('public', 'mood', ['good', 'ok', 'bad'], [${columns.map((column) => `TableReference('t', ${column})`).join(', ')}], enum_values_to_rename=[('fine', 'good')])`;
    for (const { sql } of statementsIn(stepsOf(body))) await database.client.query(sql.text);
    await database.client.query("INSERT INTO t (e) VALUES ('ok')");
    const { rows } = await database.client.query('SELECT c::text, d::text, e::text, pg_typeof(c)::text AS type, enum_range(c)::text AS values FROM t');
    expect(rows).toEqual([
      { c: 'good', d: '{good,bad}', e: 'bad', type: 'mood', values: '{good,ok,bad}' },
      { c: 'good', d: '{good,bad}', e: 'ok', type: 'mood', values: '{good,ok,bad}' },
    ]);
  } finally {
    await database.drop();
  }
});
