import type { ScriptAt } from '../migrations/migration.ts';

/**
 * A comment by which the writer allows what some rules find in one statement: `phasewise: allow drop-column: unused
 * since 2.4, until 2027-01-31`.
 */
export interface Allowance {
  /** Where the comment stands. */
  readonly at: ScriptAt;
  /** The rules it names, as written. */
  readonly rules: readonly string[];
  /** Empty: it gives none. */
  readonly reason: string;
  /** The last day on which it holds, as written: "2027-01-31". */
  readonly until: string | undefined;
  /** What keeps it from being read, as a sentence; then it allows nothing. */
  readonly mistake: string | undefined;
  /** Its last day is over: it allows nothing any more. */
  readonly expired: boolean;
  /** Those of its rules that found nothing in the statement, although they looked. */
  readonly unused: readonly string[];
}
