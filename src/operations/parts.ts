import type { Named, ObjectName } from '../sql/name.ts';
import type { Span } from '../text/place.ts';

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
  /** Of a column in nothing but casts: their types, innermost first. */
  readonly through: readonly SqlType[];
  /** Sequences that its functions draw from or set, by a constant; a column stands for the sequence that numbers it. */
  readonly sequences: readonly ObjectName[];
  /** Columns that cannot be NULL in any row for which a CHECK of this expression has been validated. */
  readonly impliesNotNull: readonly string[];
  /** Of a CHECK: what it says of its columns by constants. */
  readonly compares?: Comparison;
}

export interface ConstraintSpec {
  readonly type: 'check' | 'foreign key' | 'unique' | 'primary key' | 'exclude' | 'not null';
  /** What the writer called it; PostgreSQL makes up a name for the others. */
  readonly name?: Named;
  readonly columns: readonly string[];
  /** What the index of a key carries beside its columns. */
  readonly include: readonly string[];
  /** False after NOT VALID. */
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly usingIndex?: Named;
  readonly references?: Named;
  /** Empty: the primary key of the referenced table. */
  readonly referencedColumns: readonly string[];
  /** ON DELETE and ON UPDATE of a foreign key, where the writer has them. */
  readonly onDelete?: Action;
  readonly onUpdate?: Action;
  /** DEFERRABLE, and when it is checked unless somebody says otherwise. */
  readonly deferrable?: 'initially immediate' | 'initially deferred';
  readonly check?: Expression;
  /** The clocks by which a row that passes the CHECK ceases to pass it as time goes on. */
  readonly expiresBy?: readonly string[];
  /** NO INHERIT: for the table alone, not for those that inherit from it. */
  readonly noInherit?: true;
  /** NULLS NOT DISTINCT: two NULLs are equal. */
  readonly nullsNotDistinct?: true;
  /** WITHOUT OVERLAPS of a key, PERIOD of a foreign key: the last column is a range, and equal rows may not meet in it. */
  readonly overTime?: true;
  /** Of an exclusion all from its method to its condition: `USING gist (room WITH =, during WITH &&)`. */
  readonly excludes?: string;
  /** MATCH FULL of a foreign key. */
  readonly matchFull?: true;
  readonly span: Span;
}

/** What a foreign key does when the row that it references changes. */
export type Action = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';

/** LIKE of another table: columns and NOT NULL come always, the rest where INCLUDING says so. */
export interface Like extends Named { readonly includes: readonly Inclusion[] }
export type Inclusion = 'constraints' | 'defaults' | 'generated' | 'identity' | 'indexes';

export interface ColumnSpec {
  readonly name: Named;
  readonly sqlType: SqlType;
  readonly notNull?: Span;
  readonly fallback?: Expression;
  /** `DEFAULT` with its expression: what a cure takes out. */
  readonly fallbackClause?: Span;
  readonly identity?: Span;
  /** GENERATED ALWAYS AS IDENTITY: what a writer gives is refused. */
  readonly identityAlways?: true;
  /** What the writer calls the sequence of an identity column; PostgreSQL makes up a name for the others. */
  readonly identitySequence?: Named;
  readonly generated?: { readonly as: Expression; readonly stored: boolean; readonly span: Span };
  /** COMPRESSION pglz, lz4 or default. */
  readonly compression?: string;
  /** CHECK, UNIQUE, PRIMARY KEY and REFERENCES written inside the column. */
  readonly constraints: readonly ConstraintSpec[];
  readonly span: Span;
}

/** `value`: as it is written, without quotes; undefined where it is taken back, or true. */
export interface StorageParameter { readonly name: string; readonly value?: string }

/** A part of a composite type. */
export interface AttributeSpec { readonly name: Named; readonly sqlType: SqlType }

/** Key of an index: a column or an expression. */
export interface IndexKey {
  readonly expression: Expression;
  readonly operatorClass?: string;
  readonly collation?: string;
  /** Where it is not the usual order: "desc", "nulls first", "desc nulls last". */
  readonly order?: string;
}

/** `expressions`: some of the key's parts are computed from its columns; `classes`: some have an operator class of their own; `text`: as written behind PARTITION BY. */
export interface Partitioning { readonly strategy: 'range' | 'list' | 'hash'; readonly columns: readonly string[]; readonly expressions?: true; readonly classes?: true; readonly text: string }

/** A constant without its quotes; `as`: the type that it is cast to. */
export interface Constant { readonly value: string; readonly as?: string }

/** An end of a range or a value of a list; `unknown`: NULL, or no constant. */
export type Edge = Constant | 'minvalue' | 'maxvalue' | 'unknown';

/** Which rows a partition takes; `span` and `text`: FOR VALUES and what is behind it, or DEFAULT. */
export type PartitionBound =
  | { readonly kind: 'range'; readonly from: readonly Edge[]; readonly to: readonly Edge[]; readonly span: Span; readonly text: string }
  | { readonly kind: 'list'; readonly values: readonly Edge[]; readonly span: Span; readonly text: string }
  | { readonly kind: 'hash' | 'default'; readonly span: Span; readonly text: string };

/** A condition, as far as it compares columns with constants; NOT is already inside. */
export type Comparison =
  | { readonly kind: 'compare'; readonly column: string; readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>='; readonly to: Constant }
  | { readonly kind: 'null' | 'not null'; readonly column: string }
  | { readonly kind: 'and' | 'or'; readonly all: readonly Comparison[] }
  | { readonly kind: 'other' };

/** What a query takes its rows from: a table, with the columns that constants pick; `unknown`: a function, a CTE. */
export type RowSource =
  | { readonly kind: 'table'; readonly table: ObjectName; readonly columns: readonly string[] }
  | { readonly kind: 'unknown' };

/**
 * What keeps the rows of a data change few, by its WHERE: nothing at all, a condition that may match any number, a
 * range with both ends (or a LIMIT), or constants that name single keys (`columns` = those compared by = or IN).
 */
export type Bound =
  | { readonly kind: 'none' }
  | { readonly kind: 'condition' }
  | { readonly kind: 'range' }
  | { readonly kind: 'keys'; readonly columns: readonly string[] };
