import { caused } from '../../text/mapped.ts';
import { evaluate } from './expression.ts';
import type { Caller } from './scope.ts';
import { Scope } from './scope.ts';
import type { CallValue, FunctionValue, Value } from './value.ts';

/** The scope in which the body of a function runs for this call: its parameters hold what was given, or their defaults. */
export function scopeOfCall(callee: FunctionValue, call: CallValue, caller: Caller | undefined): Scope {
  const { parameters, scope: outer } = callee;
  const scope = new Scope(outer.file, outer, { caller });
  const args = callee.self ? [callee.self, ...call.args] : call.args;
  const positional = [...parameters.posonlyargs, ...parameters.args];
  const defaults = positional.map((_, index) => parameters.defaults[index - (positional.length - parameters.defaults.length)]);
  const missing = (name: string): Value => ({ kind: 'unknown', place: call.place, reason: `What ${name} is, its caller decides.` });
  const given = (name: string) => call.keywords.find((keyword) => keyword.name === name)?.value;

  positional.forEach(({ arg }, index) => {
    const fallback = defaults[index];
    scope.bind(arg, args[index] ?? given(arg) ?? (fallback ? evaluate(fallback, outer) : missing(arg)));
  });
  parameters.kwonlyargs.forEach(({ arg }, index) => {
    const fallback = parameters.kw_defaults[index];
    scope.bind(arg, given(arg) ?? (fallback ? evaluate(fallback, outer) : missing(arg)));
  });
  const names = new Set([...positional, ...parameters.kwonlyargs].map(({ arg }) => arg));
  if (parameters.vararg) scope.bind(parameters.vararg.arg, { kind: 'list', place: call.place, items: args.slice(positional.length) });
  if (parameters.kwarg) {
    const entries = call.keywords.filter(({ name }) => !names.has(name)).map(({ name, value, place }) => [{ kind: 'string', place, text: caused(name, place) }, value] as const);
    scope.bind(parameters.kwarg.arg, { kind: 'dict', place: call.place, entries });
  }
  return scope;
}
