import type { Span } from '../text/place.ts';

/**
 * One lexical piece of SQL text. `word` covers keywords and unquoted names, `name` a quoted one; `open` is what was
 * never closed. Blanks are left out; comments are tokens, because statements and directives need their places.
 */
export interface Token extends Span {
  readonly kind: 'word' | 'name' | 'string' | 'dollar string' | 'number' | 'parameter' | 'operator' | 'comment' | 'open';
}

/** A string goes on in quotes on a later line; the first letter says for all of it whether backslashes escape. */
const ON_A_LATER_LINE = /[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:[ \t\n\r\f\v]|--[^\n\r]*[\n\r])*'/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const NUMBER = /0[xXoObB][\dA-Fa-f_]+|(?:\d[\d_]*(?:\.(?!\.)(?:\d[\d_]*)?)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y;
const PARAMETER = /\$\d+/y;

/** What a character may begin or go on with; whatever is not ASCII is a letter to PostgreSQL. */
const BLANK = 1, LETTER = 2, DIGIT = 4, DOLLAR = 8, OPERATOR = 16;
const CLASSES = new Uint8Array(0x80);
for (const [characters, kind] of [
  [' \t\n\r\f\v', BLANK], ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', LETTER], ['0123456789', DIGIT], ['$', DOLLAR], ['+-*/<>=~!@#%^&|`?', OPERATOR],
] as const) for (const character of characters) CLASSES[character.charCodeAt(0)] = kind;

/** Of a code unit; 0 behind the end of the text. */
function classOf(code: number): number {
  return code < 0x80 ? CLASSES[code] ?? 0 : code >= 0x80 ? LETTER : 0;
}

/**
 * The tokens of a text by PostgreSQL's lexical rules, strings assumed standard-conforming.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 * Every text has tokens: a quote or comment that is never closed gives one `open` token up to the end.
 */
export function tokensOf(text: string): readonly Token[] {
  if (text.length > LONG) return scanned(text);
  const held = recent.get(text) ?? older.get(text) ?? scanned(text);
  if (recent.size >= KEPT) {
    older = recent;
    recent = new Map();
  }
  recent.set(text, held);
  return held;
}

/** Readers, rules and fingerprints ask about the same statements, soon after each other. */
const KEPT = 256;
const LONG = 16 * 1024;
let recent = new Map<string, readonly Token[]>();
let older: ReadonlyMap<string, readonly Token[]> = new Map();

function scanned(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) tokens.push(token);
  return tokens;
}

/** The first token at or after an offset that lies between tokens; undefined where only blanks are left. */
export function nextToken(text: string, at: number): Token | undefined {
  let start = at;
  // The byte order mark that may begin a file.
  if (start === 0 && text.charCodeAt(0) === 0xfeff) start = 1;
  while (classOf(text.charCodeAt(start)) === BLANK) start++;
  return start < text.length ? tokenAt(text, start) : undefined;
}

function tokenAt(text: string, start: number): Token {
  const [code, next] = [text.charCodeAt(start), text.charCodeAt(start + 1)];
  switch (classOf(code)) {
    case LETTER: {
      const quote = start + prefixAt(text, start);
      return quote > start ? quotedAt(text, start, quote) : { kind: 'word', start, end: endOfWord(text, start + 1) };
    }
    case DIGIT: return { kind: 'number', start, end: endOfNumber(text, start) };
    case DOLLAR: return dollarAt(text, start);
    case OPERATOR:
      if (code === DASH && next === DASH) return { kind: 'comment', start, end: endOfLine(text, start) };
      if (code === SLASH && next === STAR) return blockComment(text, start);
      return { kind: 'operator', start, end: code === EQUALS && next === GREATER ? start + 2 : operatorEnd(text, start) };
  }
  if (code === QUOTE || code === DOUBLE_QUOTE) return quotedAt(text, start, start);
  if (code === POINT && classOf(next) === DIGIT) return { kind: 'number', start, end: endOf(NUMBER, text, start) ?? start + 1 };
  const isTwo = (code === COLON && (next === COLON || next === EQUALS)) || (code === POINT && next === POINT);
  return { kind: 'operator', start, end: start + (isTwo ? 2 : 1) };
}

const [QUOTE, DOUBLE_QUOTE, DASH, SLASH, STAR, POINT, COLON, EQUALS, GREATER, BACKSLASH, AMPERSAND] = [0x27, 0x22, 0x2d, 0x2f, 0x2a, 0x2e, 0x3a, 0x3d, 0x3e, 0x5c, 0x26];

