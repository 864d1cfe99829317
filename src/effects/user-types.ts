import type { SqlType } from '../operations/operation.ts';
import type { Moment } from './moment.ts';
import { isBuiltIn } from './type-change.ts';

/** A type as PostgreSQL stores it: a domain is what it is made of. `constrained`: the domain checks its values. */
export interface Stored { readonly type: SqlType; readonly constrained: boolean; readonly known: boolean }

export function storedType(type: SqlType, moment: Moment): Stored {
  if (isBuiltIn(type)) return { type, constrained: false, known: true };
  const answer = moment.before.userType(type, moment.session);
  const own = answer.known ? answer.value : answer.last;
  if (!own) return { type, constrained: false, known: false };
  if (own.type !== 'domain' || !own.base || type.array) return { type: { ...type, schema: own.schema }, constrained: own.type === 'domain' && own.constrained, known: answer.known };
  const base = storedType(own.base, moment);
  return { type: { ...base.type, collation: type.collation ?? base.type.collation }, constrained: own.constrained || base.constrained, known: base.known };
}
