import type { Blocker } from './blockers.ts';
import type { BuildProgress } from './build-progress.ts';
import type { Delegate } from './delegate.ts';
import type { LockHolder } from './lock.ts';
import type { Notice } from './notices.ts';
import type { PlannedScript, PlannedStatement } from './plan.ts';

/** How a statement went. Times in milliseconds. */
export interface StatementRan {
  readonly statement: PlannedStatement;
  readonly took: number;
  /** Tries that ended because a lock was not to be had, and the time spent in the queue in them. */
  readonly tries: number;
  readonly queued: number;
  /** From its beginning until its locks were let go; undefined outside a transaction. */
  readonly held: number | undefined;
  readonly notices: readonly Notice[];
}

/** What a run tells while it goes on. */
export type RunEvent =
  | { readonly kind: 'waits for a run'; readonly holder: LockHolder | undefined }
  | { readonly kind: 'script begins'; readonly script: PlannedScript }
  | { readonly kind: 'statement begins'; readonly statement: PlannedStatement }
  /** The server says that its condition does not hold, or that there is nothing that it would be sent for. */
  | { readonly kind: 'passed over'; readonly statement: PlannedStatement; readonly because: string }
  /** `giveUpIn`: in milliseconds. */
  | { readonly kind: 'blocked'; readonly statement: PlannedStatement; readonly blockers: readonly Blocker[]; readonly giveUpIn: number }
  /** A patient statement waits for others; nobody waits behind it. */
  | { readonly kind: 'waits'; readonly statement: PlannedStatement; readonly blockers: readonly Blocker[] }
  | { readonly kind: 'building'; readonly statement: PlannedStatement; readonly progress: BuildProgress }
  /** What stands from now on, whatever comes. */
  | { readonly kind: 'committed'; readonly ran: readonly StatementRan[] }
  | { readonly kind: 'delegate begins'; readonly delegate: Delegate; readonly words: readonly string[] }
  | { readonly kind: 'delegate said'; readonly line: string }
  | { readonly kind: 'delegate ended'; readonly delegate: Delegate; readonly code: number | null; readonly took: number }
  | { readonly kind: 'script done'; readonly script: PlannedScript };

export type Tell = (event: RunEvent) => void;
