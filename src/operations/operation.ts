import type { Condition, Reach } from '../migrations/condition.ts';
import type { Unread } from '../migrations/migration.ts';
import type { Named, ObjectName } from '../sql/name.ts';
import type { Span } from '../text/place.ts';

/**
 * What a statement asks for, free of the parser's tree. All spans are relative to the statement's SQL, so a reading
 * survives edits elsewhere in its file. Plain data: readings are cached as JSON.
 */

/** A type by PostgreSQL's own name for it: `int4`, `varchar`, `timestamptz`; user types by theirs. */
export interface SqlType {
  readonly schema?: string;
  readonly name: string;
  /** Type modifiers as written: [10, 2] of numeric(10,2). */
  readonly modifiers: readonly number[];
  /** The fields that an interval keeps, if not all: "year to month". */
  readonly fields?: string;
  readonly array: boolean;
  /** `serial` and its kin: an integer with a sequence as default. */
  readonly serial: boolean;
  readonly collation?: string;
  /** As the writer has it. */
  readonly text: string;
  readonly span: Span;
}

export interface Expression {
  readonly span: Span;
  readonly text: string;
  readonly shape: 'null' | 'constant' | 'column' | 'cast' | 'other';
  /** Columns named in it, each once. */
  readonly columns: readonly string[];
  /** Functions called in it, lower case, with their schema if written; `current_timestamp` and its kin included. */
  readonly calls: readonly string[];
  /** Types it casts to, by PostgreSQL's names. */
  readonly casts: readonly string[];
  /** Columns that cannot be NULL in any row for which a CHECK of this expression has been validated. */
  readonly impliesNotNull: readonly string[];
}

export interface ConstraintSpec {
  readonly type: 'check' | 'foreign key' | 'unique' | 'primary key' | 'exclude' | 'not null';
  /** What the writer called it; PostgreSQL makes up a name for the others. */
  readonly name?: Named;
  readonly columns: readonly string[];
  /** False after NOT VALID. */
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly usingIndex?: Named;
  readonly references?: Named;
  /** Empty: the primary key of the referenced table. */
  readonly referencedColumns: readonly string[];
  readonly check?: Expression;
  readonly span: Span;
}

export interface ColumnSpec {
  readonly name: Named;
  readonly sqlType: SqlType;
  readonly notNull?: Span;
  readonly fallback?: Expression;
  /** `DEFAULT` with its expression: what a cure takes out. */
  readonly fallbackClause?: Span;
  readonly identity?: Span;
  readonly generated?: { readonly as: Expression; readonly stored: boolean; readonly span: Span };
  /** CHECK, UNIQUE, PRIMARY KEY and REFERENCES written inside the column. */
  readonly constraints: readonly ConstraintSpec[];
  readonly span: Span;
}

/** Key of an index: a column or an expression. */
export interface IndexKey { readonly expression: Expression; readonly operatorClass?: string; readonly collation?: string }

export interface Partitioning { readonly strategy: 'range' | 'list' | 'hash'; readonly columns: readonly string[] }

/** `span`: the words that ask for it (`DROP COLUMN`, `CREATE INDEX`); names and clauses carry their own. */
interface Op<K extends string> {
  readonly kind: K;
  readonly span: Span;
  readonly when: Condition;
  /** The whole sub-command where a statement has several, comma left out: what a cure takes out of an ALTER TABLE. */
  readonly clause?: Span;
}

