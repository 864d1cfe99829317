import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Address } from './address.ts';

const LONGEST_START = 60_000;
const PAUSE = 15;

/** Waits until a server takes connections: undefined, or what it said if it ended before. */
export async function untilReady(address: Address, ended: () => string | undefined): Promise<string | undefined> {
  const deadline = Date.now() + LONGEST_START;
  while (!(await answers(address))) {
    const end = ended();
    if (end !== undefined) return end;
    if (Date.now() > deadline) return `it took no connection within ${LONGEST_START / 1000} s`;
    await sleep(PAUSE);
  }
  return undefined;
}

/** Does the server let us in? Every refusal means "not yet": who waits gives up by the clock. */
async function answers({ host, port, user, database, password }: Address): Promise<boolean> {
  const client = new pg.Client({ host, port, user, database, password: password?.reveal() ?? '', ssl: false, sslnegotiation: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
