import type { Place } from '../../text/place.ts';
import type { Alternative, EitherValue, Value } from './value.ts';

/**
 * What a function gives that returns in several places, or a choice: the first of them that is sure to be taken ends the list.
 * Told apart are only values that somebody asks something of later: objects, functions, flags; of others nobody knows which it is.
 */
export function oneOf(alternatives: readonly Alternative[], place: Place, reason: string): Value {
  const [first] = alternatives;
  if (!first) return { kind: 'none', place };
  if (first.when.kind === 'always') return first.value;
  const values = alternatives.map(({ value }) => value);
  if (values.every((value) => isSame(value, first.value))) return first.value;
  return values.every(isToldApart) ? { kind: 'either', place, of: alternatives.flatMap(flat), reason } : { kind: 'unknown', place, reason };
}

/** The same part of each of them: `x.a`, whichever x is. */
export function partOf({ of, reason }: EitherValue, part: (value: Value) => Value, place: Place): Value {
  const parts = of.map(({ when, value }) => ({ when, value: part(value) }));
  const [first] = parts;
  return first && parts.every(({ value }) => isSame(value, first.value)) ? first.value : { kind: 'either', place, of: parts, reason };
}

function isSame(one: Value, other: Value): boolean {
  if (one.kind === 'class' && other.kind === 'class') return one.members === other.members;
  if (one.kind === 'function' && other.kind === 'function') return one.body === other.body && one.scope === other.scope && one.self === other.self;
  return (one.kind === 'none' && other.kind === 'none') || (one.kind === 'bool' && other.kind === 'bool' && one.value === other.value);
}

function isToldApart(value: Value): boolean {
  return value.kind === 'none' || value.kind === 'bool' || value.kind === 'function' || value.kind === 'class' || value.kind === 'either' || (value.kind === 'call' && value.of.kind === 'class');
}

function flat({ when, value }: Alternative): readonly Alternative[] {
  return value.kind === 'either' ? value.of.map((inner) => ({ when: { kind: 'all', of: [when, inner.when] }, value: inner.value })) : [{ when, value }];
}
