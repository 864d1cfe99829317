import { eastAsianWidth } from 'get-east-asian-width';

/** What a person sees as one character, where it was written, and how many columns it takes. */
export interface Grapheme { readonly text: string; readonly start: number; readonly columns: number }

const PLAIN = /^[\x20-\x7e]*$/;
/** Marks of our own among them. */
const NARROW = /^[\x20-\x7e…│━·]*$/;
const COMBINING = /^(?:\p{Default_Ignorable_Code_Point}|\p{Mark})+$/u;
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}{2}|\p{Extended_Pictographic}.*[\u{fe0f}\u{200d}\u{1f3fb}-\u{1f3ff}]|[0-9#*]\u{fe0f}?\u{20e3})/u;

let segmenter: Intl.Segmenter | undefined;

/** Every character takes one column, and none is hidden. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Columns that a printable text takes in a terminal: two for wide characters and emoji, none for combining marks. */
export function columnsOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  return graphemesOf(text).reduce((all, { columns }) => all + columns, 0);
}

/** The beginning of a text, as far as the columns reach. */
export function clipped(text: string, columns: number): string {
  let used = 0;
  const past = graphemesOf(text).find((grapheme) => (used += grapheme.columns) > columns);
  return past === undefined ? text : text.slice(0, past.start);
}

export function graphemesOf(text: string): readonly Grapheme[] {
  if (PLAIN.test(text)) return Array.from(text, (character, start) => ({ text: character, start, columns: 1 }));
  const graphemes: Grapheme[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + STRETCH - (isHalf(text.charCodeAt(at + STRETCH)) ? 1 : 0);
    const stretch = segmentsOf(text.slice(at, end));
    // The last one may go on behind the stretch.
    const sure = end < text.length && stretch.length > 1 ? stretch.slice(0, -1) : stretch;
    for (const { segment, index } of sure) graphemes.push({ text: segment, start: at + index, columns: columnsOfOne(segment) });
    at += sure.reduce((length, { segment }) => length + segment.length, 0);
  }
  return graphemes;
}

/** For each grapheme the segmenter goes over the whole of its text again. */
const STRETCH = 1024;

/** The second half of a character that takes two code units. */
export function isHalf(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

function segmentsOf(text: string): readonly Intl.SegmentData[] {
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text));
}

function columnsOfOne(grapheme: string): number {
  if (COMBINING.test(grapheme)) return 0;
  if (EMOJI.test(grapheme)) return 2;
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0);
}
