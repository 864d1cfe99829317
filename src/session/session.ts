import type { Operation } from '../operations/operation.ts';

/** `opened`: by the author's BEGIN, or by the tool that wraps a statement, a string, a script or the whole run. */
export interface Transaction {
  readonly id: string;
  readonly opened: 'author' | 'statement' | 'string' | 'script' | 'run';
}

/** A setting as it stands, and who made it. `local`: only until the transaction ends. */
export interface Setting { readonly value: string; readonly by: 'author' | 'tool'; readonly local: boolean }

/** The state of one connection; it begins afresh with each run, while the catalog lasts. Immutable. */
export interface Session {
  readonly transaction: Transaction | undefined;
  /** How many savepoints of the transaction are open. */
  readonly savepoints: number;
  /** Undefined: not set by anybody we can see; the server's default is in force. */
  setting(name: string): Setting | undefined;
  /** The schemas in which unqualified names are looked up, first the one in which they are created. */
  readonly searchPath: readonly string[];
  after(operations: readonly Operation[]): Session;
  /** The tool opens or closes a transaction around what follows. */
  within(transaction: Transaction): Session;
  outside(): Session;
}
