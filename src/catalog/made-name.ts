import type { IndexKey } from '../operations/operation.ts';
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
export function freeConstraintName(draft: Draft, schema: string, first: string, second: string | undefined, label: string): string {
  return firstFree(first, second, label, (name) => draft.isConstraint(schema, name));
}

function firstFree(first: string, second: string | undefined, label: string, isTaken: (name: string) => boolean): string {
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
  const [column] = expression.columns;
  if (expression.shape === 'column' && column !== undefined) return column;
  return outerCall(expression.text) ?? 'expr';
}

/** The function whose call is the whole text. */
function outerCall(text: string): string | undefined {
  const words = tokensOf(text).filter(({ kind }) => kind !== 'comment').map((token) => wordOf(text, token));
  const open = words.indexOf('(');
  const name = words[open - 1];
  if (name === undefined || open > 3) return open === 0 && closing(words, 0) === words.length - 1 ? outerCall(inside(text)) : undefined;
  return closing(words, open) === words.length - 1 && /^[\w"]/.test(name) ? name.replace(/^"(.*)"$/, '$1') : undefined;
}

function inside(text: string): string {
  return text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
}

function closing(words: readonly string[], open: number): number {
  let depth = 0;
  return words.findIndex((word, index) => {
    if (index < open) return false;
    if (word === '(') depth++;
    if (word === ')') depth--;
    return depth === 0;
  });
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function clipped(text: string, limit: number): string {
  let kept = '';
  for (const character of text) {
    if (bytesOf(kept + character) > limit) break;
    kept += character;
  }
  return kept;
}
