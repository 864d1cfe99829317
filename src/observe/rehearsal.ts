import type { Client } from '../server/connect.ts';
import type { Session } from '../session/session.ts';

/** Opens and closes on a connection the transactions that a tool puts around what it sends; the writer's own are sent by themselves. */
export class Rehearsal {
  readonly #client: Client;
  #open: string | undefined = undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** What is sent next stands in the transaction of this session, or in none of the tool's. */
  async enter({ transaction }: Session): Promise<void> {
    const wanted = transaction && transaction.opened !== 'author' ? transaction.id : undefined;
    if (this.#open !== undefined && this.#open !== wanted) await this.end('COMMIT');
    if (wanted !== undefined && this.#open === undefined) await this.#client.query('BEGIN');
    this.#open = wanted;
  }

  async end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    this.#open = undefined;
    await this.#client.query(how);
  }
}
