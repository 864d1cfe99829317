import type { ScriptId } from '../migrations/migration.ts';
import type { PolicyCommand, TriggerEvent } from '../operations/kinds/attached.ts';
import type { Action, ConstraintSpec, IndexKey, Partitioning, SqlType, Expression } from '../operations/operation.ts';

/**
 * When an object came to be. Never just a revision: the downgrade of a revision meets objects that its own upgrade
 * made, and they are live. `script` is 'before' for what a snapshot or a server brought.
 */
export interface Birth {
  readonly script: ScriptId | 'before';
  /** The transaction (by its id) in which it was made; undefined in autocommit. */
  readonly transaction: string | undefined;
  readonly statement: number;
}

/** Ids last through renames; `schema` and `name` are the current ones. */
export interface Relation {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly type: 'table' | 'partitioned' | 'view' | 'matview' | 'index' | 'sequence';
  readonly born: Birth;
  readonly persistence: 'permanent' | 'temporary' | 'unlogged';
  /** A materialized view that was made WITH NO DATA and has not been refreshed: nobody can read it yet. */
  readonly unpopulated?: true;
  readonly comment?: string;
}

export interface Column {
  readonly name: string;
  readonly sqlType: SqlType;
  /** 'not valid': a NOT NULL constraint (PostgreSQL 18) that old rows have not been checked against. */
  readonly notNull: 'no' | 'not valid' | 'yes';
  readonly fallback?: Expression;
  readonly identity: boolean;
  readonly identityAlways?: true;
  readonly comment?: string;
  readonly generated?: { readonly as: Expression; readonly stored: boolean };
  readonly born: Birth;
}

/** `name` is the one in force: the writer's, else the one that PostgreSQL makes up. */
export interface Constraint {
  readonly name: string;
  /** Id of the relation it is on. */
  readonly table: string;
  readonly type: ConstraintSpec['type'];
  readonly columns: readonly string[];
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly check?: Expression;
  /** NO INHERIT: the table's alone. */
  readonly noInherit?: true;
  /** Id of the relation that a foreign key references. */
  readonly references?: string;
  readonly referencedColumns: readonly string[];
  /** What the writer of a foreign key said of it; NO ACTION and NOT DEFERRABLE where nothing was said. */
  readonly onDelete?: Action;
  readonly onUpdate?: Action;
  readonly deferrable?: ConstraintSpec['deferrable'];
  readonly matchFull?: true;
  readonly overTime?: true;
  readonly nullsNotDistinct?: true;
  readonly excludes?: string;
  /** Id of the index that enforces a key. */
  readonly index?: string;
  readonly born: Birth;
}

export interface Index {
  readonly relation: Relation;
  /** Id of the relation it is on. */
  readonly table: string;
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly where?: Expression;
  readonly nullsNotDistinct?: true;
  /** False for a partitioned index of which not every partition has its part. */
  readonly valid: boolean;
}

export interface UserType {
  readonly schema: string;
  readonly name: string;
  /** 'base': written in C, or a shell of one. */
  readonly type: 'enum' | 'domain' | 'composite' | 'range' | 'base';
  readonly labels: readonly string[];
  /** What a domain is over; the subtype of a range. */
  readonly base?: SqlType;
  /** Of a domain; a new value has to pass those that are not validated as well. */
  readonly constraints: readonly DomainConstraint[];
  /** Of a domain. */
  readonly fallback?: Expression;
  /** Of a composite type. */
  readonly attributes: readonly Attribute[];
  readonly born: Birth;
}

export interface DomainConstraint { readonly name: string; readonly type: 'check' | 'not null'; readonly validated: boolean; readonly check?: Expression }
export interface Attribute { readonly name: string; readonly sqlType: SqlType }

/**
 * What hangs on a table and goes with it. `columns`: those of the table that it names for sure: UPDATE OF and WHEN,
 * conditions, lists.
 */
export type Attached = { /** The statement that made it, where the history has it whole. */ readonly definition?: string } & (
  | {
    readonly kind: 'trigger'; readonly name: string; readonly columns: readonly string[]; readonly function: string; readonly eachRow: boolean;
    readonly events: readonly TriggerEvent[]; readonly enabled: boolean;
    /** A partition has it from its parent. */
    readonly inherited: boolean;
  }
  /** Without `command`: the history never said for which it is, nor whether it is permissive. */
  | { readonly kind: 'policy'; readonly name: string; readonly columns: readonly string[]; readonly command?: PolicyCommand; readonly permissive?: boolean }
  | { readonly kind: 'rule'; readonly name: string; readonly columns: readonly string[]; readonly enabled: boolean }
  | { readonly kind: 'statistics'; readonly name: string; readonly schema: string; readonly columns: readonly string[] }
  | { readonly kind: 'publication'; readonly name: string; readonly columns: readonly string[] });

export interface OwnedSequence { readonly sequence: Relation; readonly column: string }

/** `columns`: those of the relation asked about that its query is known to use. */
export interface View { readonly relation: Relation; readonly reads: readonly string[]; readonly columns: readonly string[] }
/** `bound`: FOR VALUES and what is behind it, or DEFAULT. */
export interface PartitionOf { readonly parent: string; readonly isDefault: boolean; readonly bound?: string }
export type { Partitioning };
