import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runningServer } from '../server/running.ts';
import { folder } from './folder.ts';

/** Built by `npm run build`, which `npm test` does first. */
const BIN = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url));

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops a run in the middle of a statement, and nothing is left behind', async (signal) => {
  const db = await (await runningServer(16)).database();
  const root = folder({ 'migrations/001_long.sql': 'CREATE TABLE a (id int);\nSELECT pg_sleep(60);\n' });
  const child = spawn(process.execPath, [BIN, 'upgrade'], { cwd: root, env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: db.url } });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => { out += part.toString(); });
  const exit = once(child, 'exit');
  const count = async (sql: string) => (await db.client.query(sql)).rowCount;
  while (await count("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'") === 0 && child.exitCode === null);
  child.kill(signal);
  const [code] = await exit;
  expect(out).toContain(`Interrupted in 001 (long) at SELECT pg_sleep(60)
    (migrations/001_long.sql:2:1).
  Nothing of 001 stays: its transaction was rolled back. The database is at
    base.
`);
  expect(code).toBe(1);
  expect(await count("SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'phasewise/%' AND datname = current_database()")).toBe(0);
  await db.drop();
});

test('a run goes on when nobody reads what it says any more', async () => {
  const db = await (await runningServer(16)).database();
  const root = folder({ 'migrations/001_a.sql': 'CREATE TABLE a (id int);\n', 'migrations/002_wait.sql': 'SELECT pg_sleep(1);\n', 'migrations/003_b.sql': 'CREATE TABLE b (id int);\n' });
  const child = spawn(process.execPath, [BIN, 'upgrade'], { cwd: root, env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: db.url } });
  const exit = once(child, 'exit');
  child.stdout.once('data', () => child.stdout.destroy());
  expect((await exit)[0]).toBe(0);
  expect((await db.client.query('SELECT version_num FROM phasewise_version')).rows).toEqual([{ version_num: '003' }]);
  await db.drop();
});

test.runIf(process.platform === 'linux')('a full disk takes the words and not the run; it is told in the end', async () => {
  const db = await (await runningServer(16)).database();
  const root = folder({ 'migrations/001_a.sql': 'CREATE TABLE a (id int);\n' });
  const full = openSync('/dev/full', 'w');
  const run = (args: readonly string[]) => spawnSync(process.execPath, [BIN, ...args], {
    cwd: root, env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: db.url }, encoding: 'utf8', stdio: ['ignore', full, 'pipe'],
  });
  const said = { status: 2, stderr: 'phasewise: the output could not be written: the disk is full.\n' };
  expect(run(['lint'])).toMatchObject(said);
  expect(run(['upgrade'])).toMatchObject(said);
  closeSync(full);
  expect((await db.client.query('SELECT version_num FROM phasewise_version')).rows).toEqual([{ version_num: '001' }]);
  await db.drop();
});
