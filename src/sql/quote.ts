import type { ObjectName } from './name.ts';
import { asWritten } from './stand-in.ts';

/**
 * PostgreSQL's keywords that are not unreserved: as a name they need quotes, as `quote_ident` gives them.
 * https://www.postgresql.org/docs/current/sql-keywords-appendix.html
 */
const QUOTED_KEYWORDS = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
  char character check coalesce collate collation column concurrently constraint create cross current_catalog current_date
  current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do
  else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike
  in initially inner inout int integer intersect interval into is isnull join json json_array json_arrayagg json_exists
  json_object json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading least left like
  limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset
  on only or order out outer over overlaps overlay placing position precision primary real references returning right row
  select session_user setof similar smallint some substring symmetric system_user table tablesample then time timestamp to
  trailing treat trim true union unique user using values varchar variadic verbose when where window with xmlattributes
  xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable`.split(/\s+/),
);

/** An identifier as it must be written to mean exactly this name; a placeholder as its writer wrote it. */
export function quoteName(name: string): string {
  const plain = /^[a-z_\ue000-\ue07f][a-z0-9_$\ue000-\ue07f]*$/.test(name) && !QUOTED_KEYWORDS.has(name);
  return plain ? asWritten(name) : `"${asWritten(name).replaceAll('"', '""')}"`;
}

/** `schema.name`, quoted where needed. */
export function quoteQualified({ schema, name }: Pick<ObjectName, 'schema' | 'name'>): string {
  return schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
}

/** A string constant that means the same whatever `standard_conforming_strings` says. */
export function quoteLiteral(value: string): string {
  const quoted = `'${value.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return value.includes('\\') ? `E${quoted}` : quoted;
}
