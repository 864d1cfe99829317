import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { as, type Account } from './account.ts';
import { privateFolder } from './folders.ts';
import type { Host } from './host.ts';
import type { Located } from './located.ts';
import { placeOnce } from './place-once.ts';
import { run } from './program.ts';
import { ServerError } from './server-error.ts';

/** The superuser of every embedded server. */
export const SUPERUSER = 'postgres';

/** Beside PostgreSQL's own files in a data directory on Windows, where there is a port and so must be a password. */
export const PASSWORD_FILE = 'phasewise-password';

/** What initdb makes, kept to be copied: it takes more than a second, a copy a fraction. Throws `ServerError`. */
export async function templateOf(located: Located, bin: string, account: Account | undefined, host: Host): Promise<string> {
  const place = path.join(privateFolder(host, account, 'templates'), `${located.npmVersion}-${located.platform}`);
  await placeOnce(place, () => isDataDirectory(place), (fresh) => initialize(fresh, located, bin, account));
  return place;
}

export const isDataDirectory = (folder: string): boolean => existsSync(path.join(folder, 'PG_VERSION'));

async function initialize(folder: string, { major, platform }: Located, bin: string, account: Account | undefined): Promise<void> {
  const password = platform === 'windows-x64' ? randomBytes(24).toString('hex') : undefined;
  const passwordFile = `${folder}.password`;
  const auth = password === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  if (password !== undefined) writeFileSync(passwordFile, password, { mode: 0o600 });
  const ended = await run(
    path.join(bin, 'initdb'),
    ['-D', folder, '-U', SUPERUSER, ...auth, '--no-sync', '-E', 'UTF8', '--locale=C'],
    { ...as(account), cwd: bin, env: serverEnv(bin) },
  );
  rmSync(passwordFile, { force: true });
  if (ended.code !== 0) throw didNotStart(major, ended.notStarted ?? ended.output);
  if (password !== undefined) writeFileSync(path.join(folder, PASSWORD_FILE), password, { mode: 0o600 });
}

/** The environment of the server's programs: nothing of ours. TZ spares initdb the search for the zone of this computer. */
export function serverEnv(bin: string): Record<string, string | undefined> {
  const windows = { SystemRoot: process.env['SystemRoot'], TEMP: process.env['TEMP'], TMP: process.env['TMP'] };
  const env = { PATH: [bin, process.env['PATH']].join(path.delimiter), LC_ALL: 'C', TZ: 'UTC' };
  return process.platform === 'win32' ? { ...env, ...windows } : env;
}

export function didNotStart(major: number, output: string): ServerError {
  const lines = output.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const reason = lines.find((line) => /^(FATAL|PANIC|\w+: error):/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  return new ServerError('does not start', `PostgreSQL ${major} did not start: ${reason}`, output);
}
