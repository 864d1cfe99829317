/** One batch; it is run again, each time in a transaction of its own, until nothing is left. */
export function batchedDelete(table: string, where: string | undefined): string {
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  return `-- Run this again until it deletes 0 rows; each run commits on its own.
DELETE FROM ${table} WHERE ctid IN (SELECT ctid FROM ${table}${condition} LIMIT 10000)`;
}
