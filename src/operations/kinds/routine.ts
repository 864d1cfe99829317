import type { Named } from '../../sql/name.ts';
import type { Expression } from '../parts.ts';
import type { Op } from './op.ts';

export type Volatility = 'immutable' | 'stable' | 'volatile';

/**
 * `definer`: it runs with the rights of its owner; undefined where ALTER does not say. `sets`: settings that it makes for
 * itself; `resets`: those that ALTER takes back, all of them as "all". `parsed`: its names were looked up when it was made.
 */
export interface Rights { readonly definer?: boolean; readonly sets: readonly string[]; readonly resets: readonly string[]; readonly parsed?: true }

/** What PostgreSQL puts in the place of a call: the one expression of an SQL function. `unread`: its body is not there. */
export type Inlined = { readonly kind: 'expression'; readonly expression: Expression } | { readonly kind: 'unread' };

/** `arguments`: the types that calls pass, by which functions of one name are told apart; undefined: the only one of the name. */
export type RoutineOperation =
  /** Procedures as well. `text`: the whole statement, from which the body is read when it is called. */
  | Op<'create function'> & { readonly function: Named; readonly arguments: readonly string[]; readonly volatility: Volatility; readonly language: string; readonly replace: boolean; readonly text: string; readonly inlined?: Inlined; readonly rights: Rights }
  | Op<'alter function'> & { readonly function: Named; readonly arguments?: readonly string[]; readonly volatility?: Volatility; readonly rights: Rights }
  | Op<'rename function'> & { readonly function: Named; readonly arguments?: readonly string[]; readonly to: Named }
  | Op<'set function schema'> & { readonly function: Named; readonly arguments?: readonly string[]; readonly schema: string }
  | Op<'drop function'> & { readonly function: Named; readonly arguments?: readonly string[]; readonly ifExists: boolean; readonly cascade: boolean };
