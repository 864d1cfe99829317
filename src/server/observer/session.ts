import type { Client } from '../connect.ts';

/** A connection and the backend that serves it. */
export interface Session { readonly client: Client; readonly pid: number }

export async function sessionOf(client: Client): Promise<Session> {
  const [row] = await rows<{ pid: number }>({ client }, 'SELECT pg_backend_pid() AS pid');
  if (!row) throw new Error('the server does not say which backend serves the connection');
  return { client, pid: row.pid };
}

export async function rows<Row extends object>({ client }: Pick<Session, 'client'>, sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  return (await client.query<Row>(sql, [...values])).rows;
}

/** The SQLSTATE and message of what PostgreSQL refused; anything else is thrown on. */
export function failureOf(error: unknown): { readonly sqlstate: string; readonly message: string } {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) {
    return { sqlstate: error.code, message: error.message };
  }
  throw error;
}
