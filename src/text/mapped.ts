import type { Place, Span } from './place.ts';
import { covering } from './place.ts';

/** A part of a text and where it was written. `exact`: offset by offset; else the piece stands for its origin as a whole. */
export interface Piece { readonly span: Span; readonly from: Place; readonly exact: boolean }

/** A text of which every piece knows where it was written. Pieces cover the text in order, without gaps. */
export interface MappedText { readonly text: string; readonly pieces: readonly Piece[] }

/** A stretch of a file, taken as it stands. */
export function written(path: string, fileText: string, span: Span): MappedText {
  const text = fileText.slice(span.start, span.end);
  return { text, pieces: [{ span: { start: 0, end: text.length }, from: { path, span }, exact: true }] };
}

/** A text that somebody else's words caused: every part of it points at the same origin. */
export function caused(text: string, from: Place): MappedText {
  return { text, pieces: text === '' ? [] : [{ span: { start: 0, end: text.length }, from, exact: false }] };
}

export function joined(parts: readonly MappedText[]): MappedText {
  const pieces: Piece[] = [];
  let text = '';
  for (const part of parts) {
    for (const piece of part.pieces) pieces.push({ ...piece, span: moved(piece.span, text.length) });
    text += part.text;
  }
  return { text, pieces };
}

export function sliced(mapped: MappedText, span: Span): MappedText {
  const pieces = mapped.pieces.flatMap((piece): Piece[] => {
    const start = Math.max(piece.span.start, span.start);
    const end = Math.min(piece.span.end, span.end);
    if (start >= end) return [];
    const from = piece.exact ? originOf(piece, { start, end }) : piece.from;
    return [{ span: moved({ start, end }, -span.start), from, exact: piece.exact }];
  });
  return { text: mapped.text.slice(span.start, span.end), pieces };
}

/**
 * Where a span of the text was written: the smallest span of one file that covers the origins of all pieces it
 * touches. An empty span takes its place in the one piece it stands in, or behind the last. Never outside a file.
 */
export function placeOf(mapped: MappedText, span: Span): Place {
  const touched = mapped.pieces.filter(({ span: piece }, at) =>
    span.start === span.end
      ? piece.start <= span.start && (span.start < piece.end || at === mapped.pieces.length - 1)
      : piece.start < span.end && span.start < piece.end);
  const [first] = touched.length > 0 ? touched : mapped.pieces;
  if (!first) throw new RangeError('A text without pieces has no place.');

  const origins = touched
    .filter((piece) => piece.from.path === first.from.path)
    .map((piece) => (piece.exact ? originOf(piece, span).span : piece.from.span));
  return { ...first.from, span: covering(origins) ?? first.from.span };
}

/** A text whose places are in another one: where they were written. */
export function placedIn(around: MappedText, { text, pieces }: MappedText): MappedText {
  return {
    text,
    pieces: pieces.flatMap(({ span, from, exact }): readonly Piece[] => {
      if (!exact) return [{ span, from: placeOf(around, from.span), exact }];
      return sliced(around, from.span).pieces.map((piece) => ({ ...piece, span: moved(piece.span, span.start) }));
    }),
  };
}

function originOf(piece: Piece, span: Span): Place {
  const into = (offset: number) => {
    const clamped = Math.min(Math.max(offset, piece.span.start), piece.span.end);
    return piece.from.span.start + (clamped - piece.span.start);
  };
  return { ...piece.from, span: { start: into(span.start), end: into(span.end) } };
}

function moved(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
