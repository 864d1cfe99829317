import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { serverAccount } from '../../src/server/account.ts';
import type { Address } from '../../src/server/address.ts';
import { ConnectError } from '../../src/server/connect-error.ts';
import { connect, type Client } from '../../src/server/connect.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/server/embedded.ts';
import { thisHost } from '../../src/server/host.ts';
import { refusalOf } from '../../src/server/refusal.ts';
import { Secret } from '../../src/server/secret.ts';

const wish = { applicationName: 'phasewise/test' };
const from = 'alembic.ini, sqlalchemy.url';
const elsewhere: Address = { host: '127.0.0.1', port: 1, user: 'todo', database: 'todo', ssl: { mode: 'prefer' }, connectTimeout: 5000, from };

async function failure(address: Address): Promise<ConnectError> {
  const answer = await connect(address, wish).catch((error: unknown) => error);
  if (answer instanceof ConnectError) return answer;
  throw new Error(`expected a ConnectError, got ${String(answer)}`);
}

describe('a real server', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'phasewise-hba-'));
  let server: EmbeddedServer;
  let admin: Client;

  beforeAll(async () => {
    // Socket: everybody but `todo` is believed. TCP: passwords only.
    const hba = path.join(folder, 'pg_hba.conf');
    writeFileSync(hba, 'local all todo scram-sha-256\nlocal all shut reject\nlocal all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n');
    const port = await freePort();
    server = await startEmbedded({
      data: { kind: 'new' },
      settings: { hba_file: hba, listen_addresses: '127.0.0.1', port: String(port), max_connections: '6', superuser_reserved_connections: '3', ...certificate(folder) },
    });
    admin = await connect(server.address, wish);
    for (const database of ['todo', 'closed ALLOW_CONNECTIONS false']) await admin.query(`CREATE DATABASE ${database}`);
    await admin.query(`
      CREATE ROLE todo LOGIN PASSWORD 'right'; CREATE ROLE shut LOGIN; CREATE ROLE plain LOGIN;
      REVOKE CONNECT ON DATABASE todo FROM PUBLIC; GRANT CONNECT ON DATABASE todo TO todo`);
  });

  afterAll(async () => {
    await admin.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const todo = (): Address => ({ ...server.address, user: 'todo', database: 'todo', password: new Secret('right'), from });

  test('lets us in with the right password, under our name', async () => {
    const client = await connect(todo(), wish);
    expect((await client.query('SHOW application_name')).rows).toEqual([{ application_name: 'phasewise/test' }]);
    await client.end();
  });

  test('takes the options of the address', async () => {
    const client = await connect({ ...todo(), options: '-c search_path=app' }, wish);
    expect((await client.query('SHOW search_path')).rows).toEqual([{ search_path: 'app' }]);
    await client.end();
  });

  test.each([
    ['a wrong password', () => ({ ...todo(), password: new Secret('s3cret') }), 'wrong password', 'password authentication failed'],
    ['no password', () => ({ ...todo(), password: undefined }), 'no password', 'the server asks for a password and none was given'],
    ['no such database', () => ({ ...todo(), user: 'plain', database: 'shop' }), 'no such database', 'there is no database shop'],
    ['no such role', () => ({ ...todo(), user: 'carl' }), 'not allowed', 'the server lets no carl in from here (its role may be missing, or pg_hba.conf has no line for it)'],
    ['a line of pg_hba.conf', () => ({ ...todo(), user: 'shut' }), 'not allowed', 'the server lets no shut in from here (its role may be missing, or pg_hba.conf has no line for it)'],
    ['no privilege', () => ({ ...todo(), user: 'plain' }), 'not allowed', 'plain has no CONNECT privilege on todo'],
    ['a closed database', () => ({ ...todo(), user: 'plain', database: 'closed' }), 'not allowed', 'the database closed takes no connections'],
  ] as const)('refuses %s', async (_, address, kind, reason) => {
    const { host, port, user } = address();
    const error = await failure(address());
    expect(error).toMatchObject({ kind, message: `cannot connect to ${host}/.s.PGSQL.${port} as ${user}: ${reason}. The address came from ${from}.` });
    expect(JSON.stringify(error) + String(error.stack)).not.toContain('s3cret');
  });

  test('refuses when all its connections are taken', async () => {
    const clients: Client[] = [];
    onTestFinished(async () => void (await Promise.all(clients.map((client) => client.end()))));
    const error = await (async () => {
      for (;;) clients.push(await connect(todo(), wish));
    })().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'too many connections', code: '53300' });
  });

  test('may end a connection without ending us', async () => {
    const client = await connect(todo(), wish);
    const pid = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
    await admin.query('SELECT pg_terminate_backend($1)', [pid]);
    await expect(client.query('SELECT 1')).rejects.toThrow();
  });

  describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('with a certificate', () => {
    const overTcp = (ssl: Address['ssl']): Address => ({ ...todo(), host: '127.0.0.1', ssl });
    const encrypted = async (address: Address): Promise<unknown> => {
      const client = await connect(address, wish);
      const { rows } = await client.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
      await client.end();
      return rows[0].ssl;
    };

    test.each([
      ['disable', {}, false],
      ['allow', {}, false],
      ['prefer', {}, true],
      ['require', {}, true],
      ['verify-ca', { rootCert: 'server.crt' }, true],
    ] as const)('sslmode=%s %o connects', async (mode, { rootCert }: { rootCert?: string }, expected) => {
      expect(await encrypted(overTcp({ mode, rootCert: rootCert && path.join(folder, rootCert) }))).toBe(expected);
    });

    test.each([
      ['verify-ca', undefined, 'its TLS certificate or protocol was not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)'],
      ['verify-full', 'server.crt', 'its TLS certificate or protocol was not accepted (ERR_TLS_CERT_ALTNAME_INVALID)'],
    ] as const)('sslmode=%s does not believe every certificate', async (mode, file, reason) => {
      const address = overTcp({ mode, rootCert: file && path.join(folder, file) });
      expect(await failure(address)).toMatchObject({ kind: 'tls', message: `cannot connect to 127.0.0.1:${address.port} as todo: ${reason}. The address came from ${from}.` });
    });

    test('a certificate that cannot be read is named', async () => {
      const error = await failure(overTcp({ mode: 'verify-ca', rootCert: '/nowhere/ca.crt' }));
      expect(error.message).toBe(`cannot connect to 127.0.0.1:${server.address.port} as todo: its certificate file /nowhere/ca.crt cannot be read (ENOENT). The address came from ${from}.`);
    });
  });
});

