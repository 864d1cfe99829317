import type { Place } from '../../../text/place.ts';
import { stringAt } from '../member.ts';
import type { CallValue, Value } from '../value.ts';
import { calledName } from '../value.ts';
import type { From } from './from.ts';
import { fromOf } from './from.ts';

/** The steps of `t.update().where(…).values(…)`, outermost last. `from`: what they begin with; a `sa.select(…)` begins with nothing. */
export interface Chain { readonly verb: 'insert' | 'update' | 'delete' | 'select'; readonly start: CallValue; readonly from: From | undefined; readonly steps: readonly CallValue[] }

const VERBS: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'select']);

/** What makes something else of a SELECT: a condition, a value, or something to select from. */
const ENDS: ReadonlySet<string> = new Set(['exists', 'scalar_subquery', 'as_scalar', 'label', 'subquery', 'alias', 'cte', 'lateral']);

/** A statement as SQLAlchemy builds it; undefined for anything else. */
export function chainOf(value: Value): Chain | undefined {
  const steps: CallValue[] = [];
  for (let at: Value = value; at.kind === 'call';) {
    const name = calledName(at);
    const verb = name === undefined ? stepName(at) : name.replace(/^(?:sa|pg)\./, '');
    if (isVerb(verb)) {
      const from = at.of.kind === 'member' ? fromOf(at.of.of) : verb !== 'select' && at.args[0] ? fromOf(at.args[0]) : undefined;
      if (from || (verb === 'select' && name !== undefined)) return { verb, start: at, from, steps: steps.reverse() };
    }
    if (at.of.kind !== 'member' || ENDS.has(at.of.name)) return undefined;
    steps.push(at);
    at = at.of.of;
  }
  return undefined;
}

/** A SELECT; undefined for anything else. */
export function selectOf(value: Value): Chain | undefined {
  const chain = chainOf(value);
  return chain?.verb === 'select' ? chain : undefined;
}

/** What `sa.exists().where(…)` or `sa.select(…).exists()` asks for; undefined for anything else. */
export function existsOf(value: Value): Chain | undefined {
  if (value.kind !== 'call') return undefined;
  if (value.of.kind === 'member' && value.of.name === 'exists') return selectOf(value.of.of);
  if (value.of.kind === 'member') {
    const inner = existsOf(value.of.of);
    return inner && { ...inner, steps: [...inner.steps, value] };
  }
  if (calledName(value) !== 'sa.exists') return undefined;
  const [first] = value.args;
  if (!first) return { verb: 'select', start: { ...value, args: [everything(value.place)] }, from: undefined, steps: [] };
  return selectOf(first) ?? { verb: 'select', start: value, from: undefined, steps: [] };
}

/** `*` */
function everything(place: Place): CallValue {
  return { kind: 'call', place, callee: place, of: { kind: 'named', place, name: 'sa.literal_column' }, args: [stringAt('*', place)], keywords: [] };
}

function isVerb(name: string): name is Chain['verb'] {
  return VERBS.has(name);
}

export function stepName(step: CallValue): string {
  return step.of.kind === 'member' ? step.of.name : '';
}

/** What all steps of these names were given. */
export function givenTo({ steps }: Chain, ...names: readonly string[]): readonly Value[] {
  return steps.filter((step) => names.includes(stepName(step))).flatMap((step) => step.args);
}

export function keywordOf(call: CallValue, name: string): Value | undefined {
  return call.keywords.find((given) => given.name === name)?.value;
}
