import type { Named } from '../../sql/name.ts';
import type { Op } from './op.ts';

/** What a sequence was told to be: by PostgreSQL's names of its options, as text. `MINVALUE 5` is `minvalue: 5`, CYCLE `cycle: true`. */
export type SequenceOptions = Readonly<Record<string, string>>;

export type SequenceOperation =
  | Op<'create sequence'> & { readonly sequence: Named; readonly ifNotExists: boolean; readonly ownedBy?: { readonly table: Named; readonly column: string }; readonly options: SequenceOptions }
  | Op<'alter sequence'> & { readonly sequence: Named; readonly ownedBy?: { readonly table: Named; readonly column: string }; readonly options?: SequenceOptions }
  | Op<'rename sequence'> & { readonly sequence: Named; readonly to: Named }
  | Op<'drop sequence'> & { readonly sequence: Named; readonly ifExists: boolean; readonly cascade: boolean };
