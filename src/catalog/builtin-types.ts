/** Types that every PostgreSQL has, so that a name of theirs is no user type. https://www.postgresql.org/docs/current/datatype.html */
const BUILT_IN = new Set(
  `bool bytea char name int8 int2 int4 text oid xid xid8 cid json jsonb xml point lseg path box polygon line circle cidr inet
  macaddr macaddr8 float4 float8 money bpchar varchar date time timestamp timestamptz interval timetz bit varbit numeric uuid
  tsvector tsquery regclass regtype regproc regprocedure regrole regnamespace regconfig regdictionary regoper regoperator
  int4range numrange tsrange tstzrange daterange int8range int4multirange nummultirange tsmultirange tstzmultirange
  datemultirange int8multirange pg_lsn txid_snapshot pg_snapshot jsonpath tid int2vector oidvector refcursor record
  integer int bigint smallint real decimal boolean character serial bigserial smallserial serial4 serial8 serial2`.split(/\s+/),
);

export function isBuiltIn({ schema, name }: { readonly schema?: string; readonly name: string }): boolean {
  return schema === 'pg_catalog' || (schema === undefined && BUILT_IN.has(name));
}
