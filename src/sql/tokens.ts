import type { Span } from '../text/place.ts';

/**
 * One lexical piece of SQL text. `word` covers keywords and unquoted names, `name` a quoted one; `open` is what was
 * never closed. Blanks are left out; comments are tokens, because statements and directives need their places.
 */
export interface Token extends Span {
  readonly kind: 'word' | 'name' | 'string' | 'dollar string' | 'number' | 'parameter' | 'operator' | 'comment' | 'open';
}

const BLANK = /[\s\uFEFF]+/y;
const LINE_COMMENT = /--[^\n\r]*/y;
const STRING = /'(?:[^']|'')*'/y;
const ESCAPE_STRING = /[eE]'(?:[^'\\]|''|\\[\s\S])*'/y;
const PREFIXED_STRING = /(?:[bBxXnN]|[uU]&)'(?:[^']|'')*'/y;
const QUOTED_NAME = /(?:[uU]&)?"(?:[^"]|"")*"/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /(?:\d[\w]*(?:\.(?!\.)[\w]*)?|\.\d[\w]*)(?:(?<=[eE])[+-]\d+)?/y;
const PARAMETER = /\$\d+/y;
const SPECIAL = /::|\.\.|:=|=>|[,;()[\].:]/y;
const OPERATOR = /[+\-*/<>=~!@#%^&|`?]+/y;
const OPENING = /(?:[eE]|[bBxXnN]|[uU]&)?'|(?:[uU]&)?"/y;

const KINDS: readonly (readonly [RegExp, Token['kind']])[] = [
  [LINE_COMMENT, 'comment'],
  [ESCAPE_STRING, 'string'],
  [PREFIXED_STRING, 'string'],
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

/** An operator ends before a comment that begins inside it: `+-- note` is `+` and a comment. */
function operatorEnd(text: string, start: number): number {
  const end = endOf(OPERATOR, text, start) ?? start + 1;
  const comment = text.slice(start, end).search(/--|\/\*/);
  return comment > 0 ? start + comment : end;
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

/** The token's text as PostgreSQL would compare it: words lower-cased, quoted names and all else as they stand. */
export function wordOf(text: string, token: Token): string {
  const raw = text.slice(token.start, token.end);
  return token.kind === 'word' ? raw.toLowerCase() : raw;
}
