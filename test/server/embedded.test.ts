import { cpSync, existsSync, chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../../src/server/connect.ts';
import { makeReady, startEmbedded, type Data, type EmbeddedServer } from '../../src/server/embedded.ts';
import { thisHost } from '../../src/server/host.ts';
import { keptMajors } from '../../src/server/kept.ts';
import { postgresVersionOf, npmVersionOf } from '../../src/server/majors.ts';
import { bundled, startChild, type Child, type Start } from './child.ts';
import { runningServer } from './running.ts';

const root = process.getuid?.() === 0;
const DAEMON = 1; // A user that has an entry in /etc/passwd everywhere, and no home to speak of.
const servers = path.resolve(import.meta.dirname, '../servers/node_modules');

/** Everybody may enter it, as any user's projects. */
const folder = mkdtempSync(path.join('/tmp', 'phasewise test '));
const cache = path.join(folder, 'cache');
const env = { PHASEWISE_SERVERS: servers, PHASEWISE_CACHE: cache, HOME: folder };
const host = { ...thisHost(), env: { ...process.env, ...env } };
let program = '';

beforeAll(async () => {
  chmodSync(folder, 0o755);
  mkdirSync(cache);
  chmodSync(cache, 0o1777);
  program = await bundled(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function child(start: Partial<Start> = {}): Promise<Child> {
  const started = await startChild(program, { args: [], env, ...start });
  onTestFinished(() => started.stop().catch(() => undefined));
  return started;
}

function serverOf({ said }: Child): { readonly host: string; readonly pid: number } {
  if ('error' in said) throw new Error(said.error);
  return said;
}

const runs = (pid: number): boolean => existsSync(`/proc/${pid}/stat`) || isAlive(pid);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function query(server: EmbeddedServer, sql: string): Promise<readonly unknown[]> {
  const client = await connect(server.address, { applicationName: 'test' });
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe.skipIf(process.platform === 'win32')('an embedded server', () => {
  test.each([13, 18] as const)('of PostgreSQL %s gives each test a database of its own, and leaves nothing behind', async (major) => {
    const { server, database } = await runningServer(major);
    const [one, two] = await Promise.all([database(), database()]);
    await one.client.query('CREATE TABLE tasks (id int)');
    expect((await two.client.query(`SELECT to_regclass('tasks') AS found`)).rows).toEqual([{ found: null }]);
    expect((await one.client.query('SHOW server_version')).rows).toEqual([{ server_version: server.version }]);
    expect(server.version).toBe(postgresVersionOf(npmVersionOf(major)));
    await one.drop();
    await two.drop();
    const pid = server.pid();
    expect(pid).toBeGreaterThan(0);
    await server.stop();
    expect([server.pid(), runs(pid ?? 0), existsSync(server.address.host)]).toEqual([undefined, false, false]);
  });

  test('ends when its process is killed, and takes its folder with it', async () => {
    const killed = await child();
    const server = serverOf(killed);
    expect([runs(server.pid), existsSync(server.host)]).toEqual([true, true]);
    await killed.kill();
    await vi.waitFor(() => expect([runs(server.pid), existsSync(server.host)]).toEqual([false, false]), { timeout: 10_000 });
  });

  test('ends when its process was killed while the server was only just starting', async () => {
    const before = readdirSync('/tmp');
    const starting = startChild(program, { args: [], env }).catch(() => undefined);
    onTestFinished(async () => void (await (await starting)?.stop()));
    const base = await vi.waitUntil(() => readdirSync('/tmp').find((name) => name.startsWith('phasewise-') && !before.includes(name) && existsSync(path.join('/tmp', name, 'data'))), { timeout: 10_000, interval: 1 });
    const killer = await starting;
    await killer?.kill();
    await vi.waitFor(() => expect(existsSync(path.join('/tmp', base))).toBe(false), { timeout: 10_000 });
  });

  test('is made from one template, however many start at once', async () => {
    const fresh = path.join(folder, 'fresh');
    const both = await Promise.all([1, 2].map(() => child({ env: { ...env, PHASEWISE_CACHE: fresh } })));
    expect(both.map(serverOf).map(({ pid }) => runs(pid))).toEqual([true, true]);
    const [user] = readdirSync(fresh);
    expect(readdirSync(path.join(fresh, user ?? '', 'templates'))).toHaveLength(1);
    expect(statSync(path.join(fresh, user ?? '')).mode & 0o777).toBe(0o700);
  });

  test('finds the work of its first start done where that was asked for', async () => {
    const ready = { ...host, env: { ...host.env, PHASEWISE_CACHE: path.join(folder, 'ready') } };
    const { template } = await makeReady(13, ready);
    const made = statSync(template).ino;
    await (await startEmbedded({ data: { kind: 'new' }, major: 13, host: ready })).stop();
    expect(statSync(template).ino).toBe(made);
  });

  test('says why it does not start', async () => {
    const refused = startEmbedded({ data: { kind: 'new' }, host, settings: { shared_buffers: 'many' } });
    await expect(refused).rejects.toMatchObject({ name: 'ServerError', kind: 'does not start', message: 'PostgreSQL 18 did not start: FATAL:  invalid value for parameter "shared_buffers": "many"' });
  });
});

describe.skipIf(process.platform === 'win32')('a kept data directory', () => {
  let data: Data & { kind: 'kept' };
  beforeEach(() => void (data = { kind: 'kept', project: mkdtempSync(path.join(folder, 'shop-')) }));

  test('holds its data from one start to the next', async () => {
    const first = await startEmbedded({ data, host });
    await query(first, 'CREATE TABLE tasks AS SELECT 1 AS id');
    await first.stop();
    const second = await startEmbedded({ data, host });
    expect(await query(second, 'SELECT id FROM tasks')).toEqual([{ id: 1 }]);
    await second.stop();
    expect(existsSync(second.address.host)).toBe(false);
  });

  test('survives a kill', async () => {
    const first = await startEmbedded({ data, host });
    await query(first, 'CREATE TABLE tasks AS SELECT 1 AS id');
    await first.stop();
    const killed = await child({ args: ['18', data.project] });
    await killed.kill();
    const second = await startEmbedded({ data, host });
    expect(await query(second, 'SELECT id FROM tasks')).toEqual([{ id: 1 }]);
    await second.stop();
  });

  test('belongs to one project and one major', async () => {
    const other = { kind: 'kept', project: mkdtempSync(path.join(folder, 'shop-')) } as const;
    const all = await Promise.all([startEmbedded({ data, host }), startEmbedded({ data: other, host }), startEmbedded({ data, host, major: 13 })]);
    await query(all[0], 'CREATE TABLE tasks ()');
    const found = await Promise.all(all.map((server) => query(server, `SELECT to_regclass('tasks') IS NOT NULL AS found`)));
    expect(found).toEqual([[{ found: true }], [{ found: false }], [{ found: false }]]);
    await Promise.all(all.map((server) => server.stop()));
  });

  test('tells of which majors it is', async () => {
    expect(keptMajors(data.project, host)).toEqual([]);
    for (const major of [18, 13] as const) await (await startEmbedded({ data, host, major })).stop();
    expect(keptMajors(data.project, host)).toEqual([13, 18]);
  });

  test('is used by one command at a time', async () => {
    const server = await startEmbedded({ data, host });
    const second = startEmbedded({ data, host });
    await expect(second).rejects.toMatchObject({
      kind: 'in use',
      message: `the embedded PostgreSQL 18 of ${data.project} is in use by another command (process ${server.pid()}). Wait until that one ends, or take a new server with --embedded=new.`,
    });
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

describe.skipIf(!root)('root and an ordinary user', { timeout: 90_000 }, () => {
  test.each([
    ['root first', [undefined, DAEMON, undefined]],
    ['root second', [DAEMON, undefined, DAEMON]],
  ] as const)('share a cache: %s', async (order, users) => {
    const shared = path.join(folder, order);
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    for (const uid of users) {
      const started = await child({ uid, env: { ...env, PHASEWISE_CACHE: shared } });
      expect(statSync(serverOf(started).host).uid).toBe(uid ?? statSync(path.join(shared, '65534')).uid);
      await started.stop();
    }
  });

  test('both run the servers of a folder that PostgreSQL itself may not enter or write to', async () => {
    const closed = path.join(folder, 'closed');
    const alias = `pg18-${process.platform}-${process.arch}`;
    const from = path.join(servers, alias);
    mkdirSync(closed, { mode: 0o700 });
    cpSync(from, path.join(closed, alias), { recursive: true, filter: (each) => !/\.so(\.\d+)?$/.test(each) || statSync(each).size > 0 });
    rmSync(path.join(closed, alias, 'native/lib/libicuuc.so.60'), { force: true });
    const start = { env: { ...env, PHASEWISE_SERVERS: closed } };
    expect(serverOf(await child(start)).pid).toBeGreaterThan(0);
    chmodSync(closed, 0o755);
    rmSync(path.join(cache, 'copies'), { recursive: true });
    chmodSync(cache, 0o1777);
    expect(serverOf(await child({ ...start, uid: DAEMON })).pid).toBeGreaterThan(0);
    expect(readdirSync(path.join(cache, 'copies'))).toHaveLength(1);
  });

  test('root is told when PostgreSQL may not enter the cache', async () => {
    const secret = path.join(folder, 'secret');
    mkdirSync(secret, { mode: 0o700 });
    const refused = startEmbedded({ data: { kind: 'new' }, host: { ...host, env: { ...host.env, PHASEWISE_CACHE: secret } } });
    await expect(refused).rejects.toMatchObject({ kind: 'cannot use folder', message: `PostgreSQL does not run as root but as nobody, who may not enter ${secret}. Name another folder in PHASEWISE_CACHE.` });
  });

  test('an ordinary user is told when the cache is not theirs', async () => {
    const theirs = path.join(folder, 'theirs');
    mkdirSync(theirs, { mode: 0o755 });
    const refused = await child({ uid: DAEMON, env: { ...env, PHASEWISE_CACHE: theirs } });
    expect(refused.said).toEqual({ error: `cannot write to ${theirs}/1: EACCES. Name another folder in PHASEWISE_CACHE.` });
  });
});
