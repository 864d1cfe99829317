import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockKeyOf, releaseLock, takeLock, type LockHolder } from '../../src/run/lock.ts';
import { runningServer, type TestDatabase } from '../server/running.ts';

let database: TestDatabase;
beforeAll(async () => { database = await (await runningServer()).database(); });
afterAll(() => database.drop());

const KEY = lockKeyOf('todo', { schema: 'public', name: 'alembic_version' });
const never = new AbortController().signal;

test('whoever comes second is told who is first, and takes over when that one is gone', async () => {
  const first = await database.connect();
  await first.query(`SET application_name = 'phasewise/first'`);
  expect(await takeLock(first, KEY, { giveUpAfter: 0, signal: never, onWait: () => undefined })).toBe('taken');
  const told: (LockHolder | undefined)[] = [];
  const second = takeLock(database.client, KEY, {
    giveUpAfter: 10_000,
    signal: never,
    onWait: (holder) => {
      told.push(holder);
      void first.end();
    },
  });
  expect(await second).toBe('taken');
  expect(told).toMatchObject([{ application: 'phasewise/first', user: 'postgres', since: expect.stringMatching(/^\d{4}-\d\d-\d\d /) }]);
  await releaseLock(database.client, KEY);
});

test('one gives up, or is interrupted', async () => {
  const first = await database.connect();
  await takeLock(first, KEY, { giveUpAfter: 0, signal: never, onWait: () => undefined });
  const waiting = { giveUpAfter: 0, signal: never, onWait: () => undefined };
  expect(await takeLock(database.client, KEY, waiting)).toBe('gave up');
  const interrupt = new AbortController();
  expect(await takeLock(database.client, KEY, { giveUpAfter: 60_000, signal: interrupt.signal, onWait: () => interrupt.abort() })).toBe('interrupted');
  await first.end();
});

test('tenants of one database do not wait for each other', () => {
  const keys = [
    lockKeyOf('todo', { schema: 'a', name: 'alembic_version' }), lockKeyOf('todo', { schema: 'b', name: 'alembic_version' }),
    lockKeyOf('other', { schema: 'a', name: 'alembic_version' }), lockKeyOf('todo', { schema: 'a', name: 'phasewise_version' }),
  ];
  expect(new Set(keys.map((key) => key.object)).size).toBe(4);
  expect(new Set(keys.map((key) => key.class)).size).toBe(1);
});
