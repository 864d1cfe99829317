import type { Session } from './session.ts';
import { rows } from './session.ts';

/** A relation of the user's as the server has it. Temporary ones have the schema `pg_temp`. */
export interface RelationSeen {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** Its name as SQL has it. */
  readonly quoted: string;
  /** `relkind`: r table, p partitioned table, i index, I partitioned index, S sequence, v view, m materialized view, c composite type, f foreign table */
  readonly kind: string;
  /** The number of its file; null where it has none. */
  readonly file: string | null;
  /** The oid of an index's table. */
  readonly indexOf: string | null;
  readonly valid: boolean;
}

export type Relations = ReadonlyMap<string, RelationSeen>;

const RELATIONS = `
  SELECT c.oid::text AS oid, CASE WHEN c.relnamespace = pg_my_temp_schema() THEN 'pg_temp' ELSE n.nspname END AS schema, c.relname AS name,
         format('%I.%I', n.nspname, c.relname) AS quoted, c.relkind::text AS kind, pg_relation_filenode(c.oid)::text AS file,
         i.indrelid::text AS "indexOf", coalesce(i.indisvalid, true) AS valid
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
     AND (n.nspname !~ '^pg_(toast|temp)' OR n.oid = pg_my_temp_schema())
   ORDER BY n.nspname, c.relname`;

/** What a session sees, with what its own open transaction has made. */
export async function relationsOf(session: Session): Promise<Relations> {
  return new Map((await rows<RelationSeen>(session, RELATIONS)).map((relation) => [relation.oid, relation]));
}
