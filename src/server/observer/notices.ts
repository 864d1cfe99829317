import type { Session } from './session.ts';

/** Collects what the server says while something runs. */
export async function listening<T>({ client }: Session, run: (said: string[]) => Promise<T>): Promise<T> {
  const said: string[] = [];
  const hear = ({ message }: { readonly message?: string }): void => { if (message) said.push(message); };
  client.on('notice', hear);
  try {
    return await run(said);
  } finally {
    client.off('notice', hear);
  }
}
