import type { Named } from '../../sql/name.ts';
import type { ConstraintSpec } from '../parts.ts';
import type { Op } from './op.ts';

export type ConstraintOperation =
  | Op<'add constraint'> & { readonly table: Named; readonly constraint: ConstraintSpec }
  | Op<'drop constraint'> & { readonly table: Named; readonly constraint: Named; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'validate constraint'> & { readonly table: Named; readonly constraint: Named }
  | Op<'rename constraint'> & { readonly table: Named; readonly constraint: Named; readonly to: Named };
