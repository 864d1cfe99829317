import type { Project } from '../project/project.ts';
import { disk } from '../project/disk.ts';
import type { Delegate } from '../run/delegate.ts';
import type { Address } from '../server/address.ts';
import { isSocket, urlOf } from '../server/address.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import type { Online } from './online.ts';
import type { MoveOptions } from './upgrade.ts';

const ALEMBIC = ['alembic'] as const;

/** Only a tool that can be asked for a single script can be left one. Throws `UsageError`. */
export function refuseUndelegable({ source, format }: Project): void {
  if (!source.call) throw new UsageError(`--delegate leaves to Alembic what cannot be read whole, and these migrations are ${format}.`);
}

/** How the project's own Alembic is called, against the same database where a person named one. */
export function delegateFor({ project, address }: Pick<Online, 'project' | 'address'>, { databaseUrl, embedded }: MoveOptions, io: Io): Delegate {
  const { source, found, config } = project;
  const { folder, words } = source.call?.(found, disk) ?? { folder: found.root, words: [] };
  const [command = ALEMBIC[0], ...args] = config.alembic.command ?? ALEMBIC;
  const isNamed = databaseUrl !== undefined || embedded !== undefined;
  const known = Object.entries(io.env).flatMap(([name, value]) => (value !== undefined && /PASSW|SECRET|TOKEN|API_?KEY|CREDENTIAL/i.test(name) ? [value] : []));
  return {
    name: source.name, command, args: [...args, ...words], cwd: folder,
    env: { ...io.env, ...(isNamed && environmentFor(address)) },
    secrets: [...known, ...(address.password ? [address.password.reveal(), encodeURIComponent(address.password.reveal())] : [])],
  };
}

/** What most env.py ask, and what libpq asks where they say nothing. */
function environmentFor(address: Address): Readonly<Record<string, string>> {
  const { host, port, user, database } = address;
  const password = address.password?.reveal();
  const url = password === undefined ? urlOf(address) : urlOf(address).replace('@', `:${encodeURIComponent(password)}@`);
  return {
    DATABASE_URL: url, PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database,
    ...(password !== undefined && { PGPASSWORD: password }),
    ...(!isSocket(address) && { PGSSLMODE: address.ssl.mode }),
  };
}