type TableOperation =
  | Op<'create table'> & {
    readonly table: Named; readonly columns: readonly ColumnSpec[]; readonly constraints: readonly ConstraintSpec[];
    readonly ifNotExists: boolean; readonly persistence: 'permanent' | 'temporary' | 'unlogged';
    readonly inherits: readonly Named[]; readonly like: readonly Named[];
    readonly partitionBy?: Partitioning; readonly partitionOf?: Named; readonly isDefaultPartition: boolean;
    /** CREATE TABLE AS, SELECT INTO: the columns come from a query. */
    readonly fromQuery: boolean;
  }
  | Op<'drop table'> & { readonly table: Named; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'rename table'> & { readonly table: Named; readonly to: Named }
  | Op<'set schema'> & { readonly table: Named; readonly schema: string }
  | Op<'set persistence'> & { readonly table: Named; readonly persistence: 'permanent' | 'unlogged' }
  | Op<'attach partition'> & { readonly table: Named; readonly partition: Named; readonly isDefault: boolean }
  | Op<'detach partition'> & { readonly table: Named; readonly partition: Named; readonly concurrently: boolean; readonly finalize: boolean }
  /**
   * A sub-command of ALTER TABLE without a kind of its own; `does` is PostgreSQL's name for it, such as "OWNER TO".
   * `part`: the column, constraint or trigger that it names; `other`: the relation or index (INHERIT, CLUSTER ON).
   */
  | Op<'alter table'> & { readonly table: Named; readonly does: string; readonly part?: Named; readonly other?: Named };

type ColumnOperation =
  | Op<'add column'> & { readonly table: Named; readonly column: ColumnSpec; readonly ifNotExists: boolean }
  | Op<'drop column'> & { readonly table: Named; readonly column: Named; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'rename column'> & { readonly table: Named; readonly column: Named; readonly to: Named }
  | Op<'set type'> & { readonly table: Named; readonly column: Named; readonly to: SqlType; readonly using?: Expression }
  | Op<'set not null'> & { readonly table: Named; readonly column: Named }
  | Op<'drop not null'> & { readonly table: Named; readonly column: Named }
  | Op<'set default'> & { readonly table: Named; readonly column: Named; readonly to: Expression }
  | Op<'drop default'> & { readonly table: Named; readonly column: Named }
  | Op<'add identity'> & { readonly table: Named; readonly column: Named }
  | Op<'drop identity'> & { readonly table: Named; readonly column: Named }
  | Op<'set expression'> & { readonly table: Named; readonly column: Named; readonly as: Expression }
  | Op<'drop expression'> & { readonly table: Named; readonly column: Named };

type ConstraintOperation =
  | Op<'add constraint'> & { readonly table: Named; readonly constraint: ConstraintSpec }
  | Op<'drop constraint'> & { readonly table: Named; readonly constraint: Named; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'validate constraint'> & { readonly table: Named; readonly constraint: Named }
  | Op<'rename constraint'> & { readonly table: Named; readonly constraint: Named; readonly to: Named };

type IndexOperation =
  | Op<'create index'> & {
    readonly table: Named; readonly name?: Named; readonly concurrently: boolean; readonly unique: boolean; readonly ifNotExists: boolean;
    /** ON ONLY a partitioned table: partitions get none. */
    readonly only: boolean;
    readonly method: string; readonly keys: readonly IndexKey[]; readonly include: readonly string[]; readonly where?: Expression;
    /** Offset behind the word INDEX, where CONCURRENTLY goes. */
    readonly afterIndex: number;
  }
  | Op<'drop index'> & { readonly index: Named; readonly concurrently: boolean; readonly ifExists: boolean; readonly cascade: boolean; readonly afterIndex: number }
  | Op<'rename index'> & { readonly index: Named; readonly to: Named }
  | Op<'attach index partition'> & { readonly index: Named; readonly partition: Named }
  | Op<'reindex'> & {
    readonly what: 'index' | 'table' | 'schema' | 'database' | 'system'; readonly target?: Named; readonly concurrently: boolean;
    /** Offset behind INDEX, TABLE, SCHEMA …, where CONCURRENTLY goes. */
    readonly afterWhat: number;
  };

type TypeOperation =
  | Op<'create enum'> & { readonly type: Named; readonly labels: readonly string[] }
  | Op<'add enum value'> & { readonly type: Named; readonly label: string; readonly ifNotExists: boolean }
  | Op<'rename enum value'> & { readonly type: Named; readonly from: string; readonly to: string }
  | Op<'create domain'> & { readonly type: Named; readonly base: SqlType; readonly constrained: boolean; readonly fallback?: Expression }
  | Op<'create composite type'> & { readonly type: Named }
  | Op<'rename type'> & { readonly type: Named; readonly to: Named }
  | Op<'drop type'> & { readonly type: Named; readonly ifExists: boolean; readonly cascade: boolean };

type SequenceOperation =
  | Op<'create sequence'> & { readonly sequence: Named; readonly ifNotExists: boolean; readonly ownedBy?: { readonly table: Named; readonly column: string } }
  | Op<'alter sequence'> & { readonly sequence: Named; readonly ownedBy?: { readonly table: Named; readonly column: string } }
  | Op<'rename sequence'> & { readonly sequence: Named; readonly to: Named }
  | Op<'drop sequence'> & { readonly sequence: Named; readonly ifExists: boolean; readonly cascade: boolean };

type ViewOperation =
  | Op<'create view'> & { readonly view: Named; readonly replace: boolean; readonly reads: readonly Named[]; readonly materialized: boolean; readonly withData: boolean; readonly ifNotExists: boolean }
  | Op<'drop view'> & { readonly view: Named; readonly materialized: boolean; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'rename view'> & { readonly view: Named; readonly to: Named }
  | Op<'refresh'> & { readonly view: Named; readonly concurrently: boolean; readonly withData: boolean };

type SchemaOperation =
  | Op<'create schema'> & { readonly schema: string; readonly ifNotExists: boolean }
  | Op<'rename schema'> & { readonly schema: string; readonly to: string }
  | Op<'drop schema'> & { readonly schema: string; readonly ifExists: boolean; readonly cascade: boolean };

type RoutineOperation =
  | Op<'create function'> & { readonly function: Named; readonly volatility: 'immutable' | 'stable' | 'volatile'; readonly language: string; readonly replace: boolean }
  | Op<'drop function'> & { readonly function: Named; readonly ifExists: boolean; readonly cascade: boolean }
  | Op<'create trigger'> & { readonly table: Named; readonly trigger: Named; readonly function: Named }
  | Op<'drop trigger'> & { readonly table: Named; readonly trigger: Named; readonly ifExists: boolean };

/** What a query takes its rows from: a table, with the columns that constants pick; `unknown`: a function, a CTE. */
export type RowSource =
  | { readonly kind: 'table'; readonly table: ObjectName; readonly columns: readonly string[] }
  | { readonly kind: 'unknown' };

/** `reads`: tables of the FROM clauses and sub-selects. `assignments`: what stands between SET and FROM or WHERE. */
type DataOperation =
  | Op<'insert'> & { readonly table: Named; readonly columns: readonly string[]; readonly rows: 'values' | 'query' | 'default'; readonly reads: readonly Named[]; readonly sources: readonly RowSource[] }
  | Op<'update'> & { readonly table: Named; readonly sets: readonly string[]; readonly assignments: Span; readonly where?: Expression; readonly reads: readonly Named[]; readonly bound: Bound }
  | Op<'delete'> & { readonly table: Named; readonly where?: Expression; readonly reads: readonly Named[]; readonly bound: Bound }
  | Op<'merge'> & { readonly table: Named; readonly reads: readonly Named[] }
  | Op<'select'> & { readonly reads: readonly Named[]; readonly calls: readonly string[] }
  | Op<'copy'> & { readonly table?: Named; readonly direction: 'from' | 'to' }
  | Op<'truncate'> & { readonly table: Named; readonly cascade: boolean };

/**
 * What keeps the rows of a data change few, by its WHERE: nothing at all, a condition that may match any number, a
 * range with both ends (or a LIMIT), or constants that name single keys (`columns` = those compared by = or IN).
 */
export type Bound =
  | { readonly kind: 'none' }
  | { readonly kind: 'condition' }
  | { readonly kind: 'range' }
  | { readonly kind: 'keys'; readonly columns: readonly string[] };

type MaintenanceOperation =
  | Op<'vacuum'> & { readonly full: boolean; readonly tables: readonly Named[] }
  | Op<'cluster'> & { readonly table?: Named }
  | Op<'analyze'> & { readonly tables: readonly Named[] }
  | Op<'lock table'> & { readonly table: Named; readonly mode: string; readonly nowait: boolean }
  | Op<'comment'> & { readonly on: ObjectName | undefined; readonly what: string };

type SessionOperation =
  /** `value` undefined: RESET or SET … TO DEFAULT. */
  | Op<'set'> & { readonly setting: string; readonly value: string | undefined; readonly local: boolean }
  | Op<'transaction'> & { readonly does: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'rollback to' | 'release'; readonly name?: string };

type UnknownOperation =
  /** DO blocks, CALL, EXECUTE of text that is not read. */
  | Op<'run unknown text'> & { readonly reach: Reach }
  /**
   * A statement without a kind of its own. `tag`: PostgreSQL's name for the command, such as "GRANT". `names`: the
   * relations it speaks of, where that is known, although nothing changes that a catalog holds of them.
   */
  | Op<'other'> & { readonly tag: string; readonly reach: Reach; readonly names?: readonly ObjectName[] };

export type Operation =
  | TableOperation | ColumnOperation | ConstraintOperation | IndexOperation | TypeOperation | SequenceOperation
  | ViewOperation | SchemaOperation | RoutineOperation | DataOperation | MaintenanceOperation | SessionOperation
  | UnknownOperation;

export type Kind = Operation['kind'];
export type OperationOf<K extends Kind> = Extract<Operation, { kind: K }>;

/** What was read of one statement. `error`: PostgreSQL would refuse the text; then there are no operations. */
export interface Reading {
  readonly operations: readonly Operation[];
  readonly unread: readonly Unread[];
  readonly error?: { readonly message: string; readonly span: Span };
}
