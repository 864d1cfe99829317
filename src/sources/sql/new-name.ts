/** A name like another one with a new version and, where `words` are given, other words. */
export function nameLike(name: string, version: { readonly was: string; readonly is: string }, words?: string): string {
  const { start, end } = versionIn(name, version.was);
  const { joiner, said, ending } = wordsIn(name.slice(end));
  return name.slice(0, start) + asThere(name.slice(start, end), version.is) + (words === undefined ? name.slice(end) : `${joiner}${slug(words, said)}${ending}`);
}

/** `2025-01-01-000000` is how 20250101000000 may be written, `1_2` how 1.2 may. */
function versionIn(name: string, version: string): { readonly start: number; readonly end: number } {
  const start = name.search(/\d/);
  const digits = version.replace(/\D/g, '').length;
  let end = start;
  for (let seen = 0; seen < digits && end < name.length; end++) if (/\d/.test(name[end] ?? '')) seen++;
  return { start, end };
}

/** The digits in the places of those that were there, where they are as many. */
function asThere(was: string, version: string): string {
  const digits = version.replace(/\D/g, '');
  const isSplit = /\D/.test(was) && was.replace(/\D/g, '').length === digits.length;
  if (!isSplit) return was.includes('_') ? version.replaceAll('.', '_') : version;
  let at = 0;
  return was.replace(/\d/g, () => digits[at++] ?? '');
}

function wordsIn(rest: string): { readonly joiner: string; readonly said: string; readonly ending: string } {
  const [, joiner = '', said = '', ending = ''] = /^([-_. ]*)(.*?)((?:\.(?:tx|autocommit))?(?:\.(?:up|down))?(?:\.sql)?)$/i.exec(rest) ?? [];
  return { joiner: joiner === '' || joiner === '.' ? '_' : joiner, said, ending };
}

/** Words joined as those before were. */
function slug(words: string, like: string): string {
  const joiner = like.includes('-') && !like.includes('_') ? '-' : '_';
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, joiner).replace(new RegExp(`^${joiner}+|${joiner}+$`, 'g'), '').slice(0, 60);
}
