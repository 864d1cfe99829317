import type { Blocker } from './blockers.ts';
import type { Delegate, DelegateEnd } from './delegate.ts';
import type { InvalidIndex } from './invalid-index.ts';
import type { PlannedScript, PlannedStatement } from './plan.ts';
import type { ServerSaid } from './server-said.ts';

/** Why a script did not come to its end. `statement` undefined: at COMMIT, or at the version table. */
export type Stop =
  | { readonly kind: 'failed'; readonly statement: PlannedStatement | undefined; readonly said: ServerSaid; readonly leftBehind: readonly InvalidIndex[] }
  /** The server took the statement for done, and the index is of no use. */
  | { readonly kind: 'invalid index'; readonly statement: PlannedStatement; readonly indexes: readonly InvalidIndex[] }
  | { readonly kind: 'no lock'; readonly statement: PlannedStatement | undefined; readonly blockers: readonly Blocker[]; readonly tries: number; readonly waited: number }
  /** `fate`: of the transaction that was open. */
  | { readonly kind: 'lost'; readonly statement: PlannedStatement | undefined; readonly fate: 'rolled back' | 'committed' | 'unknown' }
  | { readonly kind: 'rows'; readonly message: string }
  /** The server says that its condition holds; by what the migrations tell it does not. */
  | { readonly kind: 'not judged'; readonly statement: PlannedStatement }
  /** It is for a constraint that the server has and the migrations do not. */
  | { readonly kind: 'unforeseen'; readonly statement: PlannedStatement }
  | { readonly kind: 'delegate failed'; readonly delegate: Delegate; readonly end: DelegateEnd }
  /** It ended well, and the version table does not say so. */
  | { readonly kind: 'delegate elsewhere'; readonly delegate: Delegate; readonly table: string; readonly expected: readonly string[]; readonly now: readonly string[] }
  | { readonly kind: 'interrupted'; readonly statement: PlannedStatement | undefined; readonly leftBehind: readonly InvalidIndex[] };

/** How a run ended. `applied`: the scripts that came to their end, their rows included. */
export type Outcome =
  | { readonly kind: 'done'; readonly applied: readonly PlannedScript[] }
  | {
    readonly kind: 'stopped'; readonly applied: readonly PlannedScript[]; readonly because: Stop;
    /** The script in which it stopped, and what of it was committed before; undefined: between two scripts. */
    readonly script: PlannedScript | undefined; readonly stays: readonly PlannedStatement[];
  };

/** Thrown within a run to leave it; `applyPlan` catches it. */
export class Stopped extends Error {
  readonly because: Stop;

  constructor(because: Stop) {
    super(because.kind);
    this.name = 'Stopped';
    this.because = because;
  }
}
