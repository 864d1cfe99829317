/** One batch; it is run again, each time in a transaction of its own, until it deletes no row. */
export function batchedDelete(table: string, where: string | undefined): string {
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  return `-- repeat until it deletes no row
DELETE FROM ${table} WHERE ctid IN (SELECT ctid FROM ${table}${condition} LIMIT 10000)`;
}
