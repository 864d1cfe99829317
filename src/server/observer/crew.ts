import type { Client } from '../connect.ts';
import type { Session } from './session.ts';
import { sessionOf } from './session.ts';

/** The sessions of an observation: one runs the statement, one looks on, one tries what an application does. */
export interface Crew {
  readonly subject: Session;
  readonly monitor: Session;
  readonly prober: Session;
  /** One more session that is not counted in the statistics of tables. */
  join(): Promise<Session>;
  end(): Promise<void>;
}

/**
 * `open` gives a connection as superuser, with the search_path that statements are to be run under. Only the subject's
 * scans are counted, so that cumulative statistics speak of it alone.
 */
export async function gather(open: () => Promise<Client>): Promise<Crew> {
  const clients: Client[] = [];
  const opened = async (): Promise<Session> => {
    const client = await open();
    clients.push(client);
    return sessionOf(client);
  };
  const join = async (): Promise<Session> => {
    const session = await opened();
    await session.client.query('SET track_counts = off');
    return session;
  };
  const end = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  };
  return { subject: await opened(), monitor: await join(), prober: await join(), join, end };
}
