import pg from 'pg';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { Address, Ssl } from './address.ts';
import { ConnectError } from './connect-error.ts';
import { codeOf, refusalOf } from './refusal.ts';

/** An open connection. Whoever opened it ends it. */
export type Client = pg.Client;

/** How the server sees us in pg_stat_activity, and no more. */
export interface ConnectWish {
  readonly applicationName: string;
}

/**
 * Opens a connection. A connection lost later rejects the query that runs or the next one: it never ends the process.
 * Throws `ConnectError`.
 */
export async function connect(address: Address, { applicationName }: ConnectWish): Promise<Client> {
  switch (address.ssl.mode) {
    case 'disable':
      return open(address, applicationName, false);
    case 'allow':
      return open(address, applicationName, false).catch((error: unknown) => {
        // The server may let only encrypted connections in.
        if (error instanceof ConnectError && error.kind === 'not allowed') return open(address, applicationName, 'encrypted');
        throw error;
      });
    case 'prefer':
      return open(address, applicationName, 'encrypted').catch((error: unknown) => {
        if (error instanceof ConnectError && error.kind === 'tls') return open(address, applicationName, false);
        throw error;
      });
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return open(address, applicationName, 'encrypted');
  }
}

async function open(address: Address, applicationName: string, encryption: 'encrypted' | false): Promise<Client> {
  let inTime = true;
  const socket = new Socket();
  const client = new pg.Client({
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    // pg calls it only if the server asks for a password.
    password: () => {
      if (address.password === undefined) throw new ConnectError('no password', 'the server asks for a password and none was given', address);
      return address.password.reveal();
    },
    ssl: encryption === false ? false : tlsOptions(address),
    sslnegotiation: 'postgres',
    options: address.options ?? '',
    application_name: applicationName,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    stream: () => socket,
  });
  client.on('error', () => undefined);
  const timer = setTimeout(() => {
    inTime = false;
    socket.destroy(new Error('no answer in time'));
  }, address.connectTimeout);
  try {
    await client.connect();
    return client;
  } catch (error) {
    socket.destroy();
    if (!inTime) throw refusalOf(withCode('ETIMEDOUT'), address);
    if (saysNoTls(error)) throw new ConnectError('tls', `the server has no TLS, and sslmode=${address.ssl.mode} asks for it`, address);
    if (saysClosed(error)) throw refusalOf(withCode('ECONNRESET'), address);
    throw refusalOf(error, address);
  } finally {
    clearTimeout(timer);
  }
}

/** Two errors of pg itself, which have no code. Its version is pinned, and so are their texts. */
const saysNoTls = (error: unknown): boolean => saidByPg(error) === 'The server does not support SSL connections';
const saysClosed = (error: unknown): boolean => saidByPg(error) === 'Connection terminated unexpectedly';

const saidByPg = (error: unknown): string | undefined => (error instanceof Error && codeOf(error) === undefined ? error.message : undefined);

const withCode = (code: string): Error => Object.assign(new Error(code), { code });

/** As in libpq: `require` encrypts and believes any certificate, unless there is a root certificate to check it with. */
function tlsOptions(address: Address): ConnectionOptions {
  const { mode, rootCert, cert, key }: Ssl = address.ssl;
  const checked = mode === 'verify-ca' || mode === 'verify-full' || (mode === 'require' && rootCert !== undefined);
  const file = (path: string | undefined): string | undefined => (path === undefined ? undefined : read(path, address));
  return {
    rejectUnauthorized: checked,
    ca: rootCert === 'system' ? undefined : file(rootCert),
    cert: file(cert),
    key: file(key),
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  };
}

function read(path: string, address: Address): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConnectError('tls', `its certificate file ${path} cannot be read (${codeOf(error) ?? 'unknown reason'})`, address);
  }
}
