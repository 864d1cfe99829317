import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mayEnter, serverAccount, type Account } from './account.ts';
import { DEFAULT_CONNECT_TIMEOUT, DEFAULT_PORT, type Address } from './address.ts';
import { binariesOf } from './binaries.ts';
import { thisHost, type Host } from './host.ts';
import { keep } from './keeper.ts';
import { keptFolder, serverIn } from './kept.ts';
import { locate } from './located.ts';
import { newestMajor, postgresVersionOf, type Major } from './majors.ts';
import { untilReady } from './ready.ts';
import { ServerError } from './server-error.ts';
import { settingsFor } from './settings.ts';
import { SUPERUSER, didNotStart, serverEnv, templateOf } from './template.ts';
import { startOnWindows } from './windows.ts';

/** A PostgreSQL of our own that runs. It ends with this process at the latest. */
export interface EmbeddedServer {
  readonly major: Major;
  /** "18.4" */
  readonly version: string;
  /** Its database `postgres`, as superuser. */
  readonly address: Address;
  /** The process id of the server; undefined once it is gone. */
  pid(): number | undefined;
  /** Stops the server and waits until it is gone; data that is not kept is gone with it. */
  stop(): Promise<void>;
}

/** Kept from one start to the next, for the project in a folder; or new, and thrown away in the end. */
export type Data = { readonly kind: 'kept'; readonly project: string } | { readonly kind: 'new' };

export interface Wish {
  readonly data: Data;
  readonly major?: Major;
  readonly host?: Host;
  /** Settings of PostgreSQL beside our own: `{ max_connections: '5' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A server's own folder, ready to be started from. */
export interface Prepared {
  readonly major: Major;
  readonly bin: string;
  readonly template: string;
  /** The data directory that is kept. */
  readonly kept: string | undefined;
  readonly account: Account | undefined;
  readonly settings: readonly string[];
  readonly port: number;
}

/** How long a start waits for the one before it to let go of the data directory. */
const PATIENCE = 3000;

/** Starts a server and waits until it takes connections. Throws `ServerError`. */
export async function startEmbedded({ data, major = newestMajor, host = thisHost(), settings }: Wish): Promise<EmbeddedServer> {
  const { npmVersion, account, bin, template } = await makeReady(major, host);
  const kept = data.kind === 'kept' ? await keptFolder(data.project, major, template, account, host) : undefined;
  const prepared = { major, bin, template, kept, account, settings: settingsFor(data.kind, settings), port: Number(settings?.['port'] ?? DEFAULT_PORT) };
  const version = postgresVersionOf(npmVersion);
  if (host.os === 'win32') return { version, ...(await startOnWindows(prepared)) };
  return { version, ...(await startOnUnix(prepared, data)) };
}

/**
 * Does what only the first start of a major has to do, and shows that its programs run here: `server add` spares the
 * first start a second. Throws `ServerError`.
 */
export async function makeReady(major: Major, host: Host = thisHost()): Promise<Ready> {
  const located = locate(major, host);
  const account = serverAccount(host);
  const bin = await binariesOf(located, account, host);
  return { npmVersion: located.npmVersion, account, bin, template: await templateOf(located, bin, account, host) };
}

type Ready = Pick<Prepared, 'bin' | 'template' | 'account'> & { readonly npmVersion: string };

type Started = Omit<EmbeddedServer, 'version'>;

async function startOnUnix(prepared: Prepared, data: Data): Promise<Started> {
  let failures = 0;
  for (const deadline = Date.now() + PATIENCE; ; await sleep(100)) {
    const started = await tryOnUnix(prepared);
    if (typeof started === 'object') return started;
    const other = prepared.kept === undefined ? undefined : serverIn(prepared.kept);
    if (other === undefined) failures += 1;
    // A first failure may be due to a server that has ended since.
    if (data.kind === 'new' || failures > 1) throw didNotStart(prepared.major, started);
    if (other !== undefined && Date.now() > deadline) throw inUse(data.project, prepared.major, other);
  }
}

/** The server, or what it said before it ended. */
async function tryOnUnix({ major, bin, template, kept, account, settings, port }: Prepared): Promise<Started | string> {
  const base = socketFolder(account, port);
  const data = kept ?? path.join(base, 'data');
  const keeper = keep({
    base,
    ...(kept === undefined ? { copy: { from: template, to: data } } : {}),
    signal: kept === undefined ? 'QUIT' : 'INT',
    command: [path.join(bin, 'postgres'), '-D', data, '-k', base, ...settings],
    env: serverEnv(bin),
    account,
  });
  const address = socketAddress(base, port);
  const end = await untilReady(address, () => keeper.ended());
  if (end === undefined) return { major, address, pid: () => serverIn(data), stop: keeper.stop };
  await keeper.stop();
  rmSync(base, { recursive: true, force: true });
  return end;
}

/** The folder of an embedded server's socket as an address. */
function socketAddress(base: string, port: number): Address {
  return {
    host: base,
    port,
    user: SUPERUSER,
    database: 'postgres',
    ssl: { mode: 'disable' },
    connectTimeout: DEFAULT_CONNECT_TIMEOUT,
    from: 'the embedded server',
  };
}

/** A new folder for the socket. The path of a socket has about 100 bytes on some systems. */
function socketFolder(account: Account | undefined, port: number): string {
  const fits = (folder: string): boolean =>
    existsSync(folder) && mayEnter(folder, account) && Buffer.byteLength(path.join(folder, `phasewise-XXXXXX/.s.PGSQL.${port}`)) < 100;
  const base = mkdtempSync(path.join([os.tmpdir(), '/tmp'].find(fits) ?? os.tmpdir(), 'phasewise-'));
  if (account !== undefined) chownSync(base, account.uid, account.gid);
  return base;
}

function inUse(project: string, major: Major, pid: number): ServerError {
  const message = `the embedded PostgreSQL ${major} of ${project} is in use by another command (process ${pid}). Wait until that one ends, or take a new server with --embedded=new.`;
  return new ServerError('in use', message);
}
