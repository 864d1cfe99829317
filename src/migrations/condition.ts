import type { ObjectName } from '../sql/name.ts';
import type { Place } from '../text/place.ts';

/**
 * When a step runs: IF EXISTS guards, DO blocks over the catalogs, `sa.inspect`, `checkfirst`, in one vocabulary.
 * Sources state conditions; only the catalog decides them.
 */
export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'exists'; readonly object: ObjectName }
  /** There is at least one. */
  | { readonly kind: 'has constraint'; readonly like: ConstraintsLike }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'undecidable'; readonly reason: string; readonly place: Place };

/** Constraints of a table by what they are: all of a type, or those that have just these columns, reference that table, bear the name. */
export interface ConstraintsLike {
  readonly table: ObjectName;
  readonly type: 'primary key' | 'foreign key' | 'unique' | 'check';
  readonly columns?: readonly string[];
  readonly references?: string;
  readonly name?: string;
}

/** Whether a condition asks anything that no catalog could tell. */
export function isUndecidable(condition: Condition): boolean {
  switch (condition.kind) {
    case 'always': case 'exists': case 'has constraint': return false;
    case 'undecidable': return true;
    case 'not': return isUndecidable(condition.of);
    case 'all': case 'any': return condition.of.some(isUndecidable);
  }
}

/** What unread code may have changed: nothing that a catalog knows, rows only, these objects, or anything. */
export type Reach = 'nothing' | 'rows' | 'anything' | readonly ObjectName[];

export const ALWAYS: Condition = { kind: 'always' };
