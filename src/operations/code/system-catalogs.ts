import type { ObjectName } from '../../sql/name.ts';

/**
 * Where PostgreSQL lists its objects: what a row stands for, and which columns say its name, its schema and the table
 * (or type) it belongs to. `by`: those two hold the name itself, as the information schema has it, or an OID.
 * https://www.postgresql.org/docs/current/catalogs.html, https://www.postgresql.org/docs/current/information-schema.html
 */
export interface SystemCatalog {
  readonly type: ObjectName['type'];
  readonly name: string;
  readonly schema?: string;
  readonly of?: string;
  readonly by: 'name' | 'oid';
}

export const SYSTEM_CATALOGS: Readonly<Record<string, SystemCatalog>> = {
  pg_class:      { type: 'relation', name: 'relname', schema: 'relnamespace', by: 'oid' },
  pg_type:       { type: 'type', name: 'typname', schema: 'typnamespace', by: 'oid' },
  pg_namespace:  { type: 'schema', name: 'nspname', by: 'oid' },
  pg_attribute:  { type: 'column', name: 'attname', of: 'attrelid', by: 'oid' },
  pg_constraint: { type: 'constraint', name: 'conname', schema: 'connamespace', of: 'conrelid', by: 'oid' },
  pg_enum:       { type: 'enum label', name: 'enumlabel', of: 'enumtypid', by: 'oid' },
  pg_proc:       { type: 'function', name: 'proname', schema: 'pronamespace', by: 'oid' },
  pg_trigger:    { type: 'trigger', name: 'tgname', of: 'tgrelid', by: 'oid' },

  pg_tables:    { type: 'relation', name: 'tablename', schema: 'schemaname', by: 'name' },
  pg_views:     { type: 'relation', name: 'viewname', schema: 'schemaname', by: 'name' },
  pg_matviews:  { type: 'relation', name: 'matviewname', schema: 'schemaname', by: 'name' },
  pg_sequences: { type: 'relation', name: 'sequencename', schema: 'schemaname', by: 'name' },
  pg_indexes:   { type: 'index', name: 'indexname', schema: 'schemaname', of: 'tablename', by: 'name' },

  'information_schema.tables':                  { type: 'relation', name: 'table_name', schema: 'table_schema', by: 'name' },
  'information_schema.views':                   { type: 'relation', name: 'table_name', schema: 'table_schema', by: 'name' },
  'information_schema.sequences':               { type: 'relation', name: 'sequence_name', schema: 'sequence_schema', by: 'name' },
  'information_schema.columns':                 { type: 'column', name: 'column_name', schema: 'table_schema', of: 'table_name', by: 'name' },
  'information_schema.schemata':                { type: 'schema', name: 'schema_name', by: 'name' },
  'information_schema.table_constraints':       { type: 'constraint', name: 'constraint_name', schema: 'table_schema', of: 'table_name', by: 'name' },
  'information_schema.key_column_usage':        { type: 'constraint', name: 'constraint_name', schema: 'table_schema', of: 'table_name', by: 'name' },
  'information_schema.check_constraints':       { type: 'constraint', name: 'constraint_name', schema: 'constraint_schema', by: 'name' },
  'information_schema.referential_constraints': { type: 'constraint', name: 'constraint_name', schema: 'constraint_schema', by: 'name' },
  'information_schema.constraint_column_usage': { type: 'constraint', name: 'constraint_name', schema: 'constraint_schema', by: 'name' },
  'information_schema.constraint_table_usage':  { type: 'constraint', name: 'constraint_name', schema: 'constraint_schema', by: 'name' },
  'information_schema.routines':                { type: 'function', name: 'routine_name', schema: 'routine_schema', by: 'name' },
  'information_schema.triggers':                { type: 'trigger', name: 'trigger_name', schema: 'event_object_schema', of: 'event_object_table', by: 'name' },
};

/**
 * Columns whose comparison with a constant tells no two objects of one name apart, or says what every project's own
 * object fulfils: its kind, its database, whether it is visible.
 */
export const TELLS_NOTHING = new Set([
  'relkind', 'typtype', 'contype', 'constraint_type', 'table_type', 'attnum', 'attisdropped', 'table_catalog', 'constraint_catalog', 'catalog_name', 'tgisinternal', 'prokind',
  'routine_type', 'trigger_catalog', 'typcategory', 'relpersistence', 'relispartition',
]);

/** Conditions of a row itself that all of the project's own objects fulfil. */
export const VISIBLE = new Set(['pg_table_is_visible', 'pg_type_is_visible', 'pg_function_is_visible']);
