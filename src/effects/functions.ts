// Made by `npm run facts` from the system catalogs of PostgreSQL 13 to 18.
// https://www.postgresql.org/docs/current/xfunc-volatility.html

/** In all their forms. */
export const VOLATILE = `
  amvalidate array_sample array_shuffle clock_timestamp current_query currtid currtid2 currval cursor_to_xml cursor_to_xmlschema fips_mode
  gen_random_bytes gen_random_uuid gen_salt lastval lo_close lo_creat lo_create lo_export lo_from_bytea lo_get lo_import lo_lseek lo_lseek64
  lo_open lo_put lo_tell lo_tell64 lo_truncate lo_truncate64 lo_unlink loread lowrite nextval pg_advisory_lock pg_advisory_lock_shared
  pg_advisory_unlock pg_advisory_unlock_all pg_advisory_unlock_shared pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_backup_start
  pg_backup_stop pg_blocking_pids pg_cancel_backend pg_clear_attribute_stats pg_clear_relation_stats pg_collation_actual_version
  pg_copy_logical_replication_slot pg_copy_physical_replication_slot pg_current_logfile pg_current_wal_flush_lsn pg_current_wal_insert_lsn
  pg_current_wal_lsn pg_database_collation_actual_version pg_database_size pg_export_snapshot pg_extension_config_dump
  pg_import_system_collations pg_indexes_size pg_is_in_backup pg_is_in_recovery pg_is_wal_replay_paused pg_isolation_test_session_is_blocked
  pg_jit_available pg_last_committed_xact pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp
  pg_log_backend_memory_contexts pg_log_standby_snapshot pg_nextoid pg_notification_queue_usage pg_notify pg_partition_ancestors
  pg_partition_tree pg_promote pg_read_binary_file pg_read_file pg_read_file_old pg_relation_size pg_reload_conf pg_restore_attribute_stats
  pg_restore_relation_stats pg_rotate_logfile pg_rotate_logfile_old pg_safe_snapshot_blocking_pids pg_sleep pg_sleep_for pg_sleep_until
  pg_start_backup pg_stop_backup pg_stop_making_pinned_objects pg_switch_wal pg_sync_replication_slots pg_table_size pg_tablespace_size
  pg_terminate_backend pg_total_relation_size pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock
  pg_try_advisory_xact_lock_shared pg_xact_commit_timestamp pg_xact_commit_timestamp_origin pg_xact_status pgp_pub_encrypt
  pgp_pub_encrypt_bytea pgp_sym_encrypt pgp_sym_encrypt_bytea query_to_xml query_to_xml_and_xmlschema query_to_xmlschema random random_normal
  set_config set_limit setseed setval timeofday ts_stat txid_status uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7
`;

