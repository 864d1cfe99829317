import type { Span } from '../text/place.ts';
import { blankFor } from './stand-in.ts';
import type { Token } from './tokens.ts';
import { nextToken, wordOf } from './tokens.ts';

/**
 * What psql or another client keeps to itself: a `\command` with what follows it on its line, the rows below a COPY, or
 * the `end` of a statement where its client was told to look for other words than a semicolon. `command`: `\set`, `rows`.
 */
export interface Aside extends Span { readonly command: string; readonly argument: string }

/** A file as psql takes it. `sql` is as long as the file, with the asides blanked, so that its offsets are the file's. */
export interface PsqlText { readonly sql: string; readonly asides: readonly Aside[] }

/** Commands that send the statement before them, as a semicolon does. */
const SENDING = /^(?:\\(?:g|gx|gset|gexec|gdesc|crosstabview|watch|parse|bind_named|bind)|GO|end)$/;

/** Lines for other programs: the C preprocessor, and the clients of SQL Server and MySQL. */
const FOREIGN = /(?:#[ \t]*(?:include|define|undef|ifdef|ifndef|if|else|elif|endif|error|pragma)\b|GO(?=[ \t]*(?:[\r\n]|$))|DELIMITER(?=[ \t]+\S))/iy;

/** A text without any of these signs is SQL alone. */
const MAY_HOLD_ASIDES = /\\|stdin|^\uFEFF?[ \t]*(?:#|GO\b|DELIMITER\b)/im;

/**
 * Takes psql's own lines out of a file: backslash commands outside quotes and comments up to the end of their line, and
 * the rows below `COPY … FROM stdin;` up to the line `\.`.
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS
 */
export function psqlText(text: string): PsqlText {
  if (!MAY_HOLD_ASIDES.test(text)) return { sql: text, asides: [] };
  const asides: Aside[] = [];
  let statement: Token[] = [];
  let token = nextToken(text, 0);
  let delimiter: string | undefined;

  for (let next = 0; token; token = nextToken(text, next)) {
    const word = wordOf(text, token);
    next = token.end;
    if (word === '\\') {
      const aside = commandAt(text, token.start);
      asides.push(aside);
      if (SENDING.test(aside.command)) statement = [];
      next = aside.end;
    } else if (delimiter !== undefined && text.startsWith(delimiter, token.start)) {
      next = token.start + delimiter.length;
      asides.push({ command: 'end', argument: '', start: token.start, end: next });
      statement = [];
    } else if (foreignAt(text, token.start)) {
      const aside = foreignLine(text, token.start);
      asides.push(aside);
      if (aside.command === 'DELIMITER') delimiter = /^;?$/.test(aside.argument) ? undefined : aside.argument;
      if (SENDING.test(aside.command)) statement = [];
      next = aside.end;
    } else if (word === ';') {
      if (readsRowsBelow(text, statement)) {
        next = endOfRows(text, token.end);
        asides.push({ command: 'rows', argument: '', start: token.end, end: next });
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
  if (text.startsWith('\\;', start)) return { command: '\\;', argument: '', start, end: start + 1 };
  const end = endOfLine(text, start);
  const command = /^\\(?:[a-z_]+|.)?/i.exec(text.slice(start, end))?.[0] ?? '\\';
  const argument = text.slice(start + command.length, end).trim();
  const rows = command === '\\copy' && /\bfrom\s+p?stdin\b/i.test(argument);
  return { command, argument, start, end: rows ? endOfRows(text, end) : end };
}

function foreignAt(text: string, start: number): boolean {
  FOREIGN.lastIndex = start;
  return FOREIGN.test(text) && /(?:^|[\r\n])\uFEFF?[ \t]*$/.test(text.slice(Math.max(0, start - 80), start));
}

function foreignLine(text: string, start: number): Aside {
  const end = endOfLine(text, start);
  FOREIGN.lastIndex = start;
  const [command = ''] = FOREIGN.exec(text) ?? [];
  const argument = text.slice(start + command.length, end).trim();
  return { command: command.replace(/\s/g, '').replace(/^go$/i, 'GO').replace(/^delimiter$/i, 'DELIMITER'), argument, start, end };
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
    const blank = blankFor(text.slice(start, end));
    result += text.slice(from, start) + (SENDING.test(command) ? `;${blank.slice(1)}` : blank);
    from = end;
  }
  return result + text.slice(from);
}
