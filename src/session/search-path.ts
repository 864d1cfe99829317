import { nextToken, wordOf } from '../sql/tokens.ts';

/**
 * The schemas of a search_path, as the setting's value lists them: names are folded unless quoted. `"$user"` is left
 * out: nobody who reads a migration knows who will run it.
 * https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SEARCH-PATH
 */
export function schemasOf(value: string): readonly string[] {
  const schemas: string[] = [];
  for (let token = nextToken(value, 0); token; token = nextToken(value, token.end)) {
    const name = nameOf(wordOf(value, token));
    if (name !== undefined && name !== '$user') schemas.push(name);
  }
  return schemas;
}

function nameOf(word: string): string | undefined {
  if (word === ',') return undefined;
  const quote = word[0];
  if (quote !== '"' && quote !== "'") return word;
  const inside = word.slice(1, -1).replaceAll(quote + quote, quote);
  return inside === '' ? undefined : inside;
}
