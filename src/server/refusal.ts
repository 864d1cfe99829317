import { isSocket, type Address } from './address.ts';
import { ConnectError, type ConnectErrorKind } from './connect-error.ts';

type Refusal = readonly [kind: ConnectErrorKind, reason: string];

/** What a failed connection means, by its code alone: the server's own text is in the server's language. */
export function refusalOf(error: unknown, address: Address): ConnectError {
  if (error instanceof ConnectError) return error;
  const code = codeOf(error);
  const known = refusals(address)[code ?? ''];
  const [kind, reason] = known ?? (code !== undefined && isTls(code) ? tls(code) : other(code, error));
  return new ConnectError(kind, reason, address, code);
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, and the codes of connect(2) and getaddrinfo(3) */
function refusals(address: Address): Readonly<Record<string, Refusal>> {
  const { host, port, user, database } = address;
  const nobody: Refusal = ['refused', isSocket(address) ? 'no server listens on this socket' : `no server listens on port ${port} there`];
  const unknown: Refusal = ['unknown host', `there is no computer named ${host}`];
  const away: Refusal = ['unreachable', 'the network has no way to it'];
  const cut: Refusal = ['unreachable', 'the connection was closed before the server answered'];
  return {
    ECONNREFUSED: nobody,
    ENOENT: nobody,
    ENOTFOUND: unknown,
    EAI_AGAIN: ['unknown host', `the name ${host} could not be looked up`],
    EHOSTUNREACH: away,
    ENETUNREACH: away,
    EADDRNOTAVAIL: away,
    ECONNRESET: cut,
    EPIPE: cut,
    ETIMEDOUT: ['timeout', `no answer within ${address.connectTimeout / 1000} s`],
    EACCES: ['not allowed', 'this user may not open the socket'],
    EPERM: ['not allowed', 'this user may not open the connection'],
    '28P01': ['wrong password', 'password authentication failed'],
    '28000': ['not allowed', `the server lets no ${user} in from here (its role may be missing, or pg_hba.conf has no line for it)`],
    '3D000': ['no such database', `there is no database ${database}`],
    '42501': ['not allowed', `${user} has no CONNECT privilege on ${database}`],
    '53300': ['too many connections', 'all connections of the server are taken'],
    '57P03': ['not ready', 'the server is starting up or shutting down'],
    '55000': ['not allowed', `the database ${database} takes no connections`],
  };
}

const isTls = (code: string): boolean => /^ERR_(SSL|TLS)_|CERT|^EPROTO$|VERIFY_LEAF|^CRL_/.test(code);

const tls = (code: string): Refusal => ['tls', `its TLS certificate or protocol was not accepted (${code})`];

/** Only pg's own errors have no code; a server's text is not repeated. */
function other(code: string | undefined, error: unknown): Refusal {
  if (code !== undefined) return ['other', `it answered with ${code}`];
  return ['other', error instanceof Error ? error.message.replace(/\.$/, '') : 'unknown reason'];
}

/** The code of an error of `pg` or of Node. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
