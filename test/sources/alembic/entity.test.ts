import { expect, test } from 'vitest';
import { runningServer } from '../../server/running.ts';
import { causeOf, fileWith, statementsIn, told, upgradeOf } from './reading.ts';

const HEAD = 'from alembic_utils.pg_function import PGFunction\nfrom alembic_utils.pg_view import PGView\nfrom alembic_utils.pg_materialized_view import PGMaterializedView\nfrom alembic_utils.pg_trigger import PGTrigger\nfrom alembic_utils.pg_policy import PGPolicy\nfrom alembic_utils.pg_extension import PGExtension\n';
const stepsOf = (body: string, head = '') => upgradeOf(fileWith(body, HEAD + head));
const all = (entity: string) => told(stepsOf(`thing = ${entity}\nop.create_entity(thing)\nop.replace_entity(thing)\nop.drop_entity(thing)`));

const FUNCTION = "PGFunction(schema='public', signature='touch(b int, a text default \\'x\\')', definition=\"returns int language sql as $$ select 1::int $$;\")";
const PLPGSQL = "PGFunction(schema='public', signature='now_or()', definition='returns trigger language plpgsql as $$ begin new.a := \\\\:b; return new; end $$')";
const VIEW = "PGView(schema='public', signature='active', definition='select id from t where id > 0;')";
const MATERIALIZED = "PGMaterializedView(schema='public', signature='totals', definition='select count(*) as n from t', with_data=False)";
const TRIGGER = "PGTrigger(schema='public', signature='touched', on_entity='public.t', definition='BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION touched()')";
const POLICY = "PGPolicy(schema='public', signature='own', on_entity='t', definition='as permissive for select using (id > 0)')";

test.each<[string, readonly string[]]>([
  [FUNCTION, [
    `CREATE FUNCTION "public"."touch"(b int, a text default 'x') returns int language sql as $$ select 1::int $$`,
    `CREATE OR REPLACE FUNCTION "public"."touch"(b int, a text default 'x') returns int language sql as $$ select 1::int $$`,
    'DROP FUNCTION "public"."touch"(b int, a text)',
  ]],
  [PLPGSQL, [
    'CREATE FUNCTION "public"."now_or"() returns trigger language plpgsql as $$ begin new.a := :b; return new; end $$',
    'CREATE OR REPLACE FUNCTION "public"."now_or"() returns trigger language plpgsql as $$ begin new.a := :b; return new; end $$',
    'DROP FUNCTION "public"."now_or"()',
  ]],
  [VIEW, [
    'CREATE VIEW "public"."active" AS select id from t where id > 0',
    `do $$ begin CREATE OR REPLACE VIEW "public"."active" AS select id from t where id > 0; exception when others then DROP VIEW IF EXISTS "public"."active"; CREATE VIEW "public"."active" AS select id from t where id > 0; end; $$ language 'plpgsql'`,
    'DROP VIEW "public"."active"',
  ]],
  [MATERIALIZED, [
    'CREATE MATERIALIZED VIEW "public"."totals" AS select count(*) as n from t WITH NO DATA',
    'DROP MATERIALIZED VIEW IF EXISTS "public"."totals"',
    'CREATE MATERIALIZED VIEW "public"."totals" AS select count(*) as n from t WITH NO DATA',
    'DROP MATERIALIZED VIEW "public"."totals"',
  ]],
  [TRIGGER, [
    'CREATE TRIGGER "touched" BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION touched()',
    'DROP TRIGGER IF EXISTS "touched" ON public.t',
    'CREATE TRIGGER "touched" BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION touched()',
    'DROP TRIGGER "touched" ON public.t',
  ]],
  [POLICY, [
    'CREATE POLICY own on public.t as permissive for select using (id > 0)',
    'DROP POLICY IF EXISTS own on public.t',
    'CREATE POLICY own on public.t as permissive for select using (id > 0)',
    'DROP POLICY own on public.t',
  ]],
  ["PGExtension(schema='public', signature='uuid-ossp')", [
    'CREATE EXTENSION "uuid-ossp" WITH SCHEMA "public"', 'unread: Alembic stops here: alembic_utils replaces no extensions.', 'DROP EXTENSION "uuid-ossp"',
  ]],
])('%s is created, replaced and dropped', (entity, sql) => expect(all(entity)).toEqual(sql));

test('what depends on it goes with it where the writer says so', () => {
  expect(told(stepsOf(`op.drop_entity(${VIEW}, cascade=True)`))).toEqual(['DROP VIEW "public"."active" CASCADE']);
});

test('each part of the definition is at its place', () => {
  const text = fileWith(`op.create_entity(${VIEW})`, HEAD);
  const [statement] = statementsIn(upgradeOf(text));
  expect(statement && causeOf(text, statement, 'id > 0')).toBe('id > 0');
});

test.each([
  ['op.create_entity(made())', "def made():\n    return PGTrigger(schema='public', signature='a', on_entity='t', definition='nothing')\n", 'Alembic stops here: alembic_utils finds no ON in the definition of this trigger.'],
  ["op.create_entity(PGView(schema='public', signature='v', definition='select :a'))", '', 'Alembic stops here: `:a` is a bind parameter without a value; write `\\:a` if it is text.'],
  ['op.create_entity(other)', 'from shop.entities import other\n', 'Phasewise does not know what shop.entities.other is.'],
  ['op.create_entity(PGGrantTable())', 'from alembic_utils.pg_grant_table import PGGrantTable\n', 'Phasewise does not know what alembic_utils.pg_grant_table.PGGrantTable is.'],
])('%s is unread', (body, head, reason) => expect(told(stepsOf(body, head))).toEqual([`unread: ${reason}`]));

test.each([13, 18] as const)('PostgreSQL %i takes it', async (major) => {
  const database = await (await runningServer(major)).database();
  try {
    await database.client.query('CREATE TABLE t (id int); CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$');
    for (const entity of [FUNCTION, VIEW, MATERIALIZED, TRIGGER, POLICY]) {
      for (const { sql } of statementsIn(stepsOf(`thing = ${entity}\nop.create_entity(thing)\nop.replace_entity(thing)\nop.drop_entity(thing)`))) await database.client.query(sql.text);
    }
  } finally {
    await database.drop();
  }
});
