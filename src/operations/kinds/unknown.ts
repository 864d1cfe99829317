import type { Reach } from '../../migrations/condition.ts';
import type { ObjectName } from '../../sql/name.ts';
import type { Op } from './op.ts';

export type UnknownOperation =
  /** Text that nobody has read, and why: one full sentence. */
  | Op<'run unknown text'> & { readonly reason: string; readonly reach: Reach }
  /**
   * A statement without a kind of its own. `tag`: PostgreSQL's name for the command, such as "GRANT". `names`: the
   * relations it speaks of, where that is known, although nothing changes that a catalog holds of them. `owner`: the role that
   * OWNER TO or REASSIGN OWNED names.
   */
  | Op<'other'> & { readonly tag: string; readonly reach: Reach; readonly names?: readonly ObjectName[]; readonly grants?: Grants; readonly owner?: string; readonly extension?: Extension };

/** What GRANT and REVOKE give or take. `privileges`: in lower case; empty: all. `to`: roles; "public": everybody. */
export interface Grants { readonly privileges: readonly string[]; readonly to: readonly string[]; readonly grantable: boolean }

/** Of CREATE EXTENSION, and with `drops` of DROP EXTENSION. */
export interface Extension { readonly name: string; readonly version?: string; readonly drops?: true }
