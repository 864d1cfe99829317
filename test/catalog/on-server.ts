import type pg from 'pg';

const RELATIONS = `
  SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned' WHEN 'v' THEN 'view' WHEN 'm' THEN 'matview'
    WHEN 'S' THEN 'sequence' ELSE 'index' END || ' ' || name AS line
  FROM relation`;

const COLUMNS = `
  SELECT 'column ' || name || '.' || attname || ' '
    || CASE WHEN typelem <> 0 AND typlen = -1 THEN ltrim(typname, '_') || '[]' ELSE typname END
    || CASE WHEN attnotnull THEN ' not null' ELSE '' END
    || CASE WHEN EXISTS (SELECT FROM pg_constraint WHERE contype = 'n' AND conrelid = attrelid AND conkey[1] = attnum AND NOT convalidated) THEN ' not valid' ELSE '' END
    || CASE WHEN atthasdef AND attgenerated = '' THEN ' default' ELSE '' END
    || CASE WHEN attidentity <> '' THEN ' identity' ELSE '' END
    || CASE WHEN attgenerated <> '' THEN ' generated' ELSE '' END
  FROM relation JOIN pg_attribute ON attrelid = relation.oid JOIN pg_type t ON t.oid = atttypid
  WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped`;

/** Copies of a foreign key that PostgreSQL keeps for each partition of the referenced table are its own affair. */
const CONSTRAINTS = `
  SELECT CASE c.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' ELSE 'exclude' END
    || ' ' || relation.name || '.' || c.conname
    || ' (' || coalesce((SELECT string_agg(attname, ', ' ORDER BY attname COLLATE "C") FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = ANY (c.conkey)), '') || ')'
    || coalesce(' references ' || referenced.name || ' (' || (SELECT string_agg(attname, ', ' ORDER BY array_position(c.confkey, attnum))
         FROM pg_attribute WHERE attrelid = c.confrelid AND attnum = ANY (c.confkey)) || ')', '')
    || CASE WHEN c.convalidated THEN '' ELSE ' not valid' END
  FROM relation JOIN pg_constraint c ON c.conrelid = relation.oid LEFT JOIN relation referenced ON referenced.oid = c.confrelid
  LEFT JOIN pg_constraint above ON above.oid = c.conparentid
  WHERE c.contype IN ('p', 'u', 'c', 'f', 'x') AND (c.contype <> 'f' OR above.oid IS NULL OR above.confrelid = c.confrelid)`;

const INDEXES = `
  SELECT 'index of ' || relation.name || ': ' || i.name || CASE WHEN indisunique THEN ' unique' ELSE '' END || CASE WHEN indisvalid THEN '' ELSE ' invalid' END
  FROM pg_index JOIN relation ON relation.oid = indrelid JOIN relation i ON i.oid = indexrelid`;

const ATTACHED = `
  SELECT 'trigger ' || tgname || ' of ' || name || CASE WHEN tgenabled IN ('D', 'R') THEN ' disabled' ELSE '' END
  FROM pg_trigger JOIN relation ON relation.oid = tgrelid WHERE NOT tgisinternal OR (tgparentid <> 0 AND tgconstraint = 0)
  UNION ALL SELECT 'policy ' || polname || ' of ' || name FROM pg_policy JOIN relation ON relation.oid = polrelid
  UNION ALL SELECT 'rule ' || rulename || ' of ' || name || CASE WHEN ev_enabled IN ('D', 'R') THEN ' disabled' ELSE '' END
  FROM pg_rewrite JOIN relation ON relation.oid = ev_class WHERE rulename <> '_RETURN'
  UNION ALL SELECT 'statistics ' || stxname || ' of ' || name FROM pg_statistic_ext JOIN relation ON relation.oid = stxrelid
  UNION ALL SELECT 'publication ' || pubname || ' of ' || name FROM pg_publication_rel r JOIN pg_publication p ON p.oid = prpubid JOIN relation ON relation.oid = prrelid`;

/** What a database holds, in the words of `described`. */
export async function describedOn(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(`
    WITH relation AS (
      SELECT c.oid, relkind, CASE WHEN nspname = 'public' THEN '' WHEN nspname LIKE 'pg\\_temp\\_%' THEN 'pg_temp.' ELSE nspname || '.' END || relname AS name
      FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND nspname NOT LIKE 'pg\\_toast\\_temp\\_%' AND relkind IN ('r', 'p', 'v', 'm', 'S', 'i', 'I')
    )
    ${[RELATIONS, COLUMNS, CONSTRAINTS, INDEXES, ATTACHED].join('\n UNION ALL ')}`);
  return rows.map(({ line }) => line).sort();
}
