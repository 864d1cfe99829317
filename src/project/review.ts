import type { AllowedFinding } from '../lint/allowances.ts';
import type { Direction, ScriptId, Unread } from '../migrations/migration.ts';
import type { Problem } from '../migrations/problem.ts';
import type { Reported } from '../rule/finding.ts';
import type { CureEdits } from './cure-edits.ts';
import type { LockSummary } from './locks.ts';
import type { Project } from './project.ts';

/** What was judged, and what was found: all that a report, an editor or the runner's gate needs. */
export interface Review {
  readonly project: Project;
  readonly directions: readonly Direction[];
  /** In the order of the history. */
  readonly scripts: readonly JudgedScript[];
  /** In the order of the history, then of the statements. */
  readonly findings: readonly Reported[];
  /** Findings that somebody has approved for exactly this content; they are not among `findings`. */
  readonly approved: readonly ApprovedFinding[];
  /** Findings that a comment beside their statement allows; they are not among `findings` either. */
  readonly allowed: readonly AllowedFinding[];
  /** Findings that the baseline knows; they are not among `findings` either. */
  readonly known: readonly Reported[];
  /** Mistakes of the files or the graph, and statements that PostgreSQL would refuse (`syntax-error`). */
  readonly problems: readonly Problem[];
  /** What nobody could read, each with its reason. */
  readonly unread: readonly Unread[];
  /** What stand-ins stood for in statements that were read, as it was written, each once. */
  readonly placeholders: readonly string[];
  readonly counts: Counts;
  /** Findings that are left out of `findings` because they are below level error, where somebody wants those alone. */
  readonly notShown?: number;
  /** The cure of a finding as edits of its file that may be made as they are: it is gone then, and nothing new is found. */
  editsOf(finding: Reported): CureEdits | undefined;
}

/** One script that was judged; what it locks is found out when somebody asks. */
export interface JudgedScript {
  readonly id: ScriptId;
  readonly path: string;
  /** One line for people; empty where the writer gave none. */
  readonly title: string;
  locks(): LockSummary;
}

export interface ApprovedFinding {
  readonly finding: Reported;
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly when: string;
  readonly reason: string;
}

export interface Counts {
  readonly revisions: number;
  /** Statements that were read, those with findings included. */
  readonly statements: number;
  /** Those of them that were read with stand-ins for placeholders: judged, and never run. */
  readonly standIns: number;
  readonly unread: number;
  /** Statements of which an effect is not known. */
  readonly unknown: number;
}
