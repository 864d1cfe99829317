import type { Span } from '../text/place.ts';

/**
 * One lexical piece of SQL text. `word` covers keywords and unquoted names, `name` a quoted one; `open` is what was
 * never closed. Blanks are left out; comments are tokens, because statements and directives need their places.
 */
export interface Token extends Span {
  readonly kind: 'word' | 'name' | 'string' | 'dollar string' | 'number' | 'parameter' | 'operator' | 'comment' | 'open';
}

/** PostgreSQL's six blanks, and the byte order mark that may begin a file; any other space is a letter to it. */
const BLANK = /^\uFEFF?[ \t\n\r\f\v]*|[ \t\n\r\f\v]+/y;
const LINE_COMMENT = /--[^\n\r]*/y;
/** A string goes on in quotes on a later line; the first letter says for all of it whether backslashes escape. */
const ON_A_LATER_LINE = String.raw`[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:[ \t\n\r\f\v]|--[^\n\r]*[\n\r])*`;
const QUOTED = String.raw`'(?:[^']|'')*'`;
const ESCAPED = String.raw`'(?:[^'\\]|''|\\[\s\S])*'`;
const STRING = new RegExp(`(?:[bBxXnN]|[uU]&)?${QUOTED}(?:${ON_A_LATER_LINE}${QUOTED})*`, 'y');
const ESCAPE_STRING = new RegExp(`[eE]${ESCAPED}(?:${ON_A_LATER_LINE}${ESCAPED})*`, 'y');
const QUOTED_NAME = /(?:[uU]&)?"(?:[^"]|"")*"/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /0[xXoObB][\dA-Fa-f_]+|(?:\d[\d_]*(?:\.(?!\.)(?:\d[\d_]*)?)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y;
const PARAMETER = /\$\d+/y;
const SPECIAL = /::|\.\.|:=|=>|[,;()[\].:]/y;
const OPERATOR = /[+\-*/<>=~!@#%^&|`?]+/y;
const OPENING = /(?:[eE]|[bBxXnN]|[uU]&)?'|(?:[uU]&)?"/y;

const KINDS: readonly (readonly [RegExp, Token['kind']])[] = [
  [LINE_COMMENT, 'comment'],
  [ESCAPE_STRING, 'string'],
  [STRING, 'string'],
  [QUOTED_NAME, 'name'],
  [OPENING, 'open'],
  [WORD, 'word'],
  [NUMBER, 'number'],
  [PARAMETER, 'parameter'],
  [SPECIAL, 'operator'],
];

/**
 * The tokens of a text by PostgreSQL's lexical rules, strings assumed standard-conforming.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 * Every text has tokens: a quote or comment that is never closed gives one `open` token up to the end.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) tokens.push(token);
  return tokens;
}

/** The first token at or after an offset that lies between tokens; undefined where only blanks are left. */
export function nextToken(text: string, at: number): Token | undefined {
  const start = endOf(BLANK, text, at) ?? at;
  return start < text.length ? tokenAt(text, start) : undefined;
}

function tokenAt(text: string, start: number): Token {
  if (text.startsWith('/*', start)) return blockComment(text, start);

  const tag = endOf(DOLLAR_TAG, text, start);
  if (tag !== undefined) {
    const close = text.indexOf(text.slice(start, tag), tag);
    return close < 0
      ? { kind: 'open', start, end: text.length }
      : { kind: 'dollar string', start, end: close + (tag - start) };
  }
  for (const [pattern, kind] of KINDS) {
    const end = endOf(pattern, text, start);
    if (end === undefined) continue;
    return { kind, start, end: kind === 'open' ? text.length : end };
  }
  return { kind: 'operator', start, end: operatorEnd(text, start) };
}

/**
 * An operator ends before a comment that begins inside it (`+-- note` is `+` and a comment), and before a sign at its
 * end unless it holds one of the characters that SQL's own operators lack: `<=-1` is `<=` and `-`.
 */
function operatorEnd(text: string, start: number): number {
  const end = endOf(OPERATOR, text, start) ?? start + 1;
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
  return token.kind === 'word' ? raw.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : raw;
}
