/** The offset at which the blanks before `at` begin. */
export function blankBefore(sql: string, at: number): number {
  return at - (/\s*$/.exec(sql.slice(0, at))?.[0].length ?? 0);
}
