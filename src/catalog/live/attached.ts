import { NAME, ownSchema } from './asking.ts';

/**
 * Triggers, policies, rules and extended statistics. Copies of a trigger in partitions count as the server's own work up
 * to 14.
 */
export const ATTACHED = `
  SELECT tgrelid::text AS relation, tgname AS name, tgparentid <> 0 AS inherited,
    pg_catalog.pg_get_triggerdef(t.oid) || CASE WHEN tgenabled IN ('D', 'R')
      THEN '; ALTER TABLE ONLY ' || ${NAME} || ' DISABLE TRIGGER ' || pg_catalog.quote_ident(tgname) ELSE '' END AS sql
  FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
  WHERE ${ownSchema('n')} AND (NOT tgisinternal OR (tgparentid <> 0 AND tgconstraint = 0))
  UNION ALL
  SELECT polrelid::text, polname, false,
    'CREATE POLICY ' || pg_catalog.quote_ident(polname) || ' ON ' || ${NAME} || CASE WHEN polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
    || CASE polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END
    || coalesce(' USING (' || pg_catalog.pg_get_expr(polqual, polrelid) || ')', '') || coalesce(' WITH CHECK (' || pg_catalog.pg_get_expr(polwithcheck, polrelid) || ')', '')
  FROM pg_catalog.pg_policy JOIN pg_catalog.pg_class c ON c.oid = polrelid JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
  WHERE ${ownSchema('n')}
  UNION ALL
  SELECT ev_class::text, rulename, false,
    pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid), ';') || CASE WHEN ev_enabled IN ('D', 'R')
      THEN '; ALTER TABLE ' || ${NAME} || ' DISABLE RULE ' || pg_catalog.quote_ident(rulename) ELSE '' END
  FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = ev_class JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
  WHERE ${ownSchema('n')} AND rulename <> '_RETURN'
  UNION ALL
  SELECT stxrelid::text, stxname, false, pg_catalog.pg_get_statisticsobjdef(s.oid)
  FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_class c ON c.oid = stxrelid JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
  WHERE ${ownSchema('n')}`;

/** Lists of columns and conditions came with 15. Those of all tables, or of schemas, hang on none. */
export function publicationsOn(major: number): string {
  const part = major < 15 ? `''` : `coalesce(' (' || (
      SELECT pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ' ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE attrelid = prrelid AND attnum = ANY (prattrs)) || ')', '')
      || coalesce(' WHERE (' || pg_catalog.pg_get_expr(prqual, prrelid) || ')', '')`;
  return `
  SELECT 'CREATE PUBLICATION ' || pg_catalog.quote_ident(pubname) || CASE WHEN puballtables THEN ' FOR ALL TABLES' ELSE coalesce(' FOR TABLE ' || (
    SELECT pg_catalog.string_agg('ONLY ' || ${NAME} || ${part}, ', ' ORDER BY ${NAME} COLLATE "C")
    FROM pg_catalog.pg_publication_rel JOIN pg_catalog.pg_class c ON c.oid = prrelid JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE prpubid = p.oid), '') END AS name
  FROM pg_catalog.pg_publication p`;
}
