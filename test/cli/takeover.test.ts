import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const FIXTURE = fileURLToPath(new URL('../../fixtures/projects/alembic-todo', import.meta.url));

let db: TestDatabase;
let todo: string;
beforeEach(async () => {
  db = await (await runningServer(16)).database();
  todo = folder({});
  fs.cpSync(FIXTURE, todo, { recursive: true });
});
afterEach(() => db.drop());

const on = (args: string) => phasewise(`${args} --database-url ${db.url}`, todo);
const rows = async () => (await db.client.query<{ v: string }>('SELECT version_num AS v FROM alembic_version ORDER BY 1')).rows.map(({ v }) => v);
/** What Alembic itself would send. */
const alembic = async (command: string) => db.client.query((await phasewise(`${command} --sql`, todo)).out);

test('a database that Alembic has begun is taken over, and given back', async () => {
  await alembic('upgrade 002');
  expect((await on('current')).out).toBe('002, add conversations and messages\n');

  expect((await on('upgrade')).out).toContain('phasewise approve 003 --rule index-build-under-exclusive-lock --reason "…"\nNothing was changed.\n');
  await phasewise(['approve', '003', '--reason', 'tasks is small', '--who', 'ann'], todo);
  expect((await on('upgrade')).code).toBe(0);
  expect(await rows()).toEqual(['003']);

  await alembic('downgrade 003:base');
  expect(await rows()).toEqual([]);
});

test('the phased twin of an unsafe project runs on a live database with the approvals in its file', async () => {
  const safe = fileURLToPath(new URL('../../fixtures/projects/alembic-safe', import.meta.url)).replaceAll('\\', '/').replace(/\/$/, '');
  await db.client.query('CREATE TABLE somebody_elses (id int)');
  const { code, out } = await phasewise(`upgrade --database-url ${db.url}`, safe);
  expect(out).toMatch(/✓ at f9a3072e5d18 \(head\)\.\n$/);
  expect([code, await rows()]).toEqual([0, ['f9a3072e5d18']]);
});

test('a database that we have begun is one that Alembic goes on with', async () => {
  expect((await on('upgrade 002')).code).toBe(0);
  expect(await rows()).toEqual(['002']);
  await alembic('upgrade 002:003');
  await alembic('downgrade 003:base');
  const { rows: left } = await db.client.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");
  expect(left).toEqual([{ relname: 'alembic_version' }]);
});
