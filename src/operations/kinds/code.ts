import type { Condition, ConstraintsLike } from '../../migrations/condition.ts';
import type { Named } from '../../sql/name.ts';
import type { MappedText } from '../../text/mapped.ts';
import type { Span } from '../../text/place.ts';
import type { Operation } from '../operation.ts';
import type { Op } from './op.ts';

export type CodeOperation =
  /**
   * A DO block. The pieces of its steps' texts say where in this statement they stand, with an empty path. `sent`: it is no
   * block, its tool sends what is in it one by one.
   */
  | Op<'run code'> & { readonly language: string; readonly steps: readonly CodeStep[]; readonly sent?: true }
  | Op<'call'> & { readonly procedure: Named; readonly passes: readonly Passed[] };

/**
 * What code runs, one after the other. `when` of a branch is decided at its place, on what the steps before it have
 * left. Each statement has a text of its own, to which the spans of its operations refer; `repeats`: in a
 * loop that does not commit.
 */
export type CodeStep =
  | { readonly kind: 'statement'; readonly sql: MappedText; readonly operations: readonly Operation[]; readonly repeats: boolean }
  /** Once for each of the constraints, whose name stands at these places of the text. */
  | { readonly kind: 'each'; readonly like: ConstraintsLike; readonly sql: MappedText; readonly names: readonly Span[] }
  | { readonly kind: 'branch'; readonly when: Condition; readonly then: readonly CodeStep[]; readonly otherwise: readonly CodeStep[] };

/** An argument of a call: its text where it is a constant, else null. */
export type Passed = string | null;

/** A function that a query calls, and what it gives it. */
export interface Invocation { readonly name: string; readonly passes: readonly Passed[] }
