import type { Snapshot } from '../snapshot.ts';
import type { Asking } from './asking.ts';
import { NAME, ownSchema } from './asking.ts';
import { readLive } from './live.ts';

const FUNCTIONS = `
  SELECT pg_catalog.pg_get_functiondef(p.oid) AS sql
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace
  WHERE ${ownSchema('n')} AND prokind IN ('f', 'p', 'w')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_proc'::regclass AND objid = p.oid AND deptype IN ('e', 'i'))`;

const QUERIES = `
  SELECT ${NAME} AS view, pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';') AS query
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE ${ownSchema('n')} AND relkind IN ('v', 'm')`;

/**
 * The same as `readLive`, with the queries of views and the bodies of functions: of a database that is a model of one.
 * A server that writes a view down locks all that it reads.
 */
export async function readModel(asking: Asking): Promise<Snapshot> {
  const snapshot = await readLive(asking);
  await asking.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await asking.query(`SELECT pg_catalog.set_config('search_path', 'public', true)`);
    return await withDefinitions(snapshot, asking);
  } finally {
    await asking.query('ROLLBACK');
  }
}

/** With names as a migration has them: what lies in public without its schema. */
async function withDefinitions(snapshot: Snapshot, asking: Asking): Promise<Snapshot> {
  const functions = (await asking.query<{ sql: string }>(FUNCTIONS)).rows.map(({ sql }) => sql.trimEnd()).sort();
  const { rows } = await asking.query<{ view: string; query: string }>(QUERIES);
  const queries = new Map(rows.map(({ view, query }) => [view, query.trim()]));
  return { ...snapshot, functions, views: snapshot.views.map((view) => ({ ...view, query: queries.get(view.view) })) };
}
