import type { Place } from '../../../text/place.ts';
import { inherited, stringAt } from '../member.ts';
import { returnedBy } from '../returned.ts';
import type { CallValue, ClassValue, FunctionValue, StringValue, Value } from '../value.ts';
import { methodCall } from '../value.ts';

/**
 * What a type of the project's own is on the server: another type, or the words of its `get_col_spec()`; undefined where
 * that is decided while Python runs. A TypeDecorator chooses for a dialect in `load_dialect_impl()`, else it is its `impl`.
 */
export function ownType(call: CallValue): Value | undefined {
  const { of } = call;
  if (of.kind !== 'class') return undefined;
  const spelled = inherited(of, 'get_col_spec');
  if (spelled) return spelled.kind === 'function' ? text(asked(spelled, of, [], call.place)) : undefined;
  const chosen = inherited(of, 'load_dialect_impl');
  if (chosen) return chosen.kind === 'function' ? described(asked(chosen, of, [dialectAt(call.place)], call.place)) : undefined;
  const implementation = inherited(of, 'impl') ?? library(of);
  if (!implementation || implementation.kind === 'call' || inherited(of, '__init__')) return implementation;
  return { ...call, of: implementation };
}

function asked(method: FunctionValue, self: ClassValue, args: readonly Value[], place: Place): Value | undefined {
  return returnedBy(method, { kind: 'call', place, callee: place, of: method, args: [self, ...args], keywords: [] });
}

/** `dialect.type_descriptor(type)` is the type. */
function described(value: Value | undefined): Value | undefined {
  return value && (methodCall(value, 'type_descriptor')?.call.args[0] ?? value);
}

function text(value: Value | undefined): StringValue | undefined {
  return value?.kind === 'string' ? stringAt(value.text.text, value.place) : undefined;
}

/** Its name is known: we read for PostgreSQL. */
function dialectAt(place: Place): Value {
  return { kind: 'member', place, of: { kind: 'named', place, name: 'sa.connection' }, name: 'dialect' };
}

/** A class that only names a type of the library anew. */
function library({ bases }: ClassValue): Value | undefined {
  const [base, ...others] = bases;
  if (!base || others.length > 0) return undefined;
  return base.kind === 'class' ? library(base) : base.kind === 'named' ? base : undefined;
}
