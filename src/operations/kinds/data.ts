import type { Named } from '../../sql/name.ts';
import type { Span } from '../../text/place.ts';
import type { Bound, Expression, RowSource } from '../parts.ts';
import type { Invocation } from './code.ts';
import type { Op } from './op.ts';

/** `reads`: tables of the FROM clauses and sub-selects. `assignments`: what stands between SET and FROM or WHERE. */
export type DataOperation =
  | Op<'insert'> & { readonly table: Named; readonly columns: readonly string[]; readonly rows: 'values' | 'query' | 'default'; readonly reads: readonly Named[]; readonly sources: readonly RowSource[] }
  | Op<'update'> & { readonly table: Named; readonly sets: readonly string[]; readonly assignments: Span; readonly where?: Expression; readonly reads: readonly Named[]; readonly bound: Bound }
  | Op<'delete'> & { readonly table: Named; readonly where?: Expression; readonly reads: readonly Named[]; readonly bound: Bound }
  | Op<'merge'> & { readonly table: Named; readonly reads: readonly Named[] }
  | Op<'select'> & { readonly reads: readonly Named[]; readonly calls: readonly string[]; readonly invokes: readonly Invocation[] }
  | Op<'copy'> & { readonly table?: Named; readonly direction: 'from' | 'to' }
  | Op<'truncate'> & { readonly table: Named; readonly cascade: boolean; readonly restartIdentity: boolean };
