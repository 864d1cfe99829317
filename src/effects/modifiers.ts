import type { SqlType } from '../operations/operation.ts';
import { MODIFIED } from './casts.ts';
import { wordsIn } from './words.ts';

/** Types with modifiers that change values. */
const HAVE_MODIFIERS = wordsIn(MODIFIED);

/** Times have no more than six digits behind the second. */
const DIGITS = 6;

/**
 * Does PostgreSQL see that the modifiers of the new type leave every value of the old one, which is of the same type,
 * as it is? https://www.postgresql.org/docs/current/xfunc-optimization.html is how it simplifies their function away.
 */
export function keepsValues(from: SqlType, to: SqlType): boolean {
  if (from.modifiers.join() === to.modifiers.join() && from.fields === to.fields) return true;
  if (!HAVE_MODIFIERS.has(to.name) || hasNone(to)) return true;
  switch (to.name) {
    case 'varchar': case 'varbit': return isLonger(from, to, Infinity);
    case 'time': case 'timetz': case 'timestamp': case 'timestamptz': return isLonger(from, to, DIGITS);
    case 'interval': return keepsInterval(from, to);
    case 'numeric': return !hasNone(from) && (from.modifiers[1] ?? 0) === (to.modifiers[1] ?? 0) && isLonger(from, to, Infinity);
    default: return false;
  }
}

/** Values of another type come without modifiers. */
export function withoutModifiers({ fields, ...type }: SqlType): SqlType {
  return { ...type, modifiers: [] };
}

function hasNone({ modifiers, fields }: SqlType): boolean {
  return modifiers.length === 0 && fields === undefined;
}

function isLonger(from: SqlType, to: SqlType, longest: number): boolean {
  const [length = longest] = to.modifiers;
  const [before = longest] = from.modifiers;
  return length >= before;
}

/** An interval loses nothing if its least field stays, and its digits if that is the second. */
function keepsInterval(from: SqlType, to: SqlType): boolean {
  const [before, after] = [leastField(from), leastField(to)];
  return after <= before && (before > 0 || isLonger(from, to, DIGITS));
}

const FIELDS = ['second', 'minute', 'hour', 'day', 'month', 'year'];

function leastField({ fields = 'second' }: SqlType): number {
  return FIELDS.indexOf(fields.slice(fields.lastIndexOf(' ') + 1));
}
