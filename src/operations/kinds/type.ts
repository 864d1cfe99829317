import type { Named } from '../../sql/name.ts';
import type { Expression, SqlType } from '../parts.ts';
import type { Op } from './op.ts';

export type TypeOperation =
  | Op<'create enum'> & { readonly type: Named; readonly labels: readonly string[] }
  | Op<'add enum value'> & { readonly type: Named; readonly label: string; readonly ifNotExists: boolean }
  | Op<'rename enum value'> & { readonly type: Named; readonly from: string; readonly to: string }
  | Op<'create domain'> & { readonly type: Named; readonly base: SqlType; readonly constrained: boolean; readonly fallback?: Expression }
  | Op<'create composite type'> & { readonly type: Named }
  | Op<'rename type'> & { readonly type: Named; readonly to: Named }
  | Op<'drop type'> & { readonly type: Named; readonly ifExists: boolean; readonly cascade: boolean };
