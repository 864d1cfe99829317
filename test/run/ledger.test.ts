import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeRows, readRows } from '../../src/run/ledger.ts';
import { findVersionTable } from '../../src/run/version-table.ts';
import { runningServer, type TestDatabase } from '../server/running.ts';

const WANTED = { name: 'alembic_version' };
let database: TestDatabase;

beforeAll(async () => { database = await (await runningServer()).database(); });
beforeEach(async () => { await database.client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS "Own" CASCADE'); });
afterAll(() => database.drop());

const sql = (text: string) => database.client.query(text);
const table = () => findVersionTable(database.client, WANTED);

test('a missing table is not an empty one', async () => {
  expect(await table()).toEqual({ schema: 'public', name: 'alembic_version', exists: false, width: 32 });
  expect(await readRows(database.client, await table())).toEqual([]);
  await sql('CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)');
  expect(await table()).toEqual({ schema: 'public', name: 'alembic_version', exists: true, width: 32 });
});

test('the first change makes the table as Alembic makes it', async () => {
  await changeRows(database.client, await table(), [{ kind: 'insert', revision: '001' }]);
  const { rows } = await sql(`SELECT conname, pg_get_constraintdef(oid) AS is FROM pg_constraint WHERE conrelid = 'alembic_version'::regclass AND contype = 'p'`);
  expect(rows).toEqual([{ conname: 'alembic_version_pkc', is: 'PRIMARY KEY (version_num)' }]);
  const columns = await sql(`SELECT column_name, data_type, character_maximum_length AS width, is_nullable FROM information_schema.columns WHERE table_name = 'alembic_version'`);
  expect(columns.rows).toEqual([{ column_name: 'version_num', data_type: 'character varying', width: 32, is_nullable: 'NO' }]);
  expect(await readRows(database.client, await table())).toEqual(['001']);
});

test('a table is found through the search_path, and in a schema that is named, quotes and all', async () => {
  await sql('CREATE SCHEMA "Own"; CREATE TABLE "Own".alembic_version (version_num text PRIMARY KEY)');
  expect(await findVersionTable(database.client, { schema: 'Own', ...WANTED })).toMatchObject({ schema: 'Own', exists: true, width: undefined });
  await sql('SET search_path = "Own"');
  expect(await table()).toMatchObject({ schema: 'Own', exists: true });
  await sql('RESET search_path');
  expect(await table()).toMatchObject({ schema: 'public', exists: false });
});

test('rows change by compare and set', async () => {
  await changeRows(database.client, await table(), [{ kind: 'insert', revision: 'b' }, { kind: 'insert', revision: 'a' }]);
  await changeRows(database.client, await table(), [{ kind: 'delete', revision: 'a' }, { kind: 'update', from: 'b', to: "c'\\" }]);
  expect(await readRows(database.client, await table())).toEqual(["c'\\"]);
});

const OTHERS = 'Somebody else changed it during the run. Look at `phasewise current`, then run again.';

test.each([
  [{ kind: 'insert', revision: '002' }, `public.alembic_version already holds 002. ${OTHERS}`],
  [{ kind: 'update', from: '001', to: '003' }, `public.alembic_version was to go from 001 to 003, but 0 rows said 001. ${OTHERS}`],
  [{ kind: 'delete', revision: '001' }, `001 was to leave public.alembic_version, but 0 rows said 001. ${OTHERS}`],
] as const)('a row that is not as expected: %o', async (change, message) => {
  await changeRows(database.client, await table(), [{ kind: 'insert', revision: '002' }]);
  const there = await table();
  await expect(changeRows(database.client, there, [change])).rejects.toMatchObject({ name: 'RunError', kind: 'row-mismatch', message });
});

test.each([
  ['CREATE VIEW alembic_version AS SELECT 1 AS version_num', 'public.alembic_version is not a table, so it cannot hold the applied revisions. Rename it, or name another version table.'],
  ['CREATE TABLE alembic_version (version int)', 'public.alembic_version has no column version_num, so it is not a version table. Rename it, or name another version table.'],
  ['SET search_path = nowhere', 'no schema of the search_path exists, so there is no place for the version table alembic_version. Create one: CREATE SCHEMA public'],
])('what cannot be a version table: %s', async (made, message) => {
  await sql(made);
  await expect(table()).rejects.toMatchObject({ name: 'RunError', message });
  await sql('RESET search_path');
});

test('a schema that is named and missing', async () => {
  await expect(findVersionTable(database.client, { schema: 'Own', ...WANTED }))
    .rejects.toMatchObject({ kind: 'no-schema', message: 'there is no schema Own for the version table alembic_version. Create it: CREATE SCHEMA "Own"' });
});
