import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Socket, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DEFAULT_CONNECT_TIMEOUT, type Address } from './address.ts';
import type { EmbeddedServer, Prepared } from './embedded.ts';
import { serverIn } from './kept.ts';
import { untilReady } from './ready.ts';
import { Secret } from './secret.ts';
import { ServerError } from './server-error.ts';
import { PASSWORD_FILE, SUPERUSER, didNotStart, serverEnv } from './template.ts';

/** Stops the server when its standard input ends, that is, when we do. */
const watcher = `
const { spawnSync } = require('node:child_process');
const [control, data, base] = process.argv.slice(1);
process.stdin.resume().on('close', () => {
  spawnSync(control, ['stop', '-D', data, '-m', 'fast', '-w'], { stdio: 'ignore', windowsHide: true });
  require('node:fs').rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});
`;

/**
 * Starts a server on Windows: on a port of 127.0.0.1 with a random password, by pg_ctl, which gives up the rights of an
 * administrator with which postgres would refuse to run. Throws `ServerError`.
 */
export async function startOnWindows({ major, bin, template, kept, settings }: Prepared): Promise<Omit<EmbeddedServer, 'version'>> {
  const other = kept === undefined ? undefined : serverIn(kept);
  if (other !== undefined) {
    throw new ServerError('in use', `the embedded PostgreSQL ${major} of this project is in use by another command (process ${other}). Wait until that one ends, or take a new server with --embedded=new.`);
  }
  const base = mkdtempSync(path.join(os.tmpdir(), 'phasewise-'));
  const data = kept ?? path.join(base, 'data');
  if (kept === undefined) cpSync(template, data, { recursive: true });
  const address = portAddress(await freePort(), readFileSync(path.join(data, PASSWORD_FILE), 'utf8'));
  const stop = watch(path.join(bin, 'pg_ctl.exe'), data, base);
  const options = [...settings, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-p', String(address.port)];
  const log = path.join(base, 'log');
  const control = ['start', '-w', '-D', data, '-l', log, '-o', options.join(' ')];
  // No pipes: the server would inherit them, and pg_ctl would never seem to end.
  const starting = spawn(path.join(bin, 'pg_ctl.exe'), control, { env: serverEnv(bin), windowsHide: true, stdio: 'ignore' });
  const [code] = await once(starting, 'exit').catch(() => [undefined]);
  const said = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : 'pg_ctl could not start it');
  const end = code === 0 ? await untilReady(address, () => undefined) : said();
  if (end === undefined) return { major, address, pid: () => serverIn(data), stop };
  await stop();
  throw didNotStart(major, end);
}

function watch(control: string, data: string, base: string): () => Promise<void> {
  const child = spawn(process.execPath, ['-e', watcher, control, data, base], { detached: true, windowsHide: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const exit = once(child, 'exit').catch(() => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return async () => {
    child.ref();
    child.stdin.end();
    await exit;
    rmSync(base, { recursive: true, force: true });
  };
}

function portAddress(port: number, password: string): Address {
  return {
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    database: 'postgres',
    password: new Secret(password),
    ssl: { mode: 'disable' },
    connectTimeout: DEFAULT_CONNECT_TIMEOUT,
    from: 'the embedded server',
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const bound = probe.address();
  probe.close();
  await once(probe, 'close');
  if (bound === null || typeof bound === 'string') throw new ServerError('does not start', 'Windows gave no port for PostgreSQL to listen on.');
  return bound.port;
}
