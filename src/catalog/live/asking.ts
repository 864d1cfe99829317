/** An open connection that nobody else uses meanwhile; what `pg` calls a client. */
export interface Asking {
  query<R extends object>(sql: string): Promise<{ readonly rows: readonly R[] }>;
}

/** A schema (an alias of `pg_namespace`) that is somebody's own: not the system's, nor one of temporary objects. */
export function ownSchema(alias: string): string {
  return `${alias}.nspname !~ '^pg_' AND ${alias}.nspname <> 'information_schema'`;
}

/** The name of a relation of `pg_class c` in `pg_namespace n`, quoted where SQL needs it. */
export const NAME = `pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)`;
