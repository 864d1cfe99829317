import type { MappedText } from '../text/mapped.ts';
import { caused, joined, sliced } from '../text/mapped.ts';
import type { Span } from '../text/place.ts';

/**
 * What a string constant says, with its places in the text around it: `'it''s'`, `$q$…$q$`, `E'\n'`. Undefined for the
 * forms that hold no characters of their own (`B'…'`, `X'…'`, `U&'…'`).
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS
 */
export function unquoted(around: MappedText, { start, end }: Span): MappedText | undefined {
  const raw = around.text.slice(start, end);
  const tag = /^\$\w*\$|^\$[^$]*\$/.exec(raw)?.[0];
  if (tag !== undefined) return sliced(around, { start: start + tag.length, end: end - tag.length });
  const escapes = /^[eE]'/.test(raw);
  if (!escapes && !/^[nN]?'/.test(raw)) return undefined;

  const parts: MappedText[] = [];
  const pieces = escapes ? ESCAPED_PIECE : PIECE;
  pieces.lastIndex = raw.indexOf("'") + 1;
  for (let piece = pieces.exec(raw); piece; piece = pieces.exec(raw)) {
    const span = { start: start + piece.index, end: start + pieces.lastIndex };
    const said = meant(piece[0], escapes);
    if (said === piece[0]) parts.push(sliced(around, span));
    else if (said !== '') parts.push(written(said, around, span));
  }
  return joined(parts);
}

/** Plain characters, a doubled quote, the end of one part and the beginning of the next, or the end of all. */
const PIECE = /[^']+|''|'(?:\s|--[^\n\r]*[\n\r])+'|'/gy;
const ESCAPED_PIECE = /[^'\\]+|''|\\(?:[0-7]{1,3}|x[\dA-Fa-f]{1,2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|[\s\S])|'(?:\s|--[^\n\r]*[\n\r])+'|'/gy;

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function meant(piece: string, escapes: boolean): string {
  if (piece === "''") return "'";
  if (piece.startsWith("'")) return '';
  if (!escapes || !piece.startsWith('\\')) return piece;
  const code = piece.slice(1);
  if (/^[0-7]/.test(code)) return String.fromCodePoint(parseInt(code, 8));
  if (/^[xuU]./.test(code)) return String.fromCodePoint(Math.min(parseInt(code.slice(1), 16), 0x10ffff));
  return LETTERS[code] ?? code;
}

/** A character that stands for several: the places of its writing stay with it. */
function written(said: string, around: MappedText, span: Span): MappedText {
  const [first] = sliced(around, span).pieces;
  return first ? caused(said, first.from) : { text: said, pieces: [] };
}
