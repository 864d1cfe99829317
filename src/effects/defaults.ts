import type { Catalog } from '../catalog/catalog.ts';
import type { Routine } from '../catalog/state.ts';
import type { Expression } from '../operations/operation.ts';
import type { Major } from './effect.ts';
import { EXTENSION_IMMUTABLE, EXTENSION_VOLATILE } from './extension-functions.ts';
import { IMMUTABLE, SOMETIMES_STABLE, SOMETIMES_VOLATILE, STABLE, VOLATILE } from './functions.ts';
import { wordsIn } from './words.ts';

/**
 * How often a default has to be computed for the rows that are there: never again unless it is volatile. 'maybe
 * volatile': it calls a function that is not known, or one of several of the same name that differ.
 */
export type Volatility = 'constant' | 'immutable' | 'stable' | 'maybe volatile' | 'volatile';

const WEAKEST_FIRST: readonly Volatility[] = ['constant', 'immutable', 'stable', 'maybe volatile', 'volatile'];
type Routines = Pick<Catalog, 'routines'>;
interface Server { readonly major: Major }

/** Operators and casts are never volatile in PostgreSQL itself, so the functions that are called decide. */
export function volatilityOf(expression: Expression, catalog: Routines, on: Server, inside: readonly string[] = []): Volatility {
  const { shape, calls } = expression;
  if (calls.length === 0) return shape === 'null' || shape === 'constant' ? 'constant' : 'immutable';
  return worst(calls.map((name) => functionVolatility(name, expression, catalog, on, inside)));
}

function functionVolatility(name: string, within: Expression, catalog: Routines, on: Server, inside: readonly string[]): Volatility {
  const bare = name.slice(name.lastIndexOf('.') + 1);
  const own = inside.includes(bare) ? [] : catalog.routines(name).map((routine) => routineVolatility(routine, catalog, on, [...inside, bare]));
  if (own.length > 0) return own.includes('volatile') && own.some((one) => one !== 'volatile') ? 'maybe volatile' : worst(own);
  if (ALWAYS_VOLATILE.has(bare)) return 'volatile';
  if (isPassedVolatile(bare, within, on)) return 'maybe volatile';
  if (STABLE_IN_SOME_FORM.has(bare)) return 'stable';
  return isImmutable(bare) ? 'immutable' : 'maybe volatile';
}

/** PostgreSQL puts the body of a simple SQL function in the place of the call, and judges that. */
function routineVolatility({ volatility, inlined }: Routine, catalog: Routines, on: Server, inside: readonly string[]): Volatility {
  if (volatility !== 'volatile' || !inlined) return volatility;
  return inlined.kind === 'unread' ? 'maybe volatile' : volatilityOf(inlined.expression, catalog, on, inside);
}

function worst(all: readonly Volatility[]): Volatility {
  return all.reduce((weaker, one) => (WEAKEST_FIRST.indexOf(one) > WEAKEST_FIRST.indexOf(weaker) ? one : weaker), 'constant');
}

/** Words of SQL that call no function by name. The same for all rows of one statement. */
const VALUES_OF_THE_SESSION = 'current_catalog current_date current_role current_time current_timestamp localtime localtimestamp user';

const ALWAYS_VOLATILE: ReadonlySet<string> = new Set([...wordsIn(VOLATILE), ...EXTENSION_VOLATILE]);
const STABLE_IN_SOME_FORM: ReadonlySet<string> = new Set([...wordsIn(STABLE), ...wordsIn(SOMETIMES_STABLE), ...wordsIn(VALUES_OF_THE_SESSION), ...Object.keys(SOMETIMES_VOLATILE)]);
const ALWAYS_IMMUTABLE: ReadonlySet<string> = new Set([...wordsIn(IMMUTABLE), ...EXTENSION_IMMUTABLE]);

function isImmutable(name: string): boolean {
  return ALWAYS_IMMUTABLE.has(name);
}

/** Immutable in the forms that have nothing to do with settings. */
export function isMostlyImmutable(name: string): boolean {
  return isImmutable(name) || IMMUTABLE_IN_SOME_FORM.has(name);
}

const IMMUTABLE_IN_SOME_FORM: ReadonlySet<string> = wordsIn(SOMETIMES_STABLE);

/** Of functions that are volatile for some arguments, the one that says its type: `timezone('utc', current_time)`. */
function isPassedVolatile(name: string, { casts, calls }: Expression, on: Server): boolean {
  const some = SOMETIMES_VOLATILE[name];
  if (!some?.majors.includes(on.major)) return false;
  return some.arguments.every((types) => !types.includes('time with time zone')) || casts.includes('timetz') || calls.includes('current_time');
}
