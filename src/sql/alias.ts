import { quoteName } from './quote.ts';
import { tokensOf, wordOf } from './tokens.ts';

const FOLLOWING = new Set(['set', 'where', 'using', 'returning', 'from']);

/** The alias of a table whose name ends at an offset: `t AS x`, `t x`; undefined where it has none. */
export function aliasBehind(sql: string, end: number): string | undefined {
  const [first, second] = tokensOf(sql)
    .filter((token) => token.start >= end && token.kind !== 'comment' && wordOf(sql, token) !== '*' && wordOf(sql, token) !== ')');
  const named = first && wordOf(sql, first) === 'as' ? second : first;
  if (!named || (named.kind !== 'word' && named.kind !== 'name') || FOLLOWING.has(wordOf(sql, named))) return undefined;
  return sql.slice(named.start, named.end);
}

/** An expression that names a table by its alias, told by the table's own name: `tasks.done` for `t.done`. */
export function withoutAlias(expression: string, alias: string, table: string): string {
  const meant = alias.startsWith('"') ? alias : alias.toLowerCase();
  const tokens = tokensOf(expression);
  let result = '';
  let from = 0;
  tokens.forEach((token, at) => {
    const [before, behind] = [tokens[at - 1], tokens[at + 1]].map((near) => (near ? wordOf(expression, near) : ''));
    const written = token.kind === 'name' ? expression.slice(token.start, token.end) : wordOf(expression, token);
    if (written !== meant || behind !== '.' || before === '.') return;
    result += expression.slice(from, token.start) + quoteName(table);
    from = token.end;
  });
  return result + expression.slice(from);
}
