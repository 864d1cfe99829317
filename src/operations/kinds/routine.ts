import type { Named } from '../../sql/name.ts';
import type { Op } from './op.ts';

export type RoutineOperation =
  /** Procedures as well. `text`: the whole statement, from which the body is read when it is called. */
  | Op<'create function'> & { readonly function: Named; readonly volatility: 'immutable' | 'stable' | 'volatile'; readonly language: string; readonly replace: boolean; readonly text: string }
  | Op<'drop function'> & { readonly function: Named; readonly ifExists: boolean; readonly cascade: boolean };
