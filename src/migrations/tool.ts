/**
 * How a tool turns a script into what it sends, in three questions whose answers decide how long a lock is held:
 * what it puts its own BEGIN and COMMIT around, how much of the text goes out at once, and when it leaves them out.
 * Several statements in one string share a transaction of their own, and refuse concurrent forms even after COMMIT:
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
 */
export interface Tool {
  /** As in "judged as Alembic runs it". */
  readonly name: string;
  /** Its own transaction: none, one around each script, one around all pending scripts. */
  readonly wraps: 'nothing' | 'script' | 'run';
  /** One string is a statement, a piece that the writer marked off (a call, a block between markers), or the whole script. */
  readonly sends: 'statements' | 'pieces' | 'scripts';
  /** What it sends of a script whose writer asked for no transaction, where that differs. */
  readonly sendsAlone?: Tool['sends'];
  /** It leaves its transaction out, unasked, where all or any of a script's statements are such as PostgreSQL refuses in one. */
  readonly unwraps: 'never' | 'all' | 'any';
  /** The statements that it knows to be such, as a pattern of their beginnings with single blanks; undefined: all that there are. */
  readonly knows?: string;
  /** Its offline mode prints no BEGIN and no COMMIT, though it sends them. */
  readonly printsNoTransactions?: true;
  /** Settings the tool makes on its connection, such as `lock_timeout`; names in lower case. */
  readonly settings: Readonly<Record<string, string>>;
  /** A script in which the writer begins a transaction gets none around it. */
  readonly yieldsToBegin?: true;
  /** A second run blocks in `pg_advisory_lock`, with a snapshot open, until the first has ended. */
  readonly secondRunBlocks?: true;
  /** It gives up waiting for a lock after a moment, unasked, and tries again, so that nobody queues behind it for long. */
  readonly stepsAside?: true;
  /** It writes down each statement that has run outside a transaction, and goes on behind the last. */
  readonly resumes?: true;
  /** It looks whether a build left an INVALID index, and stops where IF NOT EXISTS would pass over one. */
  readonly checksIndexes?: true;
}

/**
 * Our own runner. It sets a short lock_timeout for blocking statements and lifts it for concurrent builds, whose indexes
 * it looks at.
 */
export const PHASEWISE: Tool = {
  name: 'phasewise', wraps: 'script', sends: 'statements', unwraps: 'all', yieldsToBegin: true, stepsAside: true, resumes: true, checksIndexes: true,
  settings: { idle_in_transaction_session_timeout: '60s', application_name: 'phasewise' },
};