/** The length of what stands before a quote and belongs to it: `E'`, `b'`, `x'`, `n'`, `U&'`, `U&"`; 0 where there is none. */
function prefixAt(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  if (next === QUOTE) return 'eEbBxXnN'.includes(text.charAt(start)) ? 1 : 0;
  if (next !== AMPERSAND || !'uU'.includes(text.charAt(start))) return 0;
  const quote = text.charCodeAt(start + 2);
  return quote === QUOTE || quote === DOUBLE_QUOTE ? 2 : 0;
}

function quotedAt(text: string, start: number, quote: number): Token {
  const isName = text.charCodeAt(quote) === DOUBLE_QUOTE;
  const escapes = quote === start + 1 && 'eE'.includes(text.charAt(start));
  let end = escapes ? endOfEscaped(text, quote) : endOfQuoted(text, quote, isName ? '"' : "'");
  while (!isName && end !== undefined) {
    const more = endOf(ON_A_LATER_LINE, text, end);
    if (more === undefined) break;
    end = escapes ? endOfEscaped(text, more - 1) : endOfQuoted(text, more - 1, "'");
  }
  return end === undefined ? { kind: 'open', start, end: text.length } : { kind: isName ? 'name' : 'string', start, end };
}

/** Where the quotes that open at an offset close; two of them in a row are one that stands inside. */
function endOfQuoted(text: string, open: number, quote: string): number | undefined {
  for (let at = text.indexOf(quote, open + 1); at >= 0; at = text.indexOf(quote, at + 2)) {
    if (text.charAt(at + 1) !== quote) return at + 1;
  }
  return undefined;
}

function endOfEscaped(text: string, open: number): number | undefined {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE && text.charCodeAt(++at) !== QUOTE) return at;
  }
  return undefined;
}

function endOfWord(text: string, from: number): number {
  let end = from;
  while ((classOf(text.charCodeAt(end)) & (LETTER | DIGIT | DOLLAR)) !== 0) end++;
  return end;
}

/** Most numbers are digits alone. */
function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (classOf(text.charCodeAt(end)) === DIGIT) end++;
  const behind = text.charCodeAt(end);
  return behind === POINT || classOf(behind) === LETTER ? endOf(NUMBER, text, start) ?? end : end;
}

function dollarAt(text: string, start: number): Token {
  const tag = endOf(DOLLAR_TAG, text, start);
  if (tag === undefined) {
    const end = endOf(PARAMETER, text, start);
    return end === undefined ? { kind: 'operator', start, end: start + 1 } : { kind: 'parameter', start, end };
  }
  const close = text.indexOf(text.slice(start, tag), tag);
  return close < 0
    ? { kind: 'open', start, end: text.length }
    : { kind: 'dollar string', start, end: close + (tag - start) };
}

function endOfLine(text: string, start: number): number {
  let end = start;
  for (let code = text.charCodeAt(end); end < text.length && code !== 10 && code !== 13; code = text.charCodeAt(end)) end++;
  return end;
}

/**
 * An operator ends before a comment that begins inside it (`+-- note` is `+` and a comment), and before a sign at its
 * end unless it holds one of the characters that SQL's own operators lack: `<=-1` is `<=` and `-`.
 */
function operatorEnd(text: string, start: number): number {
  let end = start + 1;
  while (classOf(text.charCodeAt(end)) === OPERATOR) end++;
  if (end === start + 1) return end;
  const comment = text.slice(start, end).search(/--|\/\*/);
  const operator = text.slice(start, comment > 0 ? start + comment : end);
  const signed = /[~!@#%^&|`?]/.test(operator) ? operator : operator.replace(/(?<=.)[+-]+$/, '');
  return start + signed.length;
}

function blockComment(text: string, start: number): Token {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  let depth = 0;
  for (let match = edge.exec(text); match; match = edge.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return { kind: 'comment', start, end: edge.lastIndex };
  }
  return { kind: 'open', start, end: text.length };
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The token's text as PostgreSQL would compare it: ASCII letters of words in lower case, quoted names and all else as they stand. */
export function wordOf(text: string, token: Token): string {
  const raw = text.slice(token.start, token.end);
  if (token.kind !== 'word') return raw;
  return /[^\x00-\x7f]/.test(raw) ? raw.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : raw.toLowerCase();
}
