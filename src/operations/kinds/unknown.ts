import type { Reach } from '../../migrations/condition.ts';
import type { ObjectName } from '../../sql/name.ts';
import type { Op } from './op.ts';

export type UnknownOperation =
  /** Text that nobody has read, and why: one full sentence. */
  | Op<'run unknown text'> & { readonly reason: string; readonly reach: Reach }
  /**
   * A statement without a kind of its own. `tag`: PostgreSQL's name for the command, such as "GRANT". `names`: the
   * relations it speaks of, where that is known, although nothing changes that a catalog holds of them.
   */
  | Op<'other'> & { readonly tag: string; readonly reach: Reach; readonly names?: readonly ObjectName[] };
