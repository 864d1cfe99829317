/** PostgreSQL cuts longer names silently: https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
const LONGEST = 63;

/** A name in the manner of those that PostgreSQL makes up: `tasks_user_id_fkey`, the first parts cut where it gets too long. */
export function nameFor(table: string, columns: readonly string[], suffix: string): string {
  const stem = [table, ...columns].join('_');
  return `${[...stem].slice(0, LONGEST - suffix.length - 1).join('')}_${suffix}`;
}
