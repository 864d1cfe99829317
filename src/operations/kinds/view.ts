import type { Named, ObjectName } from '../../sql/name.ts';
import type { Op } from './op.ts';

export type ViewOperation =
  | Op<'create view'> & { readonly view: Named; readonly replace: boolean; readonly reads: readonly Named[]; readonly uses: readonly ColumnUse[]; readonly materialized: boolean; readonly withData: boolean; readonly ifNotExists: boolean; /** Behind AS. */ readonly query: string }
  | Op<'drop view'> & { readonly view: Named; readonly materialized: boolean; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'rename view'> & { readonly view: Named; readonly to: Named }
  | Op<'refresh'> & { readonly view: Named; readonly concurrently: boolean; readonly withData: boolean };

/** A column that a query names, and the relation it names it of, if it says so. */
export interface ColumnUse { readonly of?: ObjectName; readonly column: string }
