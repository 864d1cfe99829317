import type { ObjectName } from '../sql/name.ts';
import type { Place } from '../text/place.ts';

/**
 * When a step runs: IF EXISTS guards, DO blocks over the catalogs, `sa.inspect`, `checkfirst`, in one vocabulary.
 * Sources state conditions; only the catalog decides them.
 */
export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'exists'; readonly object: ObjectName }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'undecidable'; readonly reason: string; readonly place: Place };

/** Whether a condition asks anything that no catalog could tell. */
export function isUndecidable(condition: Condition): boolean {
  switch (condition.kind) {
    case 'always': case 'exists': return false;
    case 'undecidable': return true;
    case 'not': return isUndecidable(condition.of);
    case 'all': case 'any': return condition.of.some(isUndecidable);
  }
}

/** What unread code may have changed: nothing that a catalog knows, rows only, these objects, or anything. */
export type Reach = 'nothing' | 'rows' | 'anything' | readonly ObjectName[];

export const ALWAYS: Condition = { kind: 'always' };