/** In some of their forms at least; the others are immutable. */
export const STABLE = `
  aclexplode age array_to_json array_to_string col_description concat concat_ws convert convert_from convert_to current_database current_schema
  current_schemas current_setting current_user database_to_xml database_to_xml_and_xmlschema database_to_xmlschema date date_add date_part
  date_subtract date_trunc enum_first enum_last enum_range extract format format_type generate_series get_current_ts_config getdatabaseencoding
  getpgusername inet_client_addr inet_client_port inet_server_addr inet_server_port json_build_array json_build_object json_populate_record
  json_populate_recordset json_to_record json_to_recordset json_to_tsvector jsonb_build_array jsonb_build_object jsonb_path_exists_tz
  jsonb_path_match_tz jsonb_path_query_array_tz jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record jsonb_populate_record_valid
  jsonb_populate_recordset jsonb_to_record jsonb_to_recordset jsonb_to_tsvector length make_timestamptz money mxid_age now numeric
  obj_description oidvectortypes overlaps pg_backend_pid pg_backup_start_time pg_basetype pg_char_to_encoding pg_client_encoding
  pg_collation_for pg_collation_is_visible pg_column_compression pg_column_is_updatable pg_column_size pg_column_toast_chunk_id
  pg_conf_load_time pg_conversion_is_visible pg_current_snapshot pg_current_xact_id pg_current_xact_id_if_assigned pg_cursor pg_describe_object
  pg_encoding_to_char pg_extension_update_paths pg_filenode_relation pg_function_is_visible pg_has_role pg_identify_object
  pg_identify_object_as_address pg_index_column_has_property pg_index_has_property pg_indexam_has_property pg_input_error_info
  pg_input_is_valid pg_is_other_temp_schema pg_listening_channels pg_mcv_list_items pg_my_temp_schema pg_numa_available pg_opclass_is_visible
  pg_operator_is_visible pg_opfamily_is_visible pg_options_to_table pg_postmaster_start_time pg_relation_filenode pg_relation_filepath
  pg_relation_is_publishable pg_relation_is_updatable pg_settings_get_flags pg_split_walfile_name pg_statistics_obj_is_visible
  pg_table_is_visible pg_tablespace_databases pg_tablespace_location pg_trigger_depth pg_ts_config_is_visible pg_ts_dict_is_visible
  pg_ts_parser_is_visible pg_ts_template_is_visible pg_type_is_visible pg_typeof phraseto_tsquery plainto_tsquery quote_literal quote_nullable
  regclass row_security_active row_to_json schema_to_xml schema_to_xml_and_xmlschema schema_to_xmlschema session_user shobj_description
  show_limit statement_timestamp system_user table_to_xml table_to_xml_and_xmlschema table_to_xmlschema time timestamp timestamptz timetz
  to_char to_date to_json to_jsonb to_number to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure
  to_regrole to_regtype to_regtypemod to_timestamp to_tsquery to_tsvector transaction_timestamp ts_debug ts_headline ts_parse ts_token_type
  txid_current txid_current_if_assigned txid_current_snapshot unaccent version websearch_to_tsquery xml xml_is_well_formed
`;

