import type { UserType } from '../catalog/object.ts';
import type { SqlType } from '../operations/operation.ts';
import type { Coerced, TypeClass } from './coercion.ts';
import { isOwn } from './coercion.ts';
import type { Moment } from './moment.ts';
import { withoutModifiers } from './modifiers.ts';

/**
 * A type as PostgreSQL stores it: a domain is what it is made of. `constrained`: the domain checks its values; an array
 * of such a domain is checked where its elements are put in. `known`: the catalog is sure what it is.
 */
export interface Stored extends Coerced { readonly constrained: boolean; readonly known: boolean }

/** Types of the extensions that migrations use most, beside those that come with PostgreSQL. They are no domains. */
const OF_EXTENSIONS: ReadonlySet<string> = new Set(
  'box2d box3d geography geometry halfvec isbn raster sparsevec ulid vector'.split(' '),
);

export function storedType(type: SqlType, moment: Moment): Stored {
  if (isOwn(type)) return { type, is: 'own', constrained: false, known: true };
  const answer = moment.before.userType(type, moment.session);
  const own = answer.known ? answer.value : answer.last;
  if (!own) return { type, is: OF_EXTENSIONS.has(type.name) ? 'extension' : 'other', constrained: false, known: OF_EXTENSIONS.has(type.name) };
  const known = answer.known;
  if (own.type !== 'domain') return { type: { ...type, schema: own.schema }, is: CLASSES[own.type], constrained: false, known };
  if (!own.base) return { type, is: 'other', constrained: own.constraints.length > 0, known: false };
  const base = storedType(own.base, moment);
  // The elements of an array of a domain are of the domain.
  if (type.array) return { type: { ...type, schema: own.schema }, is: 'domain', over: base, constrained: false, known: known && base.known };
  const collation = type.collation ?? base.type.collation;
  return { ...base, type: { ...base.type, collation }, constrained: own.constraints.length > 0 || base.constrained, known: known && base.known };
}

/** What the values of a column are: those of a domain have lost its modifiers. */
export function storedValues(type: SqlType, moment: Moment): Stored {
  const stored = storedType(type, moment);
  return stored.type.name === type.name ? stored : { ...stored, type: withoutModifiers(stored.type) };
}

const CLASSES: Readonly<Record<Exclude<UserType['type'], 'domain'>, TypeClass>> = { enum: 'enum', composite: 'composite', range: 'range', base: 'other' };
