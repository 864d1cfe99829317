import type { Major } from '../effects/effect.ts';
import { MAJORS } from '../effects/effect.ts';
import type { Client } from '../server/connect.ts';
import { quoteName, quoteQualified } from '../sql/quote.ts';
import { RunError } from './run-error.ts';
import type { VersionTable } from './version-table.ts';

/** The server and database at the other end, as far as a run depends on them. */
export interface Target {
  readonly database: string;
  readonly user: string;
  /** "16.4" */
  readonly version: string;
  /** The major as it is. */
  readonly serverMajor: number;
  /** The measured major that it is judged as. */
  readonly major: Major;
}

const FIRST: Major = 13;

interface Described {
  readonly database: string; readonly user: string; readonly version: string; readonly number: number;
  readonly pid: number;
}

/** Looks at the other end before anything is done. Throws `RunError` where a run could not go well. */
export async function inspect(client: Client): Promise<Target> {
  const { rows: [found] } = await client.query<Described>(
    `SELECT pg_catalog.current_database() AS database, CURRENT_USER AS user,
            pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) AS version,
            pg_catalog.current_setting('server_version_num')::int AS number,
            pg_catalog.pg_backend_pid() AS pid`,
  );
  if (!found) throw new RunError('lost', 'the server gave no answer to the first question.');
  const { database, user, version, number } = found;
  const serverMajor = Math.floor(number / 10_000);
  if (serverMajor < FIRST) {
    throw new RunError('too-old', `${database} runs on PostgreSQL ${version}, and Phasewise knows what statements do from ${FIRST} on. Let the project's own tool apply them.`);
  }
  refusePooler(client, found.pid);
  return { database, user, version, serverMajor, major: MAJORS.findLast((major) => major <= serverMajor) ?? FIRST };
}

/** Whether anything may be written there. Throws `RunError`. */
export async function refuseReadOnly(client: Client): Promise<void> {
  const { rows: [found] } = await client.query<{ standby: boolean; readOnly: string; database: string }>(
    `SELECT pg_catalog.pg_is_in_recovery() AS standby, pg_catalog.current_setting('transaction_read_only') AS "readOnly",
            pg_catalog.current_database() AS database`,
  );
  if (found?.standby === true) {
    throw new RunError('read-only', `${found.database} is on a standby, which takes no changes. Give the address of the primary.`);
  }
  if (found?.readOnly === 'on') {
    throw new RunError('read-only', `${found.database} is read-only: default_transaction_read_only is on for this server, database or role. Turn it off, or connect as a role that may write.`);
  }
}

/**
 * Whether the applied revisions may be recorded: a build of hours that nobody can write down would have to be made again.
 * Throws `RunError`.
 */
export async function refuseUnrecordable(client: Client, { schema, name, exists }: VersionTable): Promise<void> {
  const table = quoteQualified({ schema, name });
  const { rows: [found] } = await client.query<{ mayCreate: boolean; mayWrite: boolean | null; role: string }>(
    `SELECT pg_catalog.has_schema_privilege($1, 'CREATE') AS "mayCreate", CURRENT_USER AS role,
            CASE WHEN $3 THEN pg_catalog.has_table_privilege($2, 'INSERT') AND pg_catalog.has_table_privilege($2, 'UPDATE')
                              AND pg_catalog.has_table_privilege($2, 'DELETE') END AS "mayWrite"`,
    [schema, table, exists],
  );
  if (!found || (found.mayWrite ?? found.mayCreate)) return;
  const role = quoteName(found.role);
  throw exists
    ? new RunError('not-allowed', `${found.role} may not write to ${table}, where the applied revisions are recorded. Allow it: GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${role}`)
    : new RunError('not-allowed', `${found.role} may not create ${table}, where the applied revisions are recorded. Allow it: GRANT CREATE ON SCHEMA ${quoteName(schema)} TO ${role}`);
}

/** Behind a pooler two runners both "hold" the same lock, and settings leak to other clients. */
function refusePooler(client: Client, pid: number): void {
  const announced: unknown = 'processID' in client ? client.processID : undefined;
  if (typeof announced !== 'number' || announced === pid) return;
  throw new RunError('pooler', 'there is a connection pooler in between, behind which locks and settings do not stay with us. Give the address of the PostgreSQL server itself.');
}
