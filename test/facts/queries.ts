/** Extensions that come with every PostgreSQL, as far as their functions and casts occur in migrations. */
export const EXTENSIONS: readonly string[] = ['citext', 'cube', 'fuzzystrmatch', 'hstore', 'intarray', 'ltree', 'pg_trgm', 'pgcrypto', 'unaccent', 'uuid-ossp'];

/** Functions that an expression of a migration may call: not those behind operators, types, indexes and views of the system. */
export const FUNCTIONS = `
  SELECT proname AS name, provolatile AS volatility, pg_get_function_identity_arguments(p.oid) AS arguments
  FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
  WHERE nspname IN ('pg_catalog', 'public') AND prokind = 'f'
    AND prorettype::regtype::text NOT LIKE ALL (ARRAY['internal', 'cstring', '%trigger', '%handler'])
    AND NOT proargtypes::oid[] && ARRAY['internal'::regtype, 'cstring'::regtype]::oid[]
    AND NOT EXISTS (SELECT FROM pg_operator WHERE p.oid IN (oprcode, oprrest, oprjoin) AND obj_description(p.oid, 'pg_proc') LIKE 'implementation of %' AND proname !~ '^array_')
    AND NOT EXISTS (SELECT FROM pg_operator WHERE p.oid IN (oprrest, oprjoin))
    AND NOT EXISTS (SELECT FROM pg_amproc WHERE amproc = p.oid)
    AND proname !~ '^(_|g_|gb|gin|gist|spg|brin|hash(?!text$)|bt(?!rim)|RI_|has_|binary_upgrade|pg_(stat|ls|logical|replication|wal|get|create|drop|hba|ident|lock|show|available|prepared|cursor|timezone|control|event|sequence)_|pg_config$)'
    AND proname !~ '(send|_validator)$'`;

/** https://www.postgresql.org/docs/current/catalog-pg-cast.html, without what ends in the server's own types. */
export const CASTS = `
  SELECT s.typname AS source, t.typname AS target, castcontext AS context, castmethod AS method
  FROM pg_cast JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget
  WHERE castsource <> casttarget AND s.typname !~ '^pg_(dependencies|mcv_list|ndistinct|node_tree)$'`;

/** The default operator class of each type that has one, by access method. */
export const OPERATOR_CLASSES = `
  SELECT amname AS method, typname AS type FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod JOIN pg_type t ON t.oid = opcintype
  WHERE opcdefault`;

/** Types whose cast to themselves applies a modifier: varchar(10). Strings can be cast to and from all types. */
export const TYPES = `
  SELECT typname AS name, typcategory = 'S' AS string,
    EXISTS (SELECT FROM pg_cast WHERE castsource = t.oid AND casttarget = t.oid) AS modified
  FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
  WHERE nspname IN ('pg_catalog', 'public') AND typtype IN ('b', 'r', 'm') AND typcategory <> 'A'
    AND typname !~ '^(pg_(dependencies|mcv_list|ndistinct|node_tree|brin_.*)|g(bt|tr|hs)key.*|gtsvector|ltree_gist|query_int|intbig_gkey)$'`;
