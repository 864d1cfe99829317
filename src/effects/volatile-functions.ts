/**
 * PostgreSQL's own functions by their volatility, as its catalog pg_proc has it, as far as they can stand in a default.
 * Only a volatile one gives each row a value of its own.
 * https://www.postgresql.org/docs/current/xfunc-volatility.html
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Also those of the extensions that migrations use most: pgcrypto, uuid-ossp, pg_uuidv7, ulid. */
export const VOLATILE: ReadonlySet<string> = words(
  `array_sample array_shuffle clock_timestamp currval gen_random_bytes gen_random_uuid gen_salt gen_ulid lastval nextval random
  random_normal setseed setval timeofday uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuid_generate_v6 uuid_generate_v7
  uuidv4 uuidv7`,
);

/** The same for all rows of one statement. */
export const STABLE: ReadonlySet<string> = words(
  `array_to_string concat concat_ws convert_from convert_to current_catalog current_database current_date current_role current_schema
  current_schemas current_setting current_time current_timestamp current_user format getpgusername inet_client_addr
  inet_client_port inet_server_addr inet_server_port json_build_array json_build_object jsonb_build_array jsonb_build_object
  localtime localtimestamp make_timestamptz now pg_backend_pid pg_conf_load_time pg_current_snapshot pg_current_xact_id
  pg_current_xact_id_if_assigned pg_postmaster_start_time pg_typeof row_to_json session_user statement_timestamp system_user
  to_char to_date to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector transaction_timestamp txid_current
  txid_current_if_assigned txid_current_snapshot user version`,
);

/** The same for ever, or stable in some of their forms. */
export const IMMUTABLE: ReadonlySet<string> = words(
  `abs age array_append array_cat array_fill array_length array_position array_prepend array_remove array_replace array_upper ascii
  bit_length bool box bpchar btrim cardinality ceil ceiling char_length character_length chr circle crc32 crc32c date date_bin
  date_part date_trunc daterange decode digest div encode exp extract float8 floor hashtext hmac host hstore initcap int2 int4
  int4multirange int4range int8 int8range isfinite json_array_length json_object jsonb_array_length jsonb_object jsonb_set
  justify_days justify_hours justify_interval left length ln log lower lpad ltree ltrim make_date make_interval make_time
  make_timestamp md5 mod num_nonnulls num_nulls numeric numrange octet_length overlay pi point position power quote_ident
  quote_literal quote_nullable regexp_replace repeat replace reverse right round rpad rtrim sha224 sha256 sha384 sha512 sign
  split_part sqrt st_geomfromtext st_makepoint st_setsrid string_to_array strpos substr substring text text2ltree timezone to_hex
  translate trunc tsrange tstzrange upper uuid_extract_timestamp uuid_extract_version uuid_generate_v3 uuid_generate_v5 uuid_nil
  uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500 varchar`,
);
