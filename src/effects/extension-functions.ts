/** Functions of extensions that do not come with PostgreSQL and that migrations call most: PostGIS, pg_uuidv7, pgx_ulid. */
export const EXTENSION_VOLATILE: readonly string[] = ['gen_ulid', 'uuid_generate_v6', 'uuid_generate_v7'];
export const EXTENSION_IMMUTABLE: readonly string[] = ['st_geomfromtext', 'st_makepoint', 'st_setsrid'];
