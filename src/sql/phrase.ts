import type { Span } from '../text/place.ts';
import { tokensOf, wordOf } from './tokens.ts';

/** Where these words stand one after the other, comments left out: `NOT VALID`. */
export function phraseIn(sql: string, within: Span, ...words: readonly string[]): Span | undefined {
  const tokens = tokensOf(sql).filter(({ kind, start, end }) => kind !== 'comment' && start >= within.start && end <= within.end);
  const at = tokens.findIndex((_, index) => words.every((word, offset) => {
    const token = tokens[index + offset];
    return token !== undefined && wordOf(sql, token) === word;
  }));
  const [first, last] = [tokens[at], tokens[at + words.length - 1]];
  return first && last && { start: first.start, end: last.end };
}
