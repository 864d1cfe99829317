import type { Asking } from './asking.ts';
import { serverSaid } from './server-said.ts';

/** How long a transaction of ours may stand idle, in milliseconds: should we be stopped in the middle, the server lets go. */
const IDLE = 60_000;
/** How often the server looks whether we are still there, in milliseconds: an orphan would keep its locks. */
const CHECK = 2000;

/**
 * Brings a connection into the state in which each script begins, whatever the script before it has set. The search_path
 * stays what the server says it is.
 */
export async function settle(asking: Asking, { serverMajor, lockTimeout }: { readonly serverMajor: number; readonly lockTimeout: number }): Promise<void> {
  await asking.query([
    'RESET SESSION AUTHORIZATION',
    'RESET ROLE',
    'RESET ALL',
    `SET lock_timeout = ${lockTimeout}`,
    'SET statement_timeout = 0',
    `SET idle_in_transaction_session_timeout = ${IDLE}`,
    // While we stand aside for others, a connection is idle for minutes.
    ...(serverMajor >= 14 ? ['SET idle_session_timeout = 0'] : []),
  ].join('; '));
  if (serverMajor >= 14) await checkForUs(asking);
}

/** A server on a system that cannot see whether its client is there refuses to look: then nobody does. */
async function checkForUs(asking: Asking): Promise<void> {
  try {
    await asking.query(`SET client_connection_check_interval = ${CHECK}`);
  } catch (error) {
    if (serverSaid(error)?.code !== INVALID_VALUE) throw error;
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid_parameter_value */
const INVALID_VALUE = '22023';
