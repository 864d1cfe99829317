import type { Asking } from './asking.ts';

/** How far an index build has come. https://www.postgresql.org/docs/current/progress-reporting.html#CREATE-INDEX-PROGRESS-REPORTING */
export interface BuildProgress {
  /** PostgreSQL's words: "building index: scanning table". */
  readonly phase: string;
  readonly done: number;
  /** 0: this phase does not count. */
  readonly total: number;
  readonly unit: 'blocks' | 'rows';
}

interface Row { readonly phase: string; readonly blocks: number; readonly allBlocks: number; readonly rows: number; readonly allRows: number }

/** Of the build that this process of the server is at; undefined: none. */
export async function buildProgress(asking: Asking, pid: number): Promise<BuildProgress | undefined> {
  const { rows: [row] } = await asking.query<Row>(
    `SELECT phase, blocks_done::float8 AS blocks, blocks_total::float8 AS "allBlocks", tuples_done::float8 AS rows, tuples_total::float8 AS "allRows"
       FROM pg_catalog.pg_stat_progress_create_index WHERE pid = $1`,
    [pid],
  );
  if (!row) return undefined;
  const { phase, blocks, allBlocks, rows, allRows } = row;
  return allBlocks > 0 ? { phase, done: blocks, total: allBlocks, unit: 'blocks' } : { phase, done: rows, total: allRows, unit: 'rows' };
}
