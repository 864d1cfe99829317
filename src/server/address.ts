import type { Secret } from './secret.ts';

export type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** How far the connection is encrypted and the server's certificate believed, as in libpq. */
export interface Ssl {
  readonly mode: SslMode;
  /** Paths of files. */
  readonly rootCert?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** A database to talk to, complete. */
export interface Address {
  /** A name, an IP address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: Secret;
  readonly ssl: Ssl;
  /** Options for the server's command line, as in PGOPTIONS. */
  readonly options?: string;
  /** In milliseconds. */
  readonly connectTimeout: number;
  /** Where it was written: "DATABASE_URL"; "alembic.ini, sqlalchemy.url". */
  readonly from: string;
}

export const DEFAULT_PORT = 5432;
export const DEFAULT_CONNECT_TIMEOUT = 10_000;

/** Is the host the folder of a socket? */
export const isSocket = ({ host }: Pick<Address, 'host'>): boolean => host.startsWith('/');

/** The server of an address, for messages: "db.internal:5432". */
export function serverOf(address: Pick<Address, 'host' | 'port'>): string {
  if (isSocket(address)) return `${address.host}/.s.PGSQL.${address.port}`;
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}

/** The address as a URL without its password: safe to print, and enough to connect where none is asked. */
export function urlOf(address: Address): string {
  const { user, database, host, port } = address;
  const start = `postgresql://${encodeURIComponent(user)}@`;
  const end = `/${encodeURIComponent(database)}`;
  if (isSocket(address)) return `${start}${end}?host=${encodeURIComponent(host)}&port=${port}`;
  return `${start}${serverOf(address)}${end}`;
}
