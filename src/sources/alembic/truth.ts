import type { Condition } from '../../migrations/condition.ts';
import { holdsStandIn } from './stand-in.ts';
import type { EitherValue, Value } from './value.ts';

/** What a value is worth as a condition: known, for the catalog to decide, or undefined where only Python decides. */
export type Truth = boolean | Condition | undefined;

export const UNDECIDED = 'Whether this runs is decided while Python runs; Phasewise does not execute migrations to read them.';

export function truthOf(value: Value): Truth {
  switch (value.kind) {
    case 'none': return false;
    case 'bool': return value.value;
    case 'number': return holdsStandIn(value) ? undefined : Number(value.text) !== 0;
    case 'string': return holdsStandIn(value) ? undefined : value.text.text !== '';
    case 'list': return value.items.length > 0;
    case 'dict': return value.entries.length > 0;
    case 'condition': return value.condition;
    case 'function': case 'class': case 'entry': return true;
    case 'field': return value.entry.loop ? true : { kind: 'has constraint', like: value.entry.like };
    case 'named': case 'call': case 'member': case 'operation': case 'batch': case 'unknown': case 'rows': case 'inventory': case 'tables': case 'such': return undefined;
    case 'table': return true;
    case 'either': return ofEither(value);
  }
}

/** True under the conditions of those that are. */
function ofEither({ of }: EitherValue): Truth {
  const truths = of.map(({ when, value }): Truth => {
    const truth = truthOf(value);
    return typeof truth === 'object' ? { kind: 'all', of: [when, truth] } : truth === true ? when : truth;
  });
  const conditions = truths.filter((truth) => typeof truth === 'object');
  if (truths.includes(undefined)) return undefined;
  return conditions.length > 0 ? oneOrAny(conditions) : false;
}

function oneOrAny(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return only && conditions.length === 1 ? only : { kind: 'any', of: conditions };
}

export function negated(truth: Truth): Truth {
  if (truth === undefined || typeof truth === 'boolean') return truth === undefined ? undefined : !truth;
  return truth.kind === 'not' ? truth.of : { kind: 'not', of: truth };
}
