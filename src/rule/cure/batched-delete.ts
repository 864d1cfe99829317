/**
 * One batch; it is run again, each time in a transaction of its own, until nothing is left. The condition stands twice,
 * because a ctid is unique within one partition only. https://www.postgresql.org/docs/current/ddl-system-columns.html
 */
export function batchedDelete(table: string, where: string | undefined): string {
  const [again, condition] = where === undefined ? ['', ''] : [`(${where})\n  AND `, ` WHERE ${where}`];
  return `-- Run this again until it deletes 0 rows; each run commits on its own.
DELETE FROM ${table}
WHERE ${again}ctid = ANY (ARRAY(SELECT ctid FROM ${table}${condition} LIMIT 10000))`;
}
