import { DEFAULT_CONNECT_TIMEOUT, DEFAULT_PORT, isSocket, type Address } from './address.ts';
import { SOCKET_FOLDERS, passwordIn } from './passfile.ts';
import { Secret } from './secret.ts';
import { sslFrom } from './ssl.ts';
import type { Surroundings } from './surroundings.ts';
import { filled, readUrl, type UrlParts } from './url.ts';

/** An address that was written down, and where: "alembic.ini, sqlalchemy.url". */
export interface WrittenAddress {
  readonly url: string;
  readonly from: string;
}

export type FoundAddress =
  /** `notes` are for the user: a password file that was passed over. */
  | { readonly kind: 'address'; readonly address: Address; readonly notes: readonly string[] }
  | { readonly kind: 'none'; readonly message: string }
  | { readonly kind: 'wrong'; readonly message: string };

/** What was typed; `option`: where, if not behind --database-url. */
export interface Given { readonly url?: string; readonly option?: string; readonly configured?: WrittenAddress }

/**
 * The database to talk to: what was given on the command line, else DATABASE_URL, else the PG* variables, else what the
 * project's own configuration says. What it leaves out comes from the PG* variables and .pgpass, as in libpq.
 */
export function findAddress(given: Given, around: Surroundings): FoundAddress {
  for (const { url, from } of writtenIn(given, around)) {
    const read = readUrl(url);
    if (read.kind === 'wrong') return { kind: 'wrong', message: `${from} ${read.reason}.` };
    if (read.kind === 'parts') return completed(read.parts, from, around);
  }
  const template = given.configured === undefined ? '' : ` ${given.configured.from} holds only the example of Alembic's template.`;
  return { kind: 'none', message: `no database is named.${template} Give --database-url, or set DATABASE_URL or PGHOST.` };
}

function writtenIn({ url, option = '--database-url', configured }: Given, { env }: Surroundings): readonly WrittenAddress[] {
  const variables = ['PGHOST', 'PGHOSTADDR', 'PGDATABASE'].filter((name) => filled(env[name]));
  return [
    ...(url === undefined ? [] : [{ url, from: option }]),
    ...(filled(env['DATABASE_URL']) === undefined ? [] : [{ url: env['DATABASE_URL'] ?? '', from: 'DATABASE_URL' }]),
    // An address that leaves out everything is completed from the variables alone.
    ...(variables.length === 0 ? [] : [{ url: 'postgresql://', from: variables.join(', ') }]),
    ...(configured === undefined ? [] : [configured]),
  ];
}

function completed(parts: UrlParts, from: string, around: Surroundings): FoundAddress {
  const { env } = around;
  const written = parts.port ?? filled(env['PGPORT']) ?? String(DEFAULT_PORT);
  const port = /^\d{1,5}$/.test(written) ? Number(written) : 0;
  if (port < 1 || port > 65535) return { kind: 'wrong', message: `${from}: the port "${written}" is no number from 1 to 65535.` };
  const host = parts.host ?? filled(env['PGHOST']) ?? filled(env['PGHOSTADDR']) ?? hostHere(port, around);
  if (host.includes(',')) return { kind: 'wrong', message: `${from} names several hosts: name the primary alone.` };
  const ssl = sslFrom(parts.parameters, around);
  if ('wrong' in ssl) return { kind: 'wrong', message: `${from}: ${ssl.wrong}.` };

  const user = parts.user ?? filled(env['PGUSER']) ?? around.user;
  const database = parts.database ?? filled(env['PGDATABASE']) ?? user;
  const { password, notes } = passwordFor({ host, port, user, database }, parts, around);
  const address: Address = {
    host,
    port,
    user,
    database,
    password: password === undefined ? undefined : new Secret(password),
    ssl: isSocket({ host }) ? { mode: 'disable' } : ssl,
    options: parts.parameters.get('options') ?? filled(env['PGOPTIONS']),
    connectTimeout: timeoutFrom(parts.parameters.get('connect_timeout') ?? env['PGCONNECT_TIMEOUT']),
    from,
  };
  return { kind: 'address', address, notes };
}

/** Where no host is named: a socket in one of the usual folders, else this computer. */
function hostHere(port: number, { exists, os }: Surroundings): string {
  if (os === 'win32') return 'localhost';
  return SOCKET_FOLDERS.find((folder) => exists(`${folder}/.s.PGSQL.${port}`)) ?? 'localhost';
}

function passwordFor(address: Pick<Address, 'host' | 'port' | 'user' | 'database'>, parts: UrlParts, around: Surroundings): { readonly password?: string; readonly notes: readonly string[] } {
  const said = parts.password ?? filled(around.env['PGPASSWORD']);
  if (said !== undefined) return { password: said, notes: [] };
  const windows = around.os === 'win32';
  const usual = windows ? `${around.env['APPDATA'] ?? around.home}\\postgresql\\pgpass.conf` : `${around.home}/.pgpass`;
  const path = filled(parts.parameters.get('passfile')) ?? filled(around.env['PGPASSFILE']) ?? usual;
  const file = around.readFile(path);
  if (file === undefined) return { notes: [] };
  if (!windows && (file.mode & 0o077) !== 0) {
    return { notes: [`${path} is not read, because others may read it too. To have it read: chmod 600 ${path}`] };
  }
  return { password: filled(passwordIn(file.text, address)), notes: [] };
}

/** Written in seconds; none, or 0, is the usual one. */
function timeoutFrom(seconds: string | undefined): number {
  const given = Number(seconds);
  return Number.isFinite(given) && given > 0 ? given * 1000 : DEFAULT_CONNECT_TIMEOUT;
}
