import type { Expression, SqlType } from '../operations/operation.ts';

/** A type as one writer and a server say it alike: `numeric(10)` is `numeric(10,0)`; schemas are left out. */
export function typeText({ name, modifiers, fields, array }: SqlType): string {
  const scaled = name === 'numeric' && modifiers.length === 1 ? [...modifiers, 0] : modifiers;
  const limits = scaled.length > 0 ? `(${scaled.join(',')})` : '';
  return `${name}${fields === undefined ? '' : ` ${fields}`}${limits}${array ? '[]' : ''}`;
}

/** That of the database, which a dump writes out, is the usual one. */
export function collationText(collation: string | undefined): string {
  const bare = collation?.replace(/^pg_catalog\./, '');
  return bare === undefined || bare === 'default' ? 'usual' : bare;
}

/**
 * What an expression is about: a server writes it with casts, parentheses and functions of its own choice, so of all but
 * a column only what it reads and calls can be compared.
 */
export function gistOf({ shape, columns, calls }: Expression): string {
  if (shape === 'column') return columns.join('');
  const called = calls.map((name) => bareName(name)).filter((name) => !OWN_WORDS.has(name)).toSorted();
  const about = [...columns.toSorted(), ...[...new Set(called)].map((name) => `${name}()`)];
  return `expression over ${about.length > 0 ? about.join(', ') : 'nothing'}`;
}

/** Functions that servers write in other words, by major or by the type of the argument. */
const OWN_WORDS: ReadonlySet<string> = new Set(['extract', 'date_part', 'timezone', 'similar_escape', 'similar_to_escape', 'like_escape']);

function bareName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** A default: a plain constant where writers and servers write it alike. DEFAULT NULL is no default. */
export function constantOf(fallback: Expression | undefined, type: SqlType): string {
  if (!fallback || fallback.shape === 'null') return 'none';
  if (fallback.shape !== 'constant') return gistOf(fallback);
  const comparable = type.array ? undefined : COMPARABLE[type.name];
  return comparable?.(plain(fallback.text)) ?? 'a constant';
}

type Comparable = (text: string) => string | undefined;

const number: Comparable = (text) => (Number.isFinite(Number(unquoted(text))) ? String(Number(unquoted(text))) : undefined);
const string: Comparable = (text) => /^E?('(?:[^'\\]|'')*')$/i.exec(text)?.[1];
const truth: Comparable = (text) => {
  const word = unquoted(text).toLowerCase();
  if (['t', 'true', 'y', 'yes', 'on', '1'].includes(word)) return 'true';
  return ['f', 'false', 'n', 'no', 'off', '0'].includes(word) ? 'false' : undefined;
};

/** Types whose constants a server writes as they were written. */
const COMPARABLE: Readonly<Record<string, Comparable>> = { int2: number, int4: number, int8: number, bool: truth, text: string, varchar: string };

function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/, '$1');
}

/** Without the parentheses and casts around it. */
function plain(text: string): string {
  const bare = text.trim().replace(/^\((.*)\)$/s, '$1').replace(/::[\w ."]+(?:\(\d+\))?$/, '').trim();
  return bare === text.trim() ? bare : plain(bare);
}
