/** The form in which snapshots are written now. A program reads those up to its own. */
export const SNAPSHOT_FORMAT = 1;

/**
 * What a database holds, as its server defines it: pieces of SQL and names, quoted as SQL needs them. No data, nothing
 * of where the server is. Lists are sorted by name, columns stand as the table has them.
 */
export interface Snapshot {
  readonly format: typeof SNAPSHOT_FORMAT;
  /** The version of the server: "16.4". */
  readonly postgres: string;
  /** The revisions that the version table held; undefined: nobody asked, or there was no such table. */
  readonly at?: readonly string[];
  readonly schemas: readonly string[];
  readonly extensions: readonly string[];
  /** Statements that make the types; those of a domain may be several. */
  readonly types: readonly string[];
  /** Signatures with their volatility, bodies left out. */
  readonly functions: readonly string[];
  /** Without those of identity columns, which their columns name. */
  readonly sequences: readonly string[];
  readonly tables: readonly SavedTable[];
  readonly views: readonly SavedView[];
  readonly publications: readonly string[];
}

/** All of a table is said of the table itself; what it has from a parent is named beside it. */
export interface SavedTable {
  readonly table: string;
  readonly persistence?: 'unlogged';
  /** Its rows live elsewhere. */
  readonly foreign?: true;
  /** The composite type that it is of. */
  readonly of?: string;
  /** `id integer NOT NULL`. */
  readonly columns: readonly string[];
  /** `CONSTRAINT users_pkey PRIMARY KEY (id)`. */
  readonly constraints?: readonly string[];
  /** Statements; the indexes of constraints are not among them. */
  readonly indexes?: readonly string[];
  /** Names of indexes that are not valid. */
  readonly invalid?: readonly string[];
  /** `RANGE (at)`. */
  readonly partitionBy?: string;
  readonly partition?: { readonly of: string; readonly bound: string };
  /** The partitioned index that an index of this partition is a part of. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly inherits?: readonly string[];
  /** Columns, constraints and triggers that it has from a parent alone. A partition has all its columns from there. */
  readonly inherited?: { readonly columns?: readonly string[]; readonly constraints?: readonly string[]; readonly triggers?: readonly string[] };
  /** Statements that make its triggers, policies, rules and extended statistics. */
  readonly attached?: readonly string[];
  readonly statistics?: Statistics;
}

export interface SavedView {
  readonly view: string;
  /** What it is defined by, where somebody wanted to know. */
  readonly query?: string;
  readonly materialized?: true;
  readonly columns: readonly string[];
  /** The relations that its query names, each with the columns that it uses. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
  readonly indexes?: readonly string[];
  readonly attached?: readonly string[];
  readonly statistics?: Statistics;
}

/**
 * What the planner believed and the server had counted: rows, pages of 8 kB, bytes with indexes and TOAST; scans and rows
 * written a minute since the statistics were reset; bytes and scans of each index, by its name alone.
 */
export interface Statistics {
  readonly rows: number;
  readonly pages: number;
  readonly bytes?: number;
  readonly reads?: number;
  readonly writes?: number;
  readonly indexes?: Readonly<Record<string, { readonly bytes: number; readonly scans: number }>>;
}

/** What changes from day to day is left out. */
export function withoutStatistics(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    tables: snapshot.tables.map(({ statistics, ...table }) => table),
    views: snapshot.views.map(({ statistics, ...view }) => view),
  };
}

/** A snapshot that cannot be used: `message` says what is wrong with it, without its name. */
export class SnapshotError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'SnapshotError';
  }
}
