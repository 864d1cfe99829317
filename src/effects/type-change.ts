import type { Coerced, Coercion } from './coercion.ts';
import { coercion, isSame } from './coercion.ts';
import type { Major } from './effect.ts';
import type { Stored } from './user-types.ts';

/** What changing a column's type does to the values. `maybe`: the types are not known, or the server's time zone decides. */
export type TypeChange = 'catalog only' | 'rewrite' | 'maybe rewrite' | 'no cast' | 'no written cast';

const UTC: ReadonlySet<string> = new Set(['utc', 'etc/utc', 'gmt', 'etc/gmt', 'uct', 'etc/uct', 'universal', 'etc/universal', 'zulu', 'etc/zulu', 'greenwich', 'z', '0', '+00', '+00:00']);

export interface Change {
  readonly from: Coerced;
  /** The casts that USING has written around the column, innermost first. */
  readonly through: readonly Stored[];
  readonly to: Stored;
  /** TimeZone of the session; undefined: the server's. */
  readonly timezone: string | undefined;
  readonly major: Major;
}

/** https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES, in detail as measured on 13 to 18 */
export function typeChange({ from, through, to, timezone, major }: Change): TypeChange {
  let value = from;
  const written = through.map((target) => {
    const step = coercion(value, target, true, major);
    value = afterCast(value, target);
    return step;
  });
  const assigned = coercion(value, to, false, major);
  if (written.includes('none')) return 'no written cast';
  if (assigned === 'none') return 'no cast';
  const steps = [...written, assigned].map((step) => inZone(step, timezone));
  const checks = [...through, to].some(({ constrained }) => constrained);
  if (checks || steps.includes('computed')) return 'rewrite';
  return steps.includes('unknown') ? 'maybe rewrite' : 'catalog only';
}

/** A cast to the same type without modifiers leaves those of the value. */
function afterCast(value: Coerced, target: Coerced): Coerced {
  const { modifiers, fields } = target.type;
  return isSame(value.type, target.type) && modifiers.length === 0 && fields === undefined ? value : target;
}

function inZone(step: Coercion, timezone: string | undefined): Coercion {
  if (step !== 'zoned') return step;
  if (timezone === undefined) return 'unknown';
  return isUtc(timezone) ? 'same' : 'computed';
}

export function isUtc(timezone: string): boolean {
  return UTC.has(timezone.toLowerCase());
}
