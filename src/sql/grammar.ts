import type { Node } from '@pgsql/types';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import instantiate from '#libpg-query';
import type { Span } from '../text/place.ts';
import type { ShortNames } from './long-names.ts';
import { withShortNames } from './long-names.ts';
import { withFirstRows } from './many-rows.ts';
import type { Datum, PlpgsqlBodies, PlpgsqlFunction } from './plpgsql.ts';

/**
 * A statement as PostgreSQL's grammar reads it; `offsetOf` turns a node's `location` into an offset of the text. `text`:
 * what was read; of very many rows the first ones, all in their places.
 */
export interface Parsed { readonly kind: 'parsed'; readonly tree: Node; readonly text: string; offsetOf(location: number): number }

/** A text that PostgreSQL would refuse. `span`: the word at which it stops. */
export interface Refused { readonly kind: 'refused'; readonly message: string; readonly span: Span }

/** PostgreSQL may read it; we cannot. */
export interface TooMuch { readonly kind: 'too much'; readonly reason: string }

/** Longer statements are bulk data; parsing one takes seconds and hundreds of megabytes. */
export const STATEMENT_LIMIT = 4 * 1024 * 1024;

let grammar: instantiate.Grammar | undefined;

/**
 * Reads one statement with PostgreSQL 18's own grammar, loaded on the first call. Never throws: what cannot be read is
 * an answer. This is the only place that knows the grammar's library.
 */
export function parseStatement(statement: string): Parsed | Refused | TooMuch {
  const sql = statement.length > STATEMENT_LIMIT ? withFirstRows(statement) : statement;
  if (sql === undefined) return { kind: 'too much', reason: `The statement has ${statement.length} characters; the limit is ${STATEMENT_LIMIT}.` };
  const refused = (message: string, span: Span): Refused => ({ kind: 'refused', message, span });
  const whole: Span = { start: 0, end: sql.length };

  const nul = sql.indexOf('\0');
  if (nul >= 0) return refused('The statement has a NUL character.', { start: nul, end: nul + 1 });

  const given = withShortNames(sql);
  const answer = ask(given);
  if (answer === undefined) return { kind: 'too much', reason: `${TOO_DEEP}.` };
  if (answer.kind === 'error') {
    const start = unitOf(sql, answer.codePoint);
    return refused(`${given.restored?.(answer.message) ?? answer.message}.`, { start, end: start + wordAt(sql, start) });
  }
  const [first, second] = answer.statements;
  if (first?.stmt === undefined) return refused('There is no statement here.', whole);
  if (second) {
    const start = offsets(given.sql)(second.stmt_location ?? 0);
    return refused('Two statements stand where one was expected.', { start, end: sql.length });
  }
  const offsetOf = offsets(given.sql);
  return { kind: 'parsed', tree: first.stmt, text: sql, offsetOf };
}

interface RawStatement { readonly stmt?: Node; readonly stmt_location?: number }
type Answer =
  | { readonly kind: 'error'; readonly message: string; readonly codePoint: number }
  | { readonly kind: 'statements'; readonly statements: readonly RawStatement[] };

function ask(given: ShortNames): Answer | undefined {
  return withinLimits(() => call(load(), given));
}

interface RawFunction { readonly PLpgSQL_function?: { readonly datums?: readonly Datum[]; readonly action?: { readonly PLpgSQL_stmt_block?: PlpgsqlBodies['PLpgSQL_stmt_block'] } } }

/** Reads the PL/pgSQL body of a whole CREATE FUNCTION, CREATE PROCEDURE or DO statement; a string says why it cannot. */
export function parsePlpgsql(sql: string): PlpgsqlFunction | string {
  const text = withinLimits(() => {
    const grammar = load();
    const input = copied(grammar, sql);
    const result = grammar._wasm_parse_plpgsql(input);
    try {
      return grammar.UTF8ToString(result);
    } finally {
      grammar._free(input);
      grammar._free(result);
    }
  });
  if (!text?.startsWith('{')) return text ?? TOO_DEEP;
  const { plpgsql_funcs: functions }: { plpgsql_funcs?: readonly RawFunction[] } = JSON.parse(text);
  const read = functions?.[0]?.PLpgSQL_function;
  const block = read?.action?.PLpgSQL_stmt_block;
  return block ? { datums: read.datums ?? [], block } : 'there is no body';
}

const TOO_DEEP = 'The statement is nested too deeply or too large to be read';

/** A parse that runs out of memory makes the library set the exit code of our process. */
function withinLimits<T>(parse: () => T): T | undefined {
  const exitCode = process.exitCode;
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError || isExit(error))) throw error;
    return undefined;
  } finally {
    process.exitCode = exitCode;
  }
}

function copied(grammar: instantiate.Grammar, sql: string): number {
  const size = grammar.lengthBytesUTF8(sql) + 1;
  const input = grammar._malloc(size);
  grammar.stringToUTF8(sql, input, size);
  return input;
}

function call(grammar: instantiate.Grammar, { sql, restored }: ShortNames): Answer {
  const input = copied(grammar, sql);
  const result = grammar._wasm_parse_query_raw(input);
  try {
    const error = grammar.getValue(result + 8, 'i32');
    if (error !== 0) {
      const message = grammar.UTF8ToString(grammar.getValue(error, 'i32'));
      return { kind: 'error', message, codePoint: Math.max(0, grammar.getValue(error + 16, 'i32') - 1) };
    }
    const json: { stmts?: RawStatement[] } = JSON.parse(grammar.UTF8ToString(grammar.getValue(result, 'i32')), restored && ((_, value: unknown) => (typeof value === 'string' ? restored(value) : value)));
    return { kind: 'statements', statements: json.stmts ?? [] };
  } finally {
    grammar._free(input);
    grammar._wasm_free_parse_result(result);
  }
}

function load(): instantiate.Grammar {
  grammar ??= instantiate(fs.readFileSync(createRequire(import.meta.url).resolve('#libpg-query.wasm')));
  return grammar;
}

function isExit(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ExitStatus' || error.name === 'RuntimeError');
}

/** Node locations count UTF-8 bytes; for plain ASCII they are offsets already. */
function offsets(text: string): (byte: number) => number {
  if (/^[\x00-\x7f]*$/.test(text)) return (byte) => byte;

  const map: number[] = [];
  let unit = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < bytes; byte++) map.push(unit);
    unit += character.length;
  }
  return (byte) => map[byte] ?? text.length;
}

/** The cursor of a syntax error counts code points, neither the bytes of node locations nor UTF-16 units. */
function unitOf(text: string, codePoints: number): number {
  let unit = 0;
  for (const character of text) {
    if (codePoints-- <= 0) break;
    unit += character.length;
  }
  return Math.min(unit, text.length);
}

function wordAt(text: string, start: number): number {
  return /^(?:"(?:[^"]|"")*"|[\w$.]+|[\s\S])/.exec(text.slice(start, start + 200))?.[0].length ?? 0;
}
