import { RunError } from './run-error.ts';

/** An error as PostgreSQL said it. */
export interface ServerSaid {
  /** SQLSTATE. */
  readonly code: string;
  readonly message: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
}

/** What a failed query's error says; undefined where the connection was lost before an answer came. */
export function serverSaid(error: unknown): ServerSaid | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const { code } = error;
  if (!/^[0-9A-Z]{5}$/.test(code) || endsConnection(code)) return undefined;
  return { code, message: error.message, detail: textIn(error, 'detail'), hint: textIn(error, 'hint') };
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available, deadlock_detected */
export function isLockTrouble({ code }: ServerSaid): boolean {
  return code === '55P03' || code === '40P01';
}

export function isCancelled({ code }: ServerSaid): boolean {
  return code === '57014';
}

/** Shutdown, crash, time out while idle: the server has closed the connection with it. Class 08: it broke. */
function endsConnection(code: string): boolean {
  return code.startsWith('08') || ['57P01', '57P02', '57P03', '57P05', '25P03'].includes(code);
}

function textIn(error: Error, key: 'detail' | 'hint'): string | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(error, key)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** A query of our own that failed, in our words; what is no error of a database stays as it is. */
export function asRunError(error: unknown, isLost: boolean): unknown {
  if (error instanceof RunError) return error;
  const said = serverSaid(error);
  if (said) return new RunError('refused', `the server refused what we asked of it: ${said.message} (SQLSTATE ${said.code}).`);
  return isLost ? new RunError('lost', 'the connection to the database was lost. Look at `phasewise current` before you run it again.') : error;
}
