import type { IndexKey } from '../operations/operation.ts';
import { asWritten } from '../sql/stand-in.ts';
import { tokensOf, wordOf } from '../sql/tokens.ts';
import type { Draft } from './draft.ts';

/** A name of PostgreSQL is cut at 63 bytes of UTF-8. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
const LIMIT = 63;

/** `table_column_label`; where that is too long the longer of the first two is shortened until it fits. */
export function madeName(first: string, second: string | undefined, label: string): string {
  const room = LIMIT - label.length - 1 - (second === undefined ? 0 : 1);
  let firstBytes = bytesOf(first);
  let secondBytes = bytesOf(second ?? '');
  while (firstBytes + secondBytes > room) {
    if (firstBytes > secondBytes) firstBytes--;
    else secondBytes--;
  }
  const parts = second === undefined ? [clipped(first, firstBytes)] : [clipped(first, firstBytes), clipped(second, secondBytes)];
  return [...parts, label].join('_');
}

/** The first free name for a table, index or sequence; one that names a constraint as well must be free for both. */
export function freeRelationName(draft: Draft, schema: string, first: string, second: string | undefined, label: string): string {
  return firstFree(first, second, label, (name) =>
    draft.named(schema, name) !== undefined || (CONSTRAINT_LABELS.has(label) && draft.isConstraint(schema, name)));
}

const CONSTRAINT_LABELS = new Set(['pkey', 'key', 'excl']);

/** The first name that no constraint of the schema has. */
export function freeConstraintName(
  draft: Draft, schema: string, first: string, second: string | undefined, label: string, others: readonly string[] = [],
): string {
  return firstFree(first, second, label, (name) => draft.isConstraint(schema, name) || others.includes(name));
}

export function firstFree(first: string, second: string | undefined, label: string, isTaken: (name: string) => boolean): string {
  let name = madeName(first, second, label);
  for (let number = 1; isTaken(name); number++) name = madeName(first, second, `${label}${number}`);
  return name;
}

/** The columns' part of a name. */
export function joinedColumns(columns: readonly string[]): string {
  let joined = '';
  for (const column of columns) {
    if (bytesOf(joined) > LIMIT) break;
    joined += joined === '' ? column : `_${column}`;
  }
  return joined;
}

/** The columns of an index, with names for its expressions; equal ones are numbered. */
export function indexColumns(keys: readonly IndexKey[], include: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const wanted of [...keys.map(keyName), ...include]) {
    let name = wanted;
    for (let number = 1; names.includes(name); number++) name = `${clipped(wanted, LIMIT - String(number).length)}${number}`;
    names.push(name);
  }
  return names;
}

function keyName({ expression }: IndexKey): string {
  const { text, casts } = expression;
  const words = tokensOf(text).filter(({ kind }) => kind !== 'comment').map((token) => wordOf(text, token));
  return nameOf(words, casts.at(-1)) ?? 'expr';
}

/** A column, a call and a CASE have names, and a cast the name of what it casts or else of its type; operators have none. */
function nameOf(words: readonly string[], type: string | undefined): string | undefined {
  if (words[0] === '(' && closing(words, 0) === words.length - 1) return nameOf(words.slice(1, -1), type);
  if (words[0] === 'case' && words.at(-1) === 'end') {
    const otherwise = words.lastIndexOf('else');
    return (otherwise < 0 ? undefined : nameOf(words.slice(otherwise + 1, -1), undefined)) ?? 'case';
  }
  const cast = words.findLastIndex((word, index) => word === '::' && depthAt(words, index) === 0);
  if (cast > 0) return nameOf(words.slice(0, cast), undefined) ?? (isOperation(words.slice(0, cast)) ? undefined : type);

  const open = words.indexOf('(');
  const called = open < 0 ? words : words.slice(0, open);
  const last = called.at(-1);
  if (last === undefined || !called.every((word, index) => (index % 2 === 0 ? /^[\p{L}_"]/u.test(word) : word === '.'))) return undefined;
  if (open >= 0 && closing(words, open) !== words.length - 1) return undefined;
  if (last === 'cast') return nameOf(words.slice(open + 1, words.lastIndexOf('as')), undefined) ?? type;
  return last.replace(/^"(.*)"$/, '$1');
}

/** An operator outside all parentheses: a cast behind it is a part of its last operand. */
function isOperation(words: readonly string[]): boolean {
  return words.some((word, index) => /^[+\-*/<>=~!@#%^&|`?]+$/.test(word) && depthAt(words, index) === 0);
}

function closing(words: readonly string[], open: number): number {
  return words.findIndex((word, index) => index > open && word === ')' && depthAt(words, index + 1) === depthAt(words, open));
}

/** How many parentheses are open before a word. */
function depthAt(words: readonly string[], index: number): number {
  return words.slice(0, index).reduce((depth, word) => depth + (word === '(' ? 1 : word === ')' ? -1 : 0), 0);
}

/** What stands for a placeholder has more bytes than that. */
function bytesOf(text: string): number {
  return isAscii(text) ? text.length : new TextEncoder().encode(asWritten(text)).length;
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}

function clipped(text: string, limit: number): string {
  if (isAscii(text)) return text.slice(0, limit);
  let kept = '';
  for (const character of text) {
    if (bytesOf(kept + character) > limit) break;
    kept += character;
  }
  return kept;
}
