import type { StatementAt } from '../migrations/migration.ts';
import type { Doubt } from '../catalog/doubt.ts';
import type { Relation } from '../catalog/object.ts';
import type { Transaction } from '../session/session.ts';

/** The majors whose facts were measured. A later server is judged as 18, and reports say so. */
export type Major = 13 | 14 | 15 | 16 | 17 | 18;
export const MAJORS: readonly Major[] = [13, 14, 15, 16, 17, 18];

/** https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES, weakest first */
export const LOCK_MODES = [
  'ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE',
  'SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE',
] as const;
export type LockMode = typeof LOCK_MODES[number];

/** A relation, or what we call it where the catalog does not know it: a name, or "tables that reference users". */
export type Target =
  | { readonly kind: 'relation'; readonly relation: Relation }
  | { readonly kind: 'unresolved'; readonly name: string; readonly doubt: Doubt };

/** The part that a relation plays in a statement. */
export type Role = 'table' | 'referenced' | 'referencing' | 'parent' | 'partition' | 'default partition' | 'index' | 'type user' | 'sequence' | 'view';

interface Base {
  readonly on: Target;
  readonly role: Role;
  /** The operations that cause it, by their number in the statement. */
  readonly because: readonly number[];
  /** False where a doubt of the catalog stands behind it: it may happen. */
  readonly certain: boolean;
}

export interface Lock extends Base { readonly kind: 'lock'; readonly mode: LockMode; readonly until: 'statement' | 'commit' }

/** Work whose time grows with the rows; `under`: the strongest lock on that relation meanwhile. */
export interface Work extends Base { readonly kind: 'rewrite' | 'scan' | 'index build' | 'row changes'; readonly under: LockMode }

/** What a concurrent form waits for, in order: it neither blocks others meanwhile nor ends before them. */
export interface Wait extends Base { readonly kind: 'wait'; readonly for: 'writers' | 'any user' | 'old snapshots'; readonly order: number }

export type Effect = Lock | Work | Wait;

/** What PostgreSQL of one major will do when it runs a statement. */
export interface StatementEffects {
  readonly locks: readonly Lock[];
  readonly work: readonly Work[];
  readonly waits: readonly Wait[];
  /** May it stand in a transaction block? 'refused' is error 25001, or 2D000 where code commits; 'required': it does nothing useful outside one. */
  readonly transaction: 'either' | 'refused' | 'required';
  /** It is sure to fail, or sure to fail as soon as the table has a row. */
  readonly fails?: { readonly sqlstate: string; readonly when: 'always' | 'rows exist' };
  /** The first major that has the syntax, or what it names. */
  readonly since: Major;
  /** Operations (by number) whose effects are not known; they are counted and shown, never taken for harmless. */
  readonly unknown: readonly number[];
}

export const NO_EFFECTS: StatementEffects = { locks: [], work: [], waits: [], transaction: 'either', since: 13, unknown: [] };

/** A lock that an earlier statement took and that is still held. */
export interface HeldLock {
  readonly lock: Lock;
  readonly taken: StatementAt;
  /** The words for what took it, such as "ADD COLUMN tasks.priority". */
  readonly by: string;
  readonly released: 'commit' | 'end of run';
  /** Savepoints that were open when it was taken: ROLLBACK TO one of them lets go of it. */
  readonly savepoints: number;
}

/** The statements that share a transaction, and the locks it holds when the last of them has run. */
export interface TransactionEffects {
  readonly transaction: Transaction;
  readonly statements: readonly StatementAt[];
  readonly held: readonly HeldLock[];
}
