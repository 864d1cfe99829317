import type { Client } from '../server/connect.ts';

/** What the server remarked while it did something: `NOTICE`, "relation … already exists, skipping". */
export interface Notice { readonly severity: string; readonly message: string }

/** A script may remark something for each row; more of it than this is not kept. */
const MOST = 100;

/** Does something and keeps what the server remarks meanwhile. https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-SEVERITY-LEVELS */
export async function withNotices<T>(client: Client, act: () => Promise<T>): Promise<{ readonly value: T; readonly notices: readonly Notice[] }> {
  const notices: Notice[] = [];
  const listen = ({ severity, message }: { readonly severity?: string; readonly message?: string }) => {
    // The words for the others are in the server's language.
    if (severity === undefined || message === undefined || /^(?:DEBUG|LOG)/.test(severity)) return;
    if (notices.length < MOST) notices.push({ severity, message });
  };
  client.on('notice', listen);
  try {
    return { value: await act(), notices };
  } finally {
    client.off('notice', listen);
  }
}
