import { isMostlyImmutable } from '../../effects/defaults.ts';
import type { OperationOf } from '../../operations/operation.ts';
import type { Assignment } from '../../sql/assignments.ts';
import { grouped } from '../../sql/grouped.ts';
import type { Token } from '../../sql/tokens.ts';
import { tokensOf, wordOf } from '../../sql/tokens.ts';

/**
 * The condition for the rows that a change has not reached yet, so that its batches come to an end; undefined where
 * nothing tells: a value that reads its own column, or that is another one each time it is asked for.
 */
export function stillToDo(
  where: string | undefined, { sets, where: read }: OperationOf<'update'>, assignments: readonly Assignment[] | undefined, comparable: boolean,
): string | undefined {
  if (assignments === undefined || assignments.some(readsItself)) return undefined;
  if (where !== undefined && assignments.some((assignment) => excludesDone(where, assignment))) return where;
  if (!comparable || !assignments.every(({ value }) => isSteady(value))) return undefined;
  if (where !== undefined && read && sets.length === 1 && isConstantFor(where, assignments[0])) return where;

  const undone = assignments.map(({ column, value }) => `${column} IS DISTINCT FROM ${grouped(value)}`).join(' OR ');
  return where === undefined ? undone : `(${where}) AND (${undone})`;
}

function readsItself({ column, value }: Assignment): boolean {
  return tokensOf(value).some((token) => wordOf(value, token) === column.toLowerCase() || value.slice(token.start, token.end) === column);
}

/** `SET a = 'x' WHERE a IS NULL`, and the same with a call that gives each row a value: no row matches twice. */
function excludesDone(where: string, { column, value }: Assignment): boolean {
  const words = unqualified(wordsOf(where));
  const isNull = words.length === 3 && words[0] === column.toLowerCase() && words[1] === 'is' && words[2] === 'null';
  return isNull && (isLiteral(value) || GIVES_A_VALUE.has(wordsOf(value)[0] ?? ''));
}

const GIVES_A_VALUE = new Set(['gen_random_uuid', 'uuid_generate_v4', 'uuidv7', 'now', 'current_timestamp', 'current_date', 'clock_timestamp', 'nextval', 'random']);

/** `SET a = 'x' WHERE a = 'y'`. */
function isConstantFor(where: string, assignment: Assignment | undefined): boolean {
  if (!assignment) return false;
  const words = unqualified(wordsOf(where));
  const [column, equals, other] = words;
  return words.length === 3 && column === assignment.column.toLowerCase() && equals === '='
    && isLiteral(assignment.value) && isLiteral(other ?? '') && other !== wordsOf(assignment.value)[0];
}

/** Constants, columns and calls of immutable functions: asked twice, it is the same, and of a type to compare. */
function isSteady(value: string): boolean {
  const tokens = tokensOf(value).filter(({ kind }) => kind !== 'comment');
  return tokens.every((token, at) => token.kind !== 'word' || isSteadyWord(wordOf(value, token), value, tokens[at + 1]));
}

function isSteadyWord(word: string, value: string, next: Token | undefined): boolean {
  if (UNSTEADY.has(word)) return false;
  const isCall = next !== undefined && wordOf(value, next) === '(';
  return !isCall || isMostlyImmutable(word) || SYNTAX.has(word);
}

const UNSTEADY = new Set(['select', 'current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp', 'default']);
const SYNTAX = new Set(['and', 'or', 'not', 'in', 'any', 'all', 'case', 'when', 'then', 'else', 'cast', 'coalesce', 'nullif', 'greatest', 'least', 'row', 'numeric', 'varchar', 'char', 'decimal', 'timestamp', 'timestamptz', 'bit', 'interval']);

function isLiteral(value: string): boolean {
  const [first, second] = tokensOf(value).filter(({ kind }) => kind !== 'comment');
  if (!first) return false;
  const isOne = first.kind === 'string' || first.kind === 'number' || ['true', 'false'].includes(wordOf(value, first));
  return isOne && (second === undefined || wordOf(value, second) === '::');
}

function unqualified(words: readonly string[]): readonly string[] {
  return words[1] === '.' ? words.slice(2) : words;
}

function wordsOf(text: string): readonly string[] {
  return tokensOf(text).filter(({ kind }) => kind !== 'comment').map((token) => wordOf(text, token));
}
