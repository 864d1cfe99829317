import { afterAll, describe, expect, test } from 'vitest';
import { existsSync } from 'node:fs';
import { runningServer } from './running.ts';
import { startEmbedded } from '../../src/server/embedded.ts';

test.each([13, 18] as const)('PostgreSQL %s starts, gives each test a database of its own, and leaves nothing behind', async (major) => {
  const { server, database } = await runningServer(major);
  const [one, two] = await Promise.all([database(), database()]);
  await one.client.query('CREATE TABLE tasks (id int)');
  expect((await two.client.query(`SELECT to_regclass('tasks') AS found`)).rows).toEqual([{ found: null }]);
  expect((await one.client.query('SHOW server_version_num')).rows[0].server_version_num).toMatch(new RegExp(`^${major}`));
  await one.drop();
  await two.drop();
  expect(server.pid()).toBeGreaterThan(0);
  await server.stop();
  expect(server.pid()).toBeUndefined();
  expect(existsSync(server.address.host)).toBe(false);
});
