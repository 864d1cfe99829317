import type { Span } from '../text/place.ts';
import { blankBefore } from './blank.ts';
import { tokensOf, wordOf } from './tokens.ts';

/** The clause that a keyword opens, up to the end of `until`, with the blank before it: ` DEFAULT now()`. */
export function clauseWith(sql: string, keyword: string, until: Span): Span {
  const opening = tokensOf(sql)
    .filter((token) => token.end <= until.start && token.kind === 'word' && wordOf(sql, token) === keyword)
    .at(-1);
  return { start: blankBefore(sql, opening?.start ?? until.start), end: until.end };
}

/** An expression with its columns named as columns of something else: `lower(NEW.email)` for `lower(email)`. */
export function qualified(expression: string, columns: readonly string[], name: (column: string) => string): string {
  const tokens = tokensOf(expression);
  let result = '';
  let from = 0;
  tokens.forEach((token, at) => {
    const column = token.kind === 'name' ? expression.slice(token.start + 1, token.end - 1).replaceAll('""', '"') : wordOf(expression, token);
    const neighbours = [tokens[at - 1], tokens[at + 1]].map((near) => (near ? wordOf(expression, near) : ''));
    const isColumn = (token.kind === 'word' || token.kind === 'name') && columns.includes(column)
      && neighbours[0] !== '.' && neighbours[0] !== '::' && neighbours[1] !== '(' && neighbours[1] !== '.';
    if (!isColumn) return;
    result += expression.slice(from, token.start) + name(expression.slice(token.start, token.end));
    from = token.end;
  });
  return result + expression.slice(from);
}
