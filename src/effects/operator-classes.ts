import type { SqlType } from '../operations/operation.ts';
import { CASTS, OPERATOR_CLASSES } from './casts.ts';
import type { Coerced } from './coercion.ts';
import { wordsIn } from './words.ts';

const CLASSES: ReadonlyMap<string, ReadonlySet<string>> = new Map(Object.entries(OPERATOR_CLASSES).map(([method, types]) => [method, wordsIn(types)]));

/** Whose operators an index of this method uses by default: `text` for varchar; undefined: there are none, or none that we know. */
export function operatorClassOf({ type, is }: Coerced, method: string): string | undefined {
  const classes = CLASSES.get(method);
  return candidates(type, is).find((name) => classes?.has(name));
}

function candidates({ name, array }: SqlType, is: Coerced['is']): readonly string[] {
  if (array) return [`_${name}`, 'anyarray'];
  if (is === 'enum') return ['anyenum'];
  if (is === 'composite') return ['record'];
  if (is === 'range' || name.endsWith('range')) return [name.endsWith('multirange') ? 'anymultirange' : 'anyrange'];
  return is === 'own' ? [name, ...(CASTS[name]?.same?.split(' ').filter((other) => PREFERRED.has(other)) ?? [])] : [];
}

/** Of several types with the same bytes, the one whose operators are taken. */
const PREFERRED: ReadonlySet<string> = new Set(['text', 'inet', 'oid']);
