import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from '../../src/server/connect.ts';
import { inspect } from '../../src/run/inspect.ts';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { apply, sqlProject } from './applying.ts';
import { proxyTo } from './proxy.ts';

let db: TestDatabase;
beforeEach(async () => { db = await (await runningServer()).database(); });
afterEach(() => db.drop());

const PROJECT = sqlProject({ '001_a.sql': 'CREATE TABLE a (id int);', '002_b.sql': 'CREATE TABLE b (id int);' });
const isThere = async (name: string) => (await db.client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [name])).rows[0]?.there;

test('a COMMIT whose answer is lost is looked up, not guessed', async () => {
  const proxy = await proxyTo(db.address, { toServer: once((bytes) => bytes.includes('COMMIT')) });
  const { outcome } = await apply(PROJECT, { ...db, address: proxy.address });
  expect(outcome).toMatchObject({ kind: 'stopped', because: { kind: 'lost', statement: undefined, fate: 'committed' }, script: { step: { revision: { id: '001' } } } });
  expect([await isThere('a'), await isThere('b')]).toEqual([true, false]);
  expect((await apply(PROJECT, db)).outcome).toMatchObject({ kind: 'done', applied: [{ step: { revision: { id: '002' } } }] });
  await proxy.close();
});

test('a connection that breaks before COMMIT leaves nothing behind', async () => {
  const proxy = await proxyTo(db.address, { toServer: once((bytes) => bytes.includes('CREATE TABLE a ')) });
  const { outcome } = await apply(PROJECT, { ...db, address: proxy.address });
  expect(outcome).toMatchObject({ because: { kind: 'lost', fate: 'rolled back' } });
  for (let open = true; open;) open = ((await db.client.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'phasewise/test' AND datname = current_database()")).rowCount ?? 0) > 0;
  expect(await isThere('a')).toBe(false);
  await proxy.close();
});

test('a pooler is refused: the process that it announces is not the one that answers', async () => {
  const proxy = await proxyTo(db.address, { toClient: withOtherKey });
  const client = await connect(proxy.address, { applicationName: 'phasewise/test' });
  await expect(inspect(client)).rejects.toMatchObject({
    kind: 'pooler',
    message: 'there is a connection pooler in between, behind which locks and settings do not stay with us. Give the address of the PostgreSQL server itself.',
  });
  await client.end();
  await proxy.close();
});

function once(matches: (bytes: Buffer) => boolean): (bytes: Buffer) => 'cut' | undefined {
  let done = false;
  return (bytes) => {
    if (done || !matches(bytes)) return undefined;
    done = true;
    return 'cut';
  };
}

/** BackendKeyData of another process: `K`, the length 12, the process, the secret. */
function withOtherKey(bytes: Buffer): Buffer {
  const at = bytes.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
  if (at >= 0) bytes.writeInt32BE(bytes.readInt32BE(at + 5) + 1, at + 5);
  return bytes;
}
