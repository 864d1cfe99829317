import type { Relation } from '../catalog/object.ts';

/** What a database has counted of a table: rows and sizes as estimates, uses since its statistics were reset. */
export interface TableStatistics {
  readonly rows: number;
  /** With indexes and TOAST. */
  readonly bytes: number;
  /** Scans of the table or its indexes, and rows written, a minute. */
  readonly readsPerMinute?: number;
  readonly writesPerMinute?: number;
}

export interface IndexStatistics { readonly bytes: number; readonly scans?: number }

/** What a database, or a file that was made from one, tells of the sizes and uses of its relations. */
export interface Statistics {
  /** As a person calls them: "phasewise.stats.json", "shop @ db.internal". */
  readonly name: string;
  table(relation: Relation): TableStatistics | undefined;
  index(relation: Relation): IndexStatistics | undefined;
}
