import type { Asking } from './asking.ts';
import type { Dial } from './line.ts';
import { pause } from './pause.ts';

/** The number of the open transaction, by which its fate can be asked for later. */
export async function transactionId(asking: Asking): Promise<string> {
  const { rows: [row] } = await asking.query<{ id: string }>('SELECT pg_catalog.pg_current_xact_id()::text AS id');
  return row?.id ?? '';
}

const TRIES = 20;
const PAUSE = 250;

/**
 * What became of a transaction whose COMMIT got no answer: the server knows, nobody has to guess.
 * https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
export async function fateOf(id: string, dial: Dial, signal: AbortSignal): Promise<'committed' | 'rolled back' | 'unknown'> {
  for (let tried = 0; tried < TRIES; tried++) {
    const status = await statusOf(id, dial);
    if (status === 'committed') return 'committed';
    if (status === 'aborted') return 'rolled back';
    if (status === 'too old') return 'unknown';
    await pause(PAUSE, signal);
  }
  return 'unknown';
}

async function statusOf(id: string, dial: Dial): Promise<string | undefined> {
  const client = await dial().catch(() => undefined);
  if (!client) return undefined;
  try {
    const { rows: [row] } = await client.query<{ status: string | null }>('SELECT pg_catalog.pg_xact_status($1::xid8) AS status', [id]);
    return row?.status ?? 'too old';
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
