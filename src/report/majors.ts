/** "PostgreSQL 14 to 18", "PostgreSQL 14 and 16", "PostgreSQL 13, 14 and 17". */
export function majorsText(majors: readonly number[]): string {
  const sorted = [...majors].sort((a, b) => a - b);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return 'no PostgreSQL';
  if (sorted.length > 2 && last - first === sorted.length - 1) return `PostgreSQL ${first} to ${last}`;
  const before = sorted.slice(0, -1).join(', ');
  return `PostgreSQL ${before === '' ? '' : `${before} and `}${last}`;
}
