import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Asking } from '../../src/run/asking.ts';
import { settle } from '../../src/run/settle.ts';
import { runningServer, type TestDatabase } from '../server/running.ts';

let db: TestDatabase;
beforeEach(async () => { db = await (await runningServer(16)).database(); });
afterEach(() => db.drop());

/** The connection of a server that answers one setting with an error. */
function refusing(setting: string, code: string): Asking {
  const query = (sql: string) => sql.includes(setting)
    ? Promise.reject(Object.assign(new Error(`invalid value for parameter "${setting}"`), { code }))
    : db.client.query(sql);
  return new Proxy(db.client, { get: (client, key) => (key === 'query' ? query : Reflect.get(client, key)) });
}

const shown = async (setting: string) => (await db.client.query(`SELECT current_setting('${setting}') AS value`)).rows;

test('a connection is settled as it was opened, with our timeouts', async () => {
  await db.client.query("SET search_path = elsewhere; SET statement_timeout = '7s'; SET ROLE pg_monitor");
  await settle(db.client, { serverMajor: 16, lockTimeout: 50 });
  expect(await shown('search_path')).toEqual([{ value: '"$user", public' }]);
  expect(await shown('statement_timeout')).toEqual([{ value: '0' }]);
  expect(await shown('lock_timeout')).toEqual([{ value: '50ms' }]);
  expect(await shown('client_connection_check_interval')).toEqual([{ value: '2s' }]);
  expect(await shown('role')).toEqual([{ value: 'none' }]);
});

test('a server whose system cannot see its clients is used all the same', async () => {
  await settle(refusing('client_connection_check_interval', '22023'), { serverMajor: 16, lockTimeout: 50 });
  expect(await shown('lock_timeout')).toEqual([{ value: '50ms' }]);
  await expect(settle(refusing('client_connection_check_interval', '42501'), { serverMajor: 16, lockTimeout: 50 })).rejects.toThrow('invalid value');
});
