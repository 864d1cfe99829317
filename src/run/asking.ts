import type { Client } from '../server/connect.ts';

/** A connection for our own queries: names qualified, values bound. */
export type Asking = Pick<Client, 'query'>;
