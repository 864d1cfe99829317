import type { Named, ObjectName } from '../../sql/name.ts';
import type { Span } from '../../text/place.ts';
import type { Bound, Expression, RowSource } from '../parts.ts';
import type { Invocation } from './code.ts';
import type { Op } from './op.ts';

/** `reads`: tables of the FROM clauses and sub-selects; `rowLocks`: those of them whose rows are locked (FOR UPDATE, FOR SHARE). */
interface Reads { readonly reads: readonly Named[]; readonly rowLocks?: readonly Named[] }

/**
 * `sequences`: those that it draws from or sets by name. `assignments`: what stands between SET and FROM or WHERE.
 * `values`: of VALUES by their place, 'default' where the rows say DEFAULT, 'both' where
 * some do, 'low' where all are numbers up to 0, which a sequence does not give unless it is told to. `twice`: a column that is named more than
 * once where that is refused.
 */
export type DataOperation =
  | Op<'insert'> & Reads & { readonly table: Named; readonly columns: readonly string[]; readonly rows: 'values' | 'query' | 'default'; readonly values?: readonly ('given' | 'default' | 'both' | 'low')[]; readonly twice?: string; readonly sequences: readonly ObjectName[]; readonly sources: readonly RowSource[] }
  | Op<'update'> & Reads & { readonly table: Named; readonly sets: readonly string[]; readonly twice?: string; readonly assignments: Span; readonly sequences: readonly ObjectName[]; readonly where?: Expression; readonly bound: Bound }
  | Op<'delete'> & Reads & { readonly table: Named; readonly where?: Expression; readonly bound: Bound }
  | Op<'merge'> & Reads & { readonly table: Named }
  | Op<'select'> & Reads & { readonly calls: readonly string[]; readonly sequences: readonly ObjectName[]; readonly invokes: readonly Invocation[] }
  | Op<'copy'> & { readonly table?: Named; readonly direction: 'from' | 'to' }
  | Op<'truncate'> & { readonly table: Named; readonly cascade: boolean; readonly restartIdentity: boolean };
