/** Offsets in UTF-16 code units, half open: `text.slice(start, end)`. */
export interface Span { readonly start: number; readonly end: number }

/** A file as it was read. `hash` is the SHA-256 of its bytes, in hex. */
export interface SourceText { readonly path: string; readonly text: string; readonly hash: string }

/** Where something was written. `via`: the call sites through which it got there, innermost first. */
export interface Place { readonly path: string; readonly span: Span; readonly via?: readonly Place[] }

/** One replacement in a text; edits of one list neither overlap nor touch out of order. */
export interface TextEdit { readonly span: Span; readonly text: string }

export function spanOf(start: number, end: number): Span {
  return { start, end };
}

export function covering(spans: readonly Span[]): Span | undefined {
  const [first, ...rest] = spans;
  if (!first) return undefined;
  return rest.reduce(
    (all, span) => ({ start: Math.min(all.start, span.start), end: Math.max(all.end, span.end) }),
    first,
  );
}
