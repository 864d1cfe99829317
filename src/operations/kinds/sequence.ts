import type { Named } from '../../sql/name.ts';
import type { Op } from './op.ts';

export type SequenceOperation =
  | Op<'create sequence'> & { readonly sequence: Named; readonly ifNotExists: boolean; readonly ownedBy?: { readonly table: Named; readonly column: string } }
  | Op<'alter sequence'> & { readonly sequence: Named; readonly ownedBy?: { readonly table: Named; readonly column: string } }
  | Op<'rename sequence'> & { readonly sequence: Named; readonly to: Named }
  | Op<'drop sequence'> & { readonly sequence: Named; readonly ifExists: boolean; readonly cascade: boolean };
