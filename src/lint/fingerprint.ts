import type { Fact } from '../rule/fact.ts';
import { tokensOf, wordOf } from '../sql/tokens.ts';
import { hashOf } from '../text/hash.ts';

/**
 * Names a finding for baselines and code hosts: the rule, the statement without its layout, and which of several equal
 * ones it is (`seen` counts them). Edits elsewhere in the file leave it as it is.
 */
export function fingerprintOf(rule: string, { at, statement }: Fact, seen: Map<string, number>): string {
  const { text } = statement.sql;
  const words = tokensOf(text).filter(({ kind }) => kind !== 'comment').map((token) => wordOf(text, token));
  const key = [rule, at.script, ...words].join('\0');
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return hashOf(`${key}\0${count}`).slice(0, 32);
}
