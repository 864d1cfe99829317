import type { SqlType } from '../operations/operation.ts';
import { STRINGS } from './casts.ts';
import { isOwn } from './coercion.ts';
import { wordsIn } from './words.ts';

/**
 * What becomes of values that a new type has no room for. The statement fails at the first that is too long, out of
 * range or unreadable; others are shortened (by a cast that is written), rounded, or lose a part, such as the time of
 * day.
 */
export type Loss =
  | { readonly kind: 'too long' | 'shortened'; readonly length: number }
  | { readonly kind: 'out of range' | 'unreadable' | 'rounded' | 'cut' };

/** Between PostgreSQL's own types; `written`: by a cast that stands there. Empty: every value fits, or it is not known. */
export function lossesOf(from: SqlType, to: SqlType, written: boolean): readonly Loss[] {
  if (from.array !== to.array || !isOwn(from) || !isOwn(to)) return [];
  if (isString(from) || isBits(from)) return isString(to) || isBits(to) ? shortening(from, to, written) : [{ kind: 'unreadable' }];
  if (to.name in DIGITS || to.name === 'numeric') return numbers(from, to);
  if (to.name in FLOATS) return (FLOATS[from.name] ?? digitsOf(from).whole) > (FLOATS[to.name] ?? 0) ? [{ kind: 'rounded' }] : [];
  // The bits behind the mask are set to zero.
  if (from.name === 'inet' && to.name === 'cidr') return [{ kind: 'cut' }];
  return times(from, to);
}

const STRING_TYPES = wordsIn(STRINGS);
const isString = ({ name }: SqlType) => STRING_TYPES.has(name) || name === 'citext';
const isBits = ({ name }: SqlType) => name === 'bit' || name === 'varbit';

/** What is longer than the new type fails, but for blanks at its end; a cast to a length cuts unasked. */
function shortening(from: SqlType, to: SqlType, written: boolean): readonly Loss[] {
  const [length] = to.modifiers;
  const [before = Infinity] = from.modifiers;
  if (length === undefined || before <= length) return [];
  return [{ kind: written ? 'shortened' : 'too long', length }];
}

/** Digits before the decimal point that every value of the type may have. */
const DIGITS: Readonly<Record<string, number>> = { int2: 5, int4: 10, int8: 19 };
/** Digits that are kept exactly. https://www.postgresql.org/docs/current/datatype-numeric.html */
const FLOATS: Readonly<Record<string, number>> = { float4: 6, float8: 15 };

interface Digits { readonly whole: number; readonly behind: number }

function digitsOf({ name, modifiers: [precision, scale = 0] }: SqlType): Digits {
  if (name in DIGITS) return { whole: DIGITS[name] ?? 0, behind: 0 };
  return name === 'numeric' && precision !== undefined ? { whole: precision - scale, behind: scale } : { whole: Infinity, behind: Infinity };
}

function numbers(from: SqlType, to: SqlType): readonly Loss[] {
  if (!(from.name in DIGITS || from.name in FLOATS || from.name === 'numeric')) return [];
  const [before, after] = [digitsOf(from), digitsOf(to)];
  return [
    // numeric(10,0) has room for 9,999,999,999, int4 has not.
    ...(before.whole > after.whole || (before.whole === after.whole && to.name in DIGITS && from.name === 'numeric') ? [{ kind: 'out of range' } as const] : []),
    ...(before.behind > after.behind ? [{ kind: 'rounded' } as const] : []),
  ];
}

const TIMES = new Set(['date', 'time', 'timetz', 'timestamp', 'timestamptz', 'interval']);
/** The parts of a point in time. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  date: ['date'], time: ['time'], timetz: ['time', 'zone'], timestamp: ['date', 'time'], timestamptz: ['date', 'time'], interval: ['date', 'time'],
};

function times(from: SqlType, to: SqlType): readonly Loss[] {
  if (!TIMES.has(from.name) || !TIMES.has(to.name)) return [];
  const kept = PARTS[to.name] ?? [];
  const isCut = (PARTS[from.name] ?? []).some((part) => !kept.includes(part)) || (from.name === to.name && to.fields !== undefined && to.fields !== from.fields);
  const [before = 6] = from.name === 'date' ? [0] : from.modifiers;
  const [after = 6] = to.name === 'date' ? [before] : to.modifiers;
  return [
    ...(isCut ? [{ kind: 'cut' } as const] : []),
    ...(after < before ? [{ kind: 'rounded' } as const] : []),
  ];
}
