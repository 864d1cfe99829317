import { tokensOf, wordOf } from './tokens.ts';

/** The zone that `c AT TIME ZONE 'UTC'`, or `timezone('UTC', c)`, names; undefined where the text says anything else. */
export function zoneIn(text: string, column: string): string | undefined {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment');
  const words = tokens.map((token) => wordOf(text, token)).filter((word) => !['(', ')', ',', '.'].includes(word));
  const name = [column, `"${column}"`];
  const [zone] = words.filter((word) => word.startsWith("'"));
  const rest = words.filter((word) => word !== zone && !name.includes(word)).join(' ');
  const isPlain = zone !== undefined && words.filter((word) => name.includes(word)).length === 1 && ['at time zone', 'timezone'].includes(rest);
  return isPlain ? zone.slice(1, -1).replaceAll("''", "'") : undefined;
}