export const IMMUTABLE = `
  abbrev abs acldefault acos acosd acosh akeys any_value_transfn area armor array_dims array_fill array_larger array_length array_lower
  array_ndims array_position array_positions array_remove array_replace array_reverse array_smaller array_sort array_to_tsvector array_upper
  ascii asin asind asinh atan atan2 atan2d atand atanh avals bit bit_count bit_length bittypmodin bool booland_statefunc boolor_statefunc box
  bpchar bpchar_larger bpchar_smaller bpchartypmodin broadcast bytea bytea_larger bytea_smaller cardinality casefold cash_words cashlarger
  cashsmaller cbrt ceil ceiling center char char_length character_length chr cidr circle citext citext_larger citext_smaller cos cosd cosh cot
  cotd crc32 crc32c crypt cube cube_dim cube_enlarge cube_inter cube_is_point cube_ll_coord cube_size cube_subset cube_union cube_ur_coord
  daitch_mokotoff date_bin date_larger date_smaller datemultirange daterange daterange_canonical daterange_subdiff dearmor decode decrypt
  decrypt_iv defined degrees dexp diagonal diameter difference digest div dlog1 dlog10 dmetaphone dmetaphone_alt dround dtrunc each encode
  encrypt encrypt_iv enum_larger enum_smaller erf erfc exp factorial family float4 float4_accum float4larger float4smaller float8 float8_accum
  float8_avg float8_combine float8_corr float8_covar_pop float8_covar_samp float8_regr_accum float8_regr_avgx float8_regr_avgy
  float8_regr_combine float8_regr_intercept float8_regr_r2 float8_regr_slope float8_regr_sxx float8_regr_sxy float8_regr_syy float8_stddev_pop
  float8_stddev_samp float8_var_pop float8_var_samp float8larger float8smaller floor gamma gcd generate_subscripts get_bit get_byte height hmac
  host hostmask hstore hstore_to_json hstore_to_json_loose hstore_to_jsonb hstore_to_jsonb_loose hstore_version_diag icu_unicode_version index
  initcap int2 int2_avg_accum int2_avg_accum_inv int2_sum int2int4_sum int2larger int2smaller int4 int4_avg_accum int4_avg_accum_inv
  int4_avg_combine int4_sum int4inc int4larger int4multirange int4range int4range_canonical int4range_subdiff int4smaller int8 int8_avg
  int8_sum int8dec int8dec_any int8inc int8inc_any int8inc_float8_float8 int8larger int8multirange int8range int8range_canonical
  int8range_subdiff int8smaller interval interval_accum interval_accum_inv interval_avg interval_combine interval_larger interval_smaller
  intervaltypmodin intset is_normalized isclosed isdefined isempty isexists isfinite ishorizontal isopen isparallel isperp isvertical
  json_array_elements json_array_elements_text json_array_length json_each json_each_text json_object json_object_keys json_strip_nulls
  json_typeof jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_each jsonb_each_text jsonb_insert jsonb_object
  jsonb_object_keys jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set
  jsonb_set_lax jsonb_strip_nulls jsonb_typeof justify_days justify_hours justify_interval lca lcm left levenshtein levenshtein_less_equal
  lgamma like like_escape line ln log log10 lower lower_inc lower_inf lpad lseg ltree2text ltrim macaddr macaddr8 macaddr8_set7bit make_date
  make_interval make_time make_timestamp makeaclitem masklen md5 metaphone min_scale mod multirange multirange_intersect_agg_transfn name
  nameconcatoid netmask network network_larger network_smaller nlevel normalize notlike npoints num_nonnulls num_nulls numeric_div_trunc
  numeric_exp numeric_inc numeric_larger numeric_ln numeric_log numeric_smaller numeric_sqrt numerictypmodin nummultirange numnode numrange
  numrange_subdiff octet_length oid oidlarger oidsmaller overlay parse_ident path pclose pg_encoding_max_length pg_indexam_progress_phasename
  pg_lsn pg_lsn_larger pg_lsn_smaller pg_partition_root pg_size_bytes pg_size_pretty pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin
  pg_visible_in_snapshot pg_walfile_name pg_walfile_name_offset pgp_armor_headers pgp_key_id pgp_pub_decrypt pgp_pub_decrypt_bytea
  pgp_sym_decrypt pgp_sym_decrypt_bytea pi point polygon popen position pow power querytree quote_ident radians radius
  range_intersect_agg_transfn range_merge record_larger record_smaller regexp_count regexp_instr regexp_like regexp_match regexp_matches
  regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right round rpad rtrim
  satisfies_hash_partition scale set_bit set_byte set_masklen setweight sha224 sha256 sha384 sha512 show_trgm sign similar_escape
  similar_to_escape similarity sin sind sinh skeys slice slope sort sort_asc sort_desc soundex split_part sqrt strict_word_similarity
  string_to_array string_to_table strip strpos subarray subltree subpath substr substring svals tan tand tanh tconvert text text2ltree
  text_larger text_smaller text_soundex textlen tidlarger tidsmaller time_larger time_smaller timestamp_larger timestamp_smaller
  timestamptypmodin timestamptz_larger timestamptz_smaller timestamptztypmodin timetypmodin timetz_larger timetz_smaller timetztypmodin
  to_ascii to_bin to_hex to_oct translate trim_array trim_scale trunc ts_delete ts_filter ts_lexize ts_rank ts_rank_cd tsmultirange
  tsquery_phrase tsrange tsrange_subdiff tstzmultirange tstzrange tstzrange_subdiff tsvector_to_array txid_snapshot_xip txid_snapshot_xmax
  txid_snapshot_xmin txid_visible_in_snapshot unicode_assigned unicode_version uniq unistr unnest upper upper_inc upper_inf
  uuid_extract_timestamp uuid_extract_version uuid_generate_v3 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500
  varbit varbittypmodin varchar varchartypmodin width width_bucket word_similarity xid xid8_larger xid8_smaller xml_is_well_formed_content
  xml_is_well_formed_document xmlcomment xmlconcat2 xmlexists xmltext xmlvalidate xpath xpath_exists
`;

/** Volatile with these arguments on these majors alone. */
export const SOMETIMES_VOLATILE: Readonly<Record<string, { readonly arguments: readonly string[]; readonly majors: readonly number[] }>> = {
  timezone: { arguments: ['text, time with time zone'], majors: [13, 14] },
  ts_rewrite: { arguments: ['tsquery, text'], majors: [13, 14, 15, 16, 17, 18] },
};
