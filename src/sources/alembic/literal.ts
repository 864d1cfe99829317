import type { MappedText } from '../../text/mapped.ts';
import { caused, joined, written } from '../../text/mapped.ts';
import type { SourceText, Span } from '../../text/place.ts';

const OPENING = /[ \t\f]*(?:(?:\\(?:\r\n|\r|\n)|#[^\r\n]*|\r\n|\r|\n)[ \t\f]*)*([A-Za-z]{0,2})("""|'''|"|')/y;
const PLAIN = /[^\\\r\n"']+/y;
const ESCAPE = /\\(?:\r\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|N\{[^}]*\}|[\s\S])/y;
const LINE_END = /\r\n|\r|\n/y;

const SHORT: Readonly<Record<string, string>> = {
  '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '', '\r': '', '\r\n': '',
};

/**
 * The value of a string literal (or of several, side by side) with the place of every character: plain ones one by one, an
 * escape as a whole. `undefined` for what we cannot name: bytes, f-strings, `\N{…}`.
 * https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals
 */
export function stringLiteral(source: SourceText, span: Span): MappedText | undefined {
  const parts: MappedText[] = [];
  for (let at = span.start; at < span.end;) {
    const opening = matched(OPENING, source.text, at);
    if (!opening) return undefined;
    const [, prefix = '', quote = ''] = opening;
    if (/[bft]/i.test(prefix)) return undefined;

    const body = bodyOf(source, at + opening[0].length, quote, /r/i.test(prefix));
    if (!body) return undefined;
    for (const part of body.parts) parts.push(part);
    at = body.end;
  }
  return merged(source, joined(parts));
}

function bodyOf(source: SourceText, from: number, quote: string, raw: boolean): { parts: MappedText[]; end: number } | undefined {
  const { text, path } = source;
  const parts: MappedText[] = [];
  for (let at = from; at < text.length;) {
    if (text.startsWith(quote, at)) return { parts, end: at + quote.length };

    const plain = matched(PLAIN, text, at)?.[0];
    const lineEnd = plain === undefined ? matched(LINE_END, text, at)?.[0] : undefined;
    const escape = text[at] === '\\' && !(raw && /[\r\n]/.test(text.charAt(at + 1))) ? matched(ESCAPE, text, at)?.[0] : undefined;
    const length = (plain ?? lineEnd ?? escape ?? text.charAt(at)).length;
    const span = { start: at, end: at + length };

    if (lineEnd !== undefined && lineEnd !== '\n') parts.push(caused('\n', { path, span }));
    else if (escape !== undefined && !raw) {
      const value = valueOf(escape);
      if (value === undefined) return undefined;
      parts.push(value === escape ? written(path, text, span) : caused(value, { path, span }));
    } else parts.push(written(path, text, span));
    at = span.end;
  }
  return undefined;
}

/** What an escape stands for; an unknown one stands for itself, backslash included. */
function valueOf(escape: string): string | undefined {
  const rest = escape.slice(1);
  if (rest.startsWith('N')) return undefined;
  const short = SHORT[rest];
  if (short !== undefined) return short;
  if (/^[0-7]/.test(rest)) return String.fromCodePoint(parseInt(rest, 8));
  if (/^[xuU]./.test(rest)) {
    const code = parseInt(rest.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  }
  return escape;
}

/** Exact pieces that follow each other in the file become one. */
function merged(source: SourceText, mapped: MappedText): MappedText {
  const runs: Span[] = [];
  const parts: MappedText[] = [];
  const flush = () => parts.push(...runs.splice(0).map((span) => written(source.path, source.text, span)));
  for (const piece of mapped.pieces) {
    const last = runs.at(-1);
    if (!piece.exact) {
      flush();
      parts.push(caused(mapped.text.slice(piece.span.start, piece.span.end), piece.from));
    } else if (last?.end === piece.from.span.start) runs[runs.length - 1] = { start: last.start, end: piece.from.span.end };
    else {
      flush();
      runs.push(piece.from.span);
    }
  }
  flush();
  return joined(parts);
}

function matched(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
