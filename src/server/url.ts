/** What a URL says of a database, decoded; what it leaves out is undefined. */
export interface UrlParts {
  readonly user?: string;
  readonly password?: string;
  readonly host?: string;
  readonly port?: string;
  readonly database?: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export type ReadUrl =
  | { readonly kind: 'parts'; readonly parts: UrlParts }
  /** The address that Alembic writes into a new alembic.ini: it means nothing. */
  | { readonly kind: 'template' }
  /** `reason` begins with "is", "names" or "holds" and never repeats the URL, in which a password may be. */
  | { readonly kind: 'wrong'; readonly reason: string };

const TEMPLATE = 'driver://user:pass@localhost/dbname';

/**
 * Reads `postgresql://`, `postgres://` and SQLAlchemy's `postgresql+driver://`. As SQLAlchemy does, it takes a password
 * in which `/`, `?`, `#` and a `%` that encodes nothing are written as they are.
 */
export function readUrl(url: string): ReadUrl {
  const trimmed = url.trim();
  if (trimmed === TEMPLATE) return { kind: 'template' };
  const scheme = /^([a-z][a-z0-9_+.-]*):\/\//i.exec(trimmed);
  if (scheme?.[1] === undefined) return wrong('is no PostgreSQL address: write postgresql://user@host:5432/database');
  const system = scheme[1].toLowerCase().split('+')[0] ?? '';
  if (system !== 'postgresql' && system !== 'postgres') {
    return wrong(`is no PostgreSQL address: it begins with ${system}://, and Phasewise speaks to PostgreSQL only`);
  }
  return readRest(trimmed.slice(scheme[0].length));
}

function readRest(rest: string): ReadUrl {
  const credentials = /^([^:/?@]*)(?::([^@]*))?@/.exec(rest);
  const after = rest.slice(credentials?.[0].length ?? 0);
  // The rest of a password would be taken for a host, and be told to everybody as one that does not exist.
  if (after.split('?')[0]?.includes('@')) return wrong('holds an @ too many: in a password or a name it is written %40');
  const server = /^(?:\[([^\]/?]+)\]|([^:/?]*))(?::([^/?]*))?(?:\/([^?]*))?(?:\?(.*))?$/s.exec(after);
  if (server === null) return wrong('is no PostgreSQL address: write postgresql://user@host:5432/database');
  const parameters = new Map(new URLSearchParams(server[5] ?? ''));
  const named = hostAndPort(parameters);
  const host = named.host ?? filled(decoded(server[1] ?? server[2])) ?? filled(parameters.get('hostaddr'));
  const port = named.port ?? filled(server[3]);
  if ([host, port].some((each) => each?.includes(','))) return wrong('names several hosts: name the primary alone');
  return {
    kind: 'parts',
    parts: {
      user: filled(decoded(credentials?.[1])) ?? filled(parameters.get('user')),
      password: filled(decoded(credentials?.[2])) ?? filled(parameters.get('password')),
      host,
      port,
      database: filled(decoded(server[4])) ?? filled(parameters.get('dbname')),
      parameters,
    },
  };
}

/** A parameter `host` wins over the URL's own, and may hold a port as well: `host=db.internal:6432`. */
function hostAndPort(parameters: ReadonlyMap<string, string>): { readonly host?: string; readonly port?: string } {
  const host = filled(parameters.get('host'));
  const both = /^([^/:]+):(\d+)$/.exec(host ?? '');
  if (both === null) return { host, port: filled(parameters.get('port')) };
  return { host: both[1], port: both[2] };
}

function decoded(text: string | undefined): string | undefined {
  return text?.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** An empty piece is one that was left out. */
export const filled = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

const wrong = (reason: string): ReadUrl => ({ kind: 'wrong', reason });
