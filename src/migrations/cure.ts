import type { ObjectName } from '../sql/name.ts';
import type { TextEdit } from '../text/place.ts';
import type { StatementAt } from './migration.ts';

/** What an edit of a statement changes; a builder's author says the same in its own keywords. */
export type Delta = 'concurrently' | 'not valid' | 'using index' | 'without clause' | 'without default';

export type Part =
  /** The statement as the writer has it. */
  | { readonly kind: 'keep'; readonly at: StatementAt }
  /** The statement with edits at token places of its SQL; `removes` of an emitted column clause names what goes. */
  | { readonly kind: 'change'; readonly at: StatementAt; readonly edits: readonly TextEdit[]; readonly delta: Delta }
  /** A statement of ours, without semicolon. */
  | { readonly kind: 'sql'; readonly sql: string }
  /** Rows to fill in committed batches: `UPDATE table SET set WHERE where`. */
  | { readonly kind: 'backfill'; readonly table: ObjectName; readonly set: string; readonly where: string };

/** One migration of its own. `deployBefore` and `gate` say in a sentence what must be true before it runs. */
export interface Phase {
  readonly phase: 'expand' | 'backfill' | 'contract';
  readonly transaction: 'own' | 'none';
  readonly parts: readonly Part[];
  readonly gate?: string;
  readonly deployBefore?: string;
}

/**
 * What to do instead. `same`: provably the same migration made safe, so that `--fix` may write it. `none`: there is no
 * ready form, and why. `advice`: what to do where it is a matter of words, not of phases.
 */
export type Cure =
  | { readonly kind: 'phases'; readonly phases: readonly Phase[]; readonly same: boolean }
  | { readonly kind: 'none'; readonly because: string }
  | { readonly kind: 'advice'; readonly say: string };
