import type { MappedText } from '../../../text/mapped.ts';
import { caused, joined, sliced } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';

/** Text or mapped text; plain text belongs to the place that the sentence is about. */
export type Words = string | MappedText | undefined;

/** What Alembic sends once in a run, however many scripts of the run ask for it. `onceInRun`: what it makes. */
export interface OnceInRun extends MappedText { readonly onceInRun: string }

/** Joins words; the plain ones among them were caused by `place`. */
export function phrase(place: Place, ...words: readonly Words[]): MappedText {
  return joined(words.flatMap((word) => (word === undefined ? [] : [typeof word === 'string' ? caused(word, place) : word])));
}

export function separated(place: Place, parts: readonly MappedText[], separator = ', '): MappedText {
  return phrase(place, ...parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));
}

/** Puts `by` in the place of every match; what replaces it was caused by what it replaces. */
export function replaced(mapped: MappedText, pattern: RegExp, by: (match: string) => string): MappedText {
  const parts: MappedText[] = [];
  let from = 0;
  for (const { 0: match, index } of mapped.text.matchAll(pattern)) {
    const origin = sliced(mapped, { start: index, end: index + match.length }).pieces[0];
    parts.push(sliced(mapped, { start: from, end: index }));
    if (origin) parts.push(caused(by(match), origin.from));
    from = index + match.length;
  }
  return joined([...parts, sliced(mapped, { start: from, end: mapped.text.length })]);
}
