import type { ObjectName } from '../../sql/name.ts';
import { tokensOf, wordOf } from '../../sql/tokens.ts';

/** The name that a text spells, as `'app."T"'::regclass` does. */
export function namedIn(text: string, type: ObjectName['type']): ObjectName | undefined {
  const tokens = tokensOf(text);
  const parts = tokens.flatMap((token) => {
    const word = wordOf(text, token);
    if (token.kind === 'name') return [word.slice(1, -1).replaceAll('""', '"')];
    return token.kind === 'word' ? [word] : [];
  });
  const [name, schema] = parts.toReversed();
  if (name === undefined || tokens.length !== parts.length * 2 - 1) return undefined;
  return schema === undefined ? { type, name } : { type, schema, name };
}
