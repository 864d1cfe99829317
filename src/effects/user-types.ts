import type { SqlType } from '../operations/operation.ts';
import type { Moment } from './moment.ts';
import { isBuiltIn } from './type-change.ts';

/**
 * A type as PostgreSQL stores it: a domain is what it is made of. `constrained`: the domain checks its values; an array
 * of such a domain is checked where its elements are put in.
 */
export interface Stored { readonly type: SqlType; readonly constrained: boolean; readonly known: boolean }

export function storedType(type: SqlType, moment: Moment): Stored {
  if (isBuiltIn(type)) return { type, constrained: false, known: true };
  const answer = moment.before.userType(type, moment.session);
  const own = answer.known ? answer.value : answer.last;
  if (!own) return { type, constrained: false, known: false };
  if (own.type !== 'domain' || type.array) return { type: { ...type, schema: own.schema }, constrained: false, known: answer.known };
  if (!own.base) return { type, constrained: own.constraints.length > 0, known: false };
  const base = storedType(own.base, moment);
  return { type: { ...base.type, collation: type.collation ?? base.type.collation }, constrained: own.constraints.length > 0 || base.constrained, known: base.known };
}
