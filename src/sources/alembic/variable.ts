import type { Place } from '../../text/place.ts';
import { stringAt } from './member.ts';
import type { Scope } from './scope.ts';
import type { CallValue, StringValue, Value } from './value.ts';
import { calledName } from './value.ts';

/** `os.getenv('X')`, `os.environ.get('X')`, where a person has stated the variable. */
export function statedCall(call: CallValue, scope: Scope): StringValue | undefined {
  return ['os.getenv', 'os.environ.get'].includes(calledName(call) ?? '') ? stated(call.args[0], scope, call.place) : undefined;
}

/** `os.environ['X']` */
export function statedItem(of: Value, index: Value, scope: Scope, place: Place): StringValue | undefined {
  return of.kind === 'named' && of.name === 'os.environ' ? stated(index, scope, place) : undefined;
}

/** What the environment holds is text, also where it is stated as a number. */
function stated(name: Value | undefined, scope: Scope, place: Place): StringValue | undefined {
  if (name?.kind !== 'string') return undefined;
  const value = scope.resolved({ kind: 'named', place, name: `os.environ.${name.text.text}` });
  if (value.kind === 'number') return stringAt(value.text, place);
  return value.kind === 'string' ? value : undefined;
}