describe('no real server', () => {
  let stop = (): void => undefined;
  afterEach(() => stop());

  /** Something on a port that treats each connection so. */
  async function standIn(treat: (socket: Socket) => void): Promise<Address> {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      treat(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    stop = () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    };
    return { ...elsewhere, port: (server.address() as AddressInfo).port };
  }

  test('nobody listens', async () => {
    const port = await freePort();
    expect(await failure({ ...elsewhere, port })).toMatchObject({ kind: 'refused', message: `cannot connect to 127.0.0.1:${port} as todo: no server listens on port ${port} there. The address came from ${from}.` });
    expect(await failure({ ...elsewhere, host: '/nowhere', port: 5432, ssl: { mode: 'disable' } })).toMatchObject({
      kind: 'refused',
      message: `cannot connect to /nowhere/.s.PGSQL.5432 as todo: no server listens on this socket. The address came from ${from}.`,
    });
  });

  test('it never answers', async () => {
    for (const mode of ['disable', 'prefer'] as const) {
      const address = { ...(await standIn(() => undefined)), connectTimeout: 100, ssl: { mode } };
      expect(await failure(address)).toMatchObject({ kind: 'timeout', message: `cannot connect to 127.0.0.1:${address.port} as todo: no answer within 0.1 s. The address came from ${from}.` });
      stop();
    }
  });

  test('it closes every connection', async () => {
    for (const mode of ['disable', 'require'] as const) {
      const address = { ...(await standIn((socket) => socket.end())), ssl: { mode } };
      expect(await failure(address)).toMatchObject({ kind: 'unreachable', message: `cannot connect to 127.0.0.1:${address.port} as todo: the connection was closed before the server answered. The address came from ${from}.` });
      stop();
    }
  });

  test('it has no TLS, which is asked for', async () => {
    const address: Address = { ...(await standIn((socket) => socket.once('data', () => socket.write('N')))), ssl: { mode: 'require' } };
    expect(await failure(address)).toMatchObject({ kind: 'tls', message: `cannot connect to 127.0.0.1:${address.port} as todo: the server has no TLS, and sslmode=require asks for it. The address came from ${from}.` });
  });
});

test.each([
  ['ENOTFOUND', 'unknown host', 'there is no computer named db.internal'],
  ['EAI_AGAIN', 'unknown host', 'the name db.internal could not be looked up'],
  ['EHOSTUNREACH', 'unreachable', 'the network has no way to it'],
  ['57P03', 'not ready', 'the server is starting up or shutting down'],
  ['CERT_HAS_EXPIRED', 'tls', 'its TLS certificate or protocol was not accepted (CERT_HAS_EXPIRED)'],
  ['XX000', 'other', 'it answered with XX000'],
])('%s is "%s"', (code, kind, reason) => {
  const error = refusalOf(Object.assign(new Error('Text of the server'), { code }), { ...elsewhere, host: 'db.internal', port: 5432 });
  expect(error).toMatchObject({ kind, code, message: `cannot connect to db.internal:5432 as todo: ${reason}. The address came from ${from}.` });
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** The settings for a self-signed certificate that names no host of ours, where openssl can make one. */
function certificate(folder: string): Record<string, string> {
  const [crt, key] = [path.join(folder, 'server.crt'), path.join(folder, 'server.key')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=elsewhere.example', '-keyout', key, '-out', crt];
  const made = spawnSync('openssl', request).status === 0;
  const account = serverAccount(thisHost());
  chmodSync(folder, 0o755);
  if (made && account !== undefined) chownSync(key, account.uid, account.gid);
  return made ? { ssl: 'on', ssl_cert_file: crt, ssl_key_file: key } : {};
}
