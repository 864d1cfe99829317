import type { Named } from '../../sql/name.ts';
import type { ColumnSpec, Expression, SqlType } from '../parts.ts';
import type { Op } from './op.ts';

export type ColumnOperation =
  | Op<'add column'> & { readonly table: Named; readonly column: ColumnSpec; readonly ifNotExists: boolean }
  | Op<'drop column'> & { readonly table: Named; readonly column: Named; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'rename column'> & { readonly table: Named; readonly column: Named; readonly to: Named }
  | Op<'set type'> & { readonly table: Named; readonly column: Named; readonly to: SqlType; readonly using?: Expression }
  | Op<'set not null'> & { readonly table: Named; readonly column: Named }
  | Op<'drop not null'> & { readonly table: Named; readonly column: Named }
  | Op<'set default'> & { readonly table: Named; readonly column: Named; readonly to: Expression }
  | Op<'drop default'> & { readonly table: Named; readonly column: Named }
  | Op<'add identity'> & { readonly table: Named; readonly column: Named; readonly identitySequence?: Named; readonly identityAlways?: true }
  | Op<'drop identity'> & { readonly table: Named; readonly column: Named }
  | Op<'set expression'> & { readonly table: Named; readonly column: Named; readonly as: Expression }
  | Op<'drop expression'> & { readonly table: Named; readonly column: Named };
