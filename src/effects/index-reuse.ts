import type { Index } from '../catalog/object.ts';
import type { IndexKey } from '../operations/operation.ts';
import type { Coerced } from './coercion.ts';
import { isSame } from './coercion.ts';
import { operatorClassOf } from './operator-classes.ts';

/** `no operators`: the new type has none for an index of that method. */
export type Reuse = 'kept' | 'rebuilt' | 'maybe rebuilt' | 'no operators';

/** Is the index of a column taken over when the column gets another type and the table stays as it is? */
export function reuseOf(index: Index, column: string, from: Coerced, to: Coerced): Reuse {
  const { keys, where } = index;
  if (!where?.columns.includes(column) && keys.every(({ expression }) => !expression.columns.includes(column))) return 'kept';
  // PostgreSQL does not compare expressions and conditions, whatever columns they are over.
  if (where || !index.valid || keys.some(({ expression }) => expression.shape !== 'column')) return 'rebuilt';
  const uses = keys.filter(({ expression }) => expression.columns.includes(column)).map((key) => keyReuse(key, index.method, from, to));
  return WORST_FIRST.find((reuse) => uses.includes(reuse)) ?? 'kept';
}

const WORST_FIRST: readonly Reuse[] = ['no operators', 'rebuilt', 'maybe rebuilt'];

function keyReuse({ operatorClass, collation }: IndexKey, method: string, from: Coerced, to: Coerced): Reuse {
  if (collation === undefined && from.type.collation !== to.type.collation) return 'rebuilt';
  // What GIN keeps of an array are its elements, which PostgreSQL takes for another type.
  if (method === 'gin' && from.type.array) return 'rebuilt';
  if (isSame(from.type, to.type)) return 'kept';
  const [before, after] = [operatorClassOf(from, method), operatorClassOf(to, method)];
  if (operatorClass !== undefined) return before !== undefined && before === after ? 'kept' : 'maybe rebuilt';
  if (after === undefined) return to.is === 'own' && before !== undefined ? 'no operators' : 'maybe rebuilt';
  if (before === undefined) return 'maybe rebuilt';
  return before === after && !before.startsWith('any') && before !== 'record' ? 'kept' : 'rebuilt';
}
