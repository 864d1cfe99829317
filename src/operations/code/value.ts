import type { Condition } from '../../migrations/condition.ts';
import type { MappedText } from '../../text/mapped.ts';
import { joined } from '../../text/mapped.ts';
import type { Span } from '../../text/place.ts';

/**
 * What a variable or an expression of code is worth while it is read. `looked up`: read from the system catalogs, and
 * NULL unless this exists, `isName` where it is one of something. `name`: the name of something, nobody knows of what.
 */
export type Value =
  | { readonly kind: 'text'; readonly text: MappedText; readonly holes: readonly Hole[] }
  | { readonly kind: 'null' | 'name' | 'unknown' }
  | { readonly kind: 'truth'; readonly when: Condition }
  | { readonly kind: 'looked up'; readonly exists: Condition; readonly isName: boolean }
  | { readonly kind: 'count'; readonly exists: Condition }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'record'; readonly fields: ReadonlyMap<string, Value>; readonly rest: Value };

/** A stretch of a text for which something stands in: one name, one constant, or whatever it may be. */
export interface Hole extends Span { readonly of: 'name' | 'constant' | 'anything' }

type Text = Extract<Value, { kind: 'text' }>;

export const UNKNOWN: Value = { kind: 'unknown' };
export const NAME: Value = { kind: 'name' };
export const NULL: Value = { kind: 'null' };

/** What stands in for a name that nobody knows: no writer gives it to anything. */
export const STAND_IN = 'phasewise_unknown_name';

export function textValue(text: MappedText): Text {
  return { kind: 'text', text, holes: [] };
}

export function hole(of: Hole['of'], from: MappedText): Text {
  const text = of === 'constant' ? "''" : STAND_IN;
  return { kind: 'text', text: mappedFrom(text, from), holes: [{ start: 0, end: text.length, of }] };
}

/** A text that stands where another one is written. */
export function mappedFrom(text: string, from: MappedText): MappedText {
  const [first] = from.pieces;
  if (!first || text === '') return { text, pieces: [] };
  const last = from.pieces.at(-1) ?? first;
  const span = first.from.path === last.from.path
    ? { start: Math.min(first.from.span.start, last.from.span.start), end: Math.max(first.from.span.end, last.from.span.end) }
    : first.from.span;
  return { text, pieces: [{ span: { start: 0, end: text.length }, from: { ...first.from, span }, exact: false }] };
}

export function concatenated(parts: readonly Text[]): Text {
  let length = 0;
  const holes = parts.flatMap((part) => {
    const moved = part.holes.map((one): Hole => ({ ...one, start: one.start + length, end: one.end + length }));
    length += part.text.text.length;
    return moved;
  });
  return { kind: 'text', text: joined(parts.map(({ text }) => text)), holes };
}

/** The value as a part of a text that is put together; NULL makes the whole NULL, which is for the caller to see. */
export function asText(value: Value, from: MappedText): Text {
  switch (value.kind) {
    case 'text': return value;
    case 'name': return hole('name', from);
    case 'looked up': return hole(value.isName ? 'name' : 'anything', from);
    case 'null': case 'unknown': case 'truth': case 'count': case 'list': case 'record': return hole('anything', from);
  }
}

/** The text of a value of which nothing is unknown. */
export function plainText(value: Value | undefined): string | undefined {
  return value?.kind === 'text' && value.holes.length === 0 ? value.text.text : undefined;
}
