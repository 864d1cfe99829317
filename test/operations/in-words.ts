/**
 * A reading in which every span is the text it covers, so that tables can say `span: 'ADD COLUMN'`. Absent clauses are
 * left out.
 */
export function inWords(value: unknown, sql: string): unknown {
  if (Array.isArray(value)) return value.map((item) => inWords(item, sql));
  if (typeof value !== 'object' || value === null) return value;
  if (isSpan(value)) return sql.slice(value.start, value.end);
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, inWords(inner, sql)]])));
}

/** All spans of a reading, however deep. */
export function spansIn(value: unknown): readonly { readonly start: number; readonly end: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  return isSpan(value) ? [value] : Object.values(value).flatMap(spansIn);
}

function isSpan(value: object): value is { readonly start: number; readonly end: number } {
  return 'start' in value && 'end' in value && Object.keys(value).length === 2;
}
