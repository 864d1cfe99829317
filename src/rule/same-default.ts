import type { Expression } from '../operations/operation.ts';
import { normalized } from '../sql/normalized.ts';
import { tokensOf, wordOf } from '../sql/tokens.ts';

/** Two defaults of one column that write the same value: a constant is cast to the column's type whatever else is said. */
export function isSameDefault(a: Expression, b: Expression): boolean {
  return valueOf(a.text) === valueOf(b.text);
}

function valueOf(text: string): string {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment');
  const [first, second] = tokens;
  const words = normalized(text).join(' ');
  if (!first) return words;
  const isConstant = !second || wordOf(text, second) === '::';
  const word = wordOf(text, first);
  if (first.kind === 'string' && isConstant) return asBoolean(word.replace(/^'([\s\S]*)'$/, '$1'));
  if (isConstant && (first.kind === 'number' || TRUTH.has(word))) return asBoolean(word);
  return NOW.has(words) ? 'now ( )' : words;
}

/** In a column of another type than boolean, nobody changes one of these for the other. */
function asBoolean(word: string): string {
  return TRUTH.get(word.toLowerCase()) ?? word;
}

const TRUTH: ReadonlyMap<string, string> = new Map([['true', 'true'], ['t', 'true'], ['false', 'false'], ['f', 'false']]);
const NOW: ReadonlySet<string> = new Set(['current_timestamp', 'now ( )', 'transaction_timestamp ( )']);
