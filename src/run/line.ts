import type { Client } from '../server/connect.ts';
import type { Asking } from './asking.ts';

/** An open connection of a run, and what is known of its other end. */
export interface Line {
  readonly client: Client;
  /** The process of the server that serves it. */
  readonly pid: number;
  isLost(): boolean;
}

/** Opens one more connection to the database of the run. */
export type Dial = () => Promise<Client>;

export async function openLine(dial: Dial): Promise<Line> {
  const client = await dial();
  let lost = false;
  client.on('end', () => (lost = true));
  try {
    const { rows: [row] } = await client.query<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid');
    return { client, pid: row?.pid ?? 0, isLost: () => lost };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** Lets go of a connection whatever has become of it. */
export async function closeLine({ client }: Pick<Line, 'client'>): Promise<void> {
  await client.end().catch(() => undefined);
}

/** Cancels what another connection of ours is doing. */
export async function cancel(asking: Asking, pid: number): Promise<void> {
  await asking.query('SELECT pg_catalog.pg_cancel_backend($1)', [pid]);
}
