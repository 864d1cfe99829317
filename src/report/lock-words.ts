import { stopsReads, stopsWrites } from '../effects/conflicts.ts';
import type { LockMode } from '../effects/effect.ts';
import type { Meanwhile, NoticedLock } from '../project/locks.ts';

/** How many names are said before the rest is counted. */
const NAMED = 3;

/** Who has to wait for a lock of that mode. */
export function waitersOf(mode: LockMode): string {
  if (stopsReads(mode)) return 'reads and writes';
  return stopsWrites(mode) ? 'writes' : 'vacuum and other DDL';
}

/** For how long in kind: "a moment", "while `orders` is rewritten, and until the whole run commits". */
export function durationOf({ meanwhile, until }: Pick<NoticedLock, 'meanwhile' | 'until'>): string {
  const kinds = [...new Set(meanwhile.map(({ does, isIndex }) => JSON.stringify([does, isIndex])))];
  const works = kinds.map((kind) => workText(meanwhile.filter(({ does, isIndex }) => JSON.stringify([does, isIndex]) === kind)));
  const parts = [
    ...(works.length > 0 ? [`while ${listed(works, Infinity)}`] : []),
    ...(until === 'end of run' ? ['until the whole run commits'] : []),
  ];
  return parts.join(', and ') || 'a moment';
}

function workText(alike: readonly Meanwhile[]): string {
  const [first] = alike;
  const names = listed(alike.map(({ on }) => named(on)), NAMED);
  const [verb, perhaps] = [alike.length > 1 ? 'are' : 'is', alike.some(({ certain }) => certain) ? '' : 'perhaps '];
  switch (first?.does) {
    case 'rewrite': return `${names} ${verb} ${perhaps}rewritten`;
    case 'scan': return `${names} ${verb} ${perhaps}scanned`;
    case 'index build': return first.isIndex ? `${names} ${verb} ${perhaps}rebuilt` : `an index is ${perhaps}built on ${names}`;
    case 'row changes': return `rows of ${names} are ${perhaps}changed`;
    case undefined: return '';
  }
}

/** A name between backticks; words stay words. */
export function named(name: string): string {
  return /^[^\s`]+$/.test(name) ? `\`${name}\`` : name;
}

/** "a, b and c", "a, b, c and 12 more". */
export function listed(words: readonly string[], most: number = NAMED): string {
  const all = words.length > most + 1 ? [...words.slice(0, most), `${words.length - most} more`] : words;
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}` : all.join('');
}
