import type { Op } from './op.ts';

export type SessionOperation =
  /** `value` undefined: RESET or SET … TO DEFAULT. */
  | Op<'set'> & { readonly setting: string; readonly value: string | undefined; readonly local: boolean }
  | Op<'transaction'> & { readonly does: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'rollback to' | 'release'; readonly name?: string };
