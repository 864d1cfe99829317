import { asWritten } from '../sql/stand-in.ts';
import type { TextEdit } from '../text/place.ts';
import type { Statement } from './migration.ts';

/** Edits of a statement as edits of its file; undefined where it does not stand there letter by letter. */
export function inFile(edits: readonly TextEdit[], { sql, origin }: Statement): { readonly path: string; readonly edits: readonly TextEdit[] } | undefined {
  const [piece, ...others] = sql.pieces;
  if (origin !== 'written' || !piece?.exact || others.length > 0) return undefined;
  const { from: { path, span: { start } } } = piece;
  const by = start - piece.span.start;
  return { path, edits: edits.map(({ span, text }) => ({ span: { start: span.start + by, end: span.end + by }, text: asWritten(text) })) };
}
