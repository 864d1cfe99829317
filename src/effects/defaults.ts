import type { Catalog } from '../catalog/catalog.ts';
import type { Expression } from '../operations/operation.ts';
import { IMMUTABLE, STABLE, VOLATILE } from './volatile-functions.ts';

/**
 * How often a default has to be computed for the rows that are there: never again unless it is volatile. 'maybe
 * volatile': it calls a function that is not known, or one of the project's own, which PostgreSQL may inline.
 */
export type Volatility = 'constant' | 'immutable' | 'stable' | 'maybe volatile' | 'volatile';

const WEAKEST_FIRST: readonly Volatility[] = ['constant', 'immutable', 'stable', 'maybe volatile', 'volatile'];

/** Operators and casts are never volatile in PostgreSQL itself, so the functions that are called decide. */
export function volatilityOf({ shape, calls }: Expression, catalog: Pick<Catalog, 'volatility'>): Volatility {
  if (calls.length === 0) return shape === 'null' || shape === 'constant' ? 'constant' : 'immutable';
  const all = calls.map((name) => functionVolatility(name, catalog));
  return all.reduce((worst, one) => (WEAKEST_FIRST.indexOf(one) > WEAKEST_FIRST.indexOf(worst) ? one : worst));
}

function functionVolatility(name: string, catalog: Pick<Catalog, 'volatility'>): Volatility {
  const own = catalog.volatility(name);
  // A volatile SQL function with a constant body is inlined and does not rewrite; its body is not read here.
  if (own) return own === 'volatile' ? 'maybe volatile' : own;
  const bare = name.slice(name.lastIndexOf('.') + 1);
  if (VOLATILE.has(bare)) return 'volatile';
  if (STABLE.has(bare)) return 'stable';
  return IMMUTABLE.has(bare) ? 'immutable' : 'maybe volatile';
}
