/**
 * Both grammars' readings are told as lines, one a fact: `add column t.c int4 not null`. What one of the two does not
 * know is left out of both.
 */

/** Joins what is there: `words('drop table t', cascade && 'cascade')`. */
export function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}

export function list(names: readonly string[]): string {
  return `(${names.join(', ')})`;
}

/** Names in no order: each once. */
export function set(names: readonly string[]): string {
  return list([...new Set(names)].sort());
}
