import type { Ssl, SslMode } from './address.ts';
import type { Surroundings } from './surroundings.ts';
import { filled } from './url.ts';

const modes: readonly SslMode[] = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** Words of other drivers for the same: asyncpg's and JDBC's `ssl`, node-postgres' `no-verify`. */
const synonyms: Readonly<Record<string, SslMode>> = { true: 'require', '1': 'require', false: 'disable', '0': 'disable', 'no-verify': 'require' };

/** How the connection is encrypted, from a URL's parameters, else PGSSL*, else the files that libpq looks for. */
export function sslFrom(parameters: ReadonlyMap<string, string>, around: Surroundings): Ssl | { readonly wrong: string } {
  const { env, home } = around;
  const inUrl = filled(parameters.get('sslmode')) ?? filled(parameters.get('ssl'));
  const named = inUrl ?? filled(env['PGSSLMODE']) ?? 'prefer';
  const mode = modes.find((each) => each === named) ?? synonyms[named];
  if (mode === undefined) {
    return { wrong: `${inUrl === undefined ? 'PGSSLMODE' : 'its sslmode'} "${named}" is none of ${modes.join(', ')}` };
  }
  const file = (name: string, fallback: string): string | undefined =>
    filled(parameters.get(name)) ?? filled(env[`PG${name.toUpperCase()}`]) ?? [`${home}/.postgresql/${fallback}`].find((each) => around.exists(each));
  return { mode, rootCert: file('sslrootcert', 'root.crt'), cert: file('sslcert', 'postgresql.crt'), key: file('sslkey', 'postgresql.key') };
}
