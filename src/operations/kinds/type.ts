import type { Named } from '../../sql/name.ts';
import type { AttributeSpec, ConstraintSpec, Expression, SqlType } from '../parts.ts';
import type { Op } from './op.ts';

export type TypeOperation =
  | Op<'create enum'> & { readonly type: Named; readonly labels: readonly string[] }
  | Op<'add enum value'> & { readonly type: Named; readonly label: string; readonly ifNotExists: boolean; readonly beside?: { readonly side: 'before' | 'after'; readonly label: string } }
  | Op<'rename enum value'> & { readonly type: Named; readonly from: string; readonly to: string }
  | Op<'create composite type'> & { readonly type: Named; readonly attributes: readonly AttributeSpec[] }
  /** What needs functions in C; `shell`: the name alone. */
  | Op<'create base type'> & { readonly type: Named; readonly shell: boolean }
  | Op<'create range type'> & { readonly type: Named; readonly subtype: SqlType }
  | Op<'rename type'> & { readonly type: Named; readonly to: Named }
  | Op<'set type schema'> & { readonly type: Named; readonly schema: string }
  /** What leaves the type's values as they are; `does` is PostgreSQL's name for it: "OWNER TO", "SET". */
  | Op<'alter type'> & { readonly type: Named; readonly does: string; readonly owner?: string }
  | Op<'drop type'> & { readonly type: Named; readonly ifExists: boolean; readonly cascade: boolean }
  | DomainOperation | AttributeOperation;

/** https://www.postgresql.org/docs/current/sql-alterdomain.html */
type DomainOperation =
  | Op<'create domain'> & { readonly type: Named; readonly base: SqlType; readonly constraints: readonly ConstraintSpec[]; readonly fallback?: Expression }
  | Op<'set domain default'> & { readonly type: Named; readonly to: Expression }
  | Op<'drop domain default'> & { readonly type: Named }
  | Op<'set domain not null'> & { readonly type: Named }
  | Op<'drop domain not null'> & { readonly type: Named }
  | Op<'add domain constraint'> & { readonly type: Named; readonly constraint: ConstraintSpec }
  | Op<'drop domain constraint'> & { readonly type: Named; readonly constraint: Named; readonly ifExists: boolean }
  | Op<'validate domain constraint'> & { readonly type: Named; readonly constraint: Named }
  | Op<'rename domain constraint'> & { readonly type: Named; readonly constraint: Named; readonly to: Named };

/** `cascade`: the tables that are of the composite type follow. */
type AttributeOperation =
  | Op<'add attribute'> & { readonly type: Named; readonly attribute: AttributeSpec; readonly cascade: boolean }
  | Op<'drop attribute'> & { readonly type: Named; readonly attribute: Named; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'set attribute type'> & { readonly type: Named; readonly attribute: Named; readonly to: SqlType; readonly cascade: boolean }
  | Op<'rename attribute'> & { readonly type: Named; readonly attribute: Named; readonly to: Named; readonly cascade: boolean };
