import type { SqlType } from '../operations/operation.ts';
import { CASTS, STRINGS, TYPES } from './casts.ts';
import type { Major } from './effect.ts';
import { keepsValues, withoutModifiers } from './modifiers.ts';
import { wordsIn } from './words.ts';

/**
 * How PostgreSQL makes values of one type into those of another: it leaves them as they are; calls a function for each;
 * `zoned`: as they are if the session's time zone is UTC; `none`: there is no way.
 */
export type Coercion = 'same' | 'computed' | 'zoned' | 'none' | 'unknown';

/** What is known of a type beside its name. `other`: a base type of the project, or not known at all. */
export type TypeClass = 'own' | 'enum' | 'composite' | 'range' | 'domain' | 'extension' | 'other';

/** `over`: what the domain is made of. */
export interface Coerced { readonly type: SqlType; readonly is: TypeClass; readonly over?: Coerced }

const OWN = wordsIn(TYPES);
const STRING_TYPES = wordsIn(STRINGS);

export function isOwn({ schema, name }: Pick<SqlType, 'schema' | 'name'>): boolean {
  return schema === undefined && OWN.has(name);
}

/** `written`: by a cast that stands there; else by the assignment to the column. Domains are given as what they are over. */
export function coercion(from: Coerced, to: Coerced, written: boolean, major: Major): Coercion {
  if (isSame(from.type, to.type)) return sameType(from, to);
  if (from.type.array || to.type.array) return arrays(from, to, written, major);
  const kind = isOwn(from.type) && isOwn(to.type) ? castOf(from.type.name, to.type.name, written, major) : undefined;
  switch (kind) {
    case 'same': return keepsValues(withoutModifiers({ ...from.type, name: to.type.name }), to.type) ? 'same' : 'computed';
    case 'zoned': return keepsValues(withoutModifiers(to.type), to.type) ? 'zoned' : 'computed';
    case 'function': return 'computed';
    case 'barred': return 'none';
    case undefined: return byText(from, to, written, major);
  }
}

/** Of elements of arrays, and of types whose modifiers PostgreSQL cannot judge, the modifiers are applied one by one. */
function sameType({ type: from, is }: Coerced, { type: to }: Coerced): Coercion {
  const isEqual = from.modifiers.join() === to.modifiers.join() && from.fields === to.fields;
  if (isEqual || (to.modifiers.length === 0 && to.fields === undefined)) return 'same';
  return is === 'own' && !to.array && keepsValues(from, to) ? 'same' : 'computed';
}

function arrays(from: Coerced, to: Coerced, written: boolean, major: Major): Coercion {
  if (from.type.array && to.type.array) {
    const way = coercion(element(from), element(to), written, major);
    return way === 'none' || way === 'unknown' ? way : 'computed';
  }
  return byText(from, to, written, major);
}

function element({ type, is, over }: Coerced): Coerced {
  return over ?? { type: { ...type, array: false }, is };
}

/** Through the text of a value: unasked into strings, written also out of them. A type from elsewhere may have casts of its own. */
function byText(from: Coerced, to: Coerced, written: boolean, major: Major): Coercion {
  const both = [from, to].filter(({ type }) => !type.array);
  if (both.some(({ is }) => is === 'other')) return 'unknown';
  if (both.some(({ is }) => is === 'extension')) return 'computed';
  return isString(to, major) || (written && isString(from, major)) ? 'computed' : 'none';
}

/** "char" is a string until 14. */
function isString({ type, is }: Coerced, major: Major): boolean {
  return is === 'own' && !type.array && STRING_TYPES.has(type.name) && (type.name !== 'char' || major < 15);
}

function castOf(from: string, to: string, written: boolean, major: Major): 'same' | 'zoned' | 'function' | 'barred' | undefined {
  const casts = CASTS[from];
  const has = (list: string | undefined) => list?.split(' ').some((entry) => isCastTo(entry, to, major)) ?? false;
  if (has(casts?.same) || has(casts?.sameAssigned)) return 'same';
  // A cast that has to be written stands in the way of the one by text.
  if (!written && has(casts?.explicit)) return 'barred';
  if (!has(casts?.implicit) && !has(casts?.assignment) && !has(casts?.explicit)) return undefined;
  return [from, to].sort().join() === 'timestamp,timestamptz' ? 'zoned' : 'function';
}

function isCastTo(entry: string, to: string, major: Major): boolean {
  const [name, mark = '13'] = entry.split('@');
  return name === to && (mark.startsWith('-') ? major <= Number(mark.slice(1)) : major >= Number(mark));
}

export function isSame(a: SqlType, b: SqlType): boolean {
  return a.name === b.name && a.array === b.array && (a.schema === b.schema || a.schema === undefined || b.schema === undefined);
}
