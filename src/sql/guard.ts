import type { Span } from '../text/place.ts';
import { nextToken, tokensOf, wordOf } from './tokens.ts';

/** Where `IF [NOT] EXISTS` stands behind an offset, the blank before it included; undefined where it does not. */
export function guardIn(sql: string, behind: number): Span | undefined {
  const tokens = tokensOf(sql).filter(({ start, kind }) => start >= behind && kind !== 'comment');
  const words = tokens.slice(0, 3).map((token) => wordOf(sql, token));
  const length = words[0] !== 'if' ? 0 : words[1] === 'exists' ? 2 : words[1] === 'not' && words[2] === 'exists' ? 3 : 0;
  const last = tokens[length - 1];
  return last && { start: behind, end: last.end };
}

/** Where `CONCURRENTLY` stands behind the word INDEX, the blank before it included; undefined where it does not. */
export function concurrentlyIn(sql: string, behind: number): Span | undefined {
  const next = nextToken(sql, behind);
  return next && wordOf(sql, next) === 'concurrently' ? { start: behind, end: next.end } : undefined;
}
