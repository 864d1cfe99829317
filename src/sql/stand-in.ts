import type { Span } from '../text/place.ts';

/**
 * A stretch of a statement whose real text only the sending tool knows; a text of its own stands there so that the
 * statement can be read. `written`: the placeholder in its place, undefined where the writer wrote none.
 */
export interface StandIn extends Span { readonly written?: string }

/**
 * ASCII that no bare name can hold stands 0xE000 higher, in Unicode's private use area, whose letters PostgreSQL takes
 * into names. So a placeholder and what is glued to it make one name, as long as it was, equal wherever the same
 * placeholder stands, equal to no real name, and readable again.
 */
const BASE = 0xe000;
const STANDING = /[\ue000-\ue07f]/g;

/** A name as long as the placeholder it stands for; what is below its first line is blank. */
export function nameFor(placeholder: string): string {
  const breaks = placeholder.search(/[\r\n]/);
  const line = breaks < 0 ? placeholder : placeholder.slice(0, breaks);
  return line.replace(/[^a-z0-9_\u0080-\uffff]/g, (sign) => String.fromCharCode(BASE + sign.charCodeAt(0)))
    + blankFor(placeholder.slice(line.length));
}

/** Blanks as long as a text, with its line breaks. */
export function blankFor(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** The words of the writer: names that stand for placeholders turned back into them. */
export function asWritten(text: string): string {
  return text.replace(STANDING, (sign) => String.fromCharCode(sign.charCodeAt(0) - BASE));
}

export function holdsStandIn(text: string): boolean {
  return text.search(STANDING) >= 0;
}
