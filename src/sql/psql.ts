import type { Span } from '../text/place.ts';
import type { Token } from './tokens.ts';
import { nextToken, wordOf } from './tokens.ts';

/** What psql keeps to itself: a `\command`, or a COPY with the rows that follow it. `command`: `\set`, or `copy`. */
export interface Aside extends Span { readonly command: string }

/** A file as psql takes it. `sql` is as long as the file, with the asides blanked, so that its offsets are the file's. */
export interface PsqlText { readonly sql: string; readonly asides: readonly Aside[] }

/** Commands that send the statement before them, as a semicolon does. */
const SENDING = /^\\(?:g|gx|gset|gexec|gdesc|crosstabview|watch|parse|bind_named|bind)$/;

/**
 * Takes psql's own lines out of a file: backslash commands outside quotes and comments up to the end of their line, and
 * `COPY … FROM stdin;` with its rows up to the line `\.`.
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS
 */
export function psqlText(text: string): PsqlText {
  const asides: Aside[] = [];
  let statement: Token[] = [];
  let token = nextToken(text, 0);

  for (let next = 0; token; token = nextToken(text, next)) {
    const word = wordOf(text, token);
    next = token.end;
    if (word === '\\') {
      const aside = commandAt(text, token.start);
      asides.push(aside);
      if (SENDING.test(aside.command)) statement = [];
      next = aside.end;
    } else if (word === ';') {
      const [first] = statement;
      if (first && readsRowsBelow(text, statement)) {
        next = endOfRows(text, token.end);
        while ((asides.at(-1)?.start ?? -1) > first.start) asides.pop();
        asides.push({ command: 'copy', start: first.start, end: next });
      }
      statement = [];
    } else if (token.kind !== 'comment') {
      statement.push(token);
    }
  }
  return { sql: blanked(text, asides), asides };
}

function commandAt(text: string, start: number): Aside {
  // `\\;` puts two statements into one string; the semicolon still parts them.
  if (text.startsWith('\\;', start)) return { command: '\\;', start, end: start + 1 };
  const end = endOfLine(text, start);
  const command = /^\\(?:[a-z_]+|.)?/i.exec(text.slice(start, end))?.[0] ?? '\\';
  const rows = command === '\\copy' && /\bfrom\s+p?stdin\b/i.test(text.slice(start, end));
  return { command, start, end: rows ? endOfRows(text, end) : end };
}

/** `COPY table (columns) FROM stdin`, not `COPY (query) TO …` nor `COPY … FROM 'file'`. */
function readsRowsBelow(text: string, statement: readonly Token[]): boolean {
  const words = statement.filter(({ kind }) => kind === 'word').map((token) => wordOf(text, token));
  return words[0] === 'copy' && statement[0]?.kind === 'word' && words.some((word, at) => word === 'from' && words[at + 1] === 'stdin');
}

/** Rows begin on the next line and end with the line `\.`, or with the file. */
function endOfRows(text: string, from: number): number {
  const end = /(?:\r\n|\r|\n)\\\.[ \t]*(?=\r|\n|$)/g;
  end.lastIndex = from;
  return end.exec(text) ? end.lastIndex : text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/);
  return end < 0 ? text.length : from + end;
}

function blanked(text: string, asides: readonly Aside[]): string {
  let result = '';
  let from = 0;
  for (const { command, start, end } of asides) {
    const blank = text.slice(start, end).replace(/[^\r\n]/g, ' ');
    result += text.slice(from, start) + (SENDING.test(command) ? `;${blank.slice(1)}` : blank);
    from = end;
  }
  return result + text.slice(from);
}
