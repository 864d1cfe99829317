/**
 * How a tool wraps what it sends: each statement alone, a script as one multi-statement string, BEGIN and COMMIT around
 * a script, or all pending scripts together.
 */
export type Envelope = 'statement' | 'string' | 'script' | 'run';

/** The tool that will apply the migrations. Reports name it, because it decides how long a lock is held. */
export interface Tool {
  /** As in "judged as Alembic runs it". */
  readonly name: string;
  readonly envelope: Envelope;
  /** Settings the tool makes on its connection, such as `lock_timeout`; names in lower case. */
  readonly settings: Readonly<Record<string, string>>;
  /** It runs a script of only non-transactional statements outside a transaction, unasked. */
  readonly splitsNonTransactional: boolean;
}

/** Our own runner. It sets a short lock_timeout for blocking statements and lifts it for concurrent builds. */
export const PHASEWISE: Tool = { name: 'phasewise', envelope: 'script', settings: {}, splitsNonTransactional: true };
