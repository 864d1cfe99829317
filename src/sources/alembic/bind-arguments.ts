import { caused } from '../../text/mapped.ts';
import { ANY_KEYWORDS } from './arguments.ts';
import { whole } from './container.ts';
import { evaluate } from './expression.ts';
import type { Caller } from './scope.ts';
import { Scope } from './scope.ts';
import type { CallValue, FunctionValue, Value } from './value.ts';
import { isSeveral } from './value.ts';

/**
 * The scope in which the body of a function runs for this call: its parameters hold what was given, or their defaults; with `*x` or `**x`
 * that nobody knows, any of the others may have been given.
 */
export function scopeOfCall(callee: FunctionValue, call: CallValue, caller: Caller | undefined): Scope {
  const { parameters, scope: outer } = callee;
  const scope = new Scope(outer.file, outer, { caller });
  const args = callee.self ? [callee.self, ...call.args] : call.args;
  const positional = [...parameters.posonlyargs, ...parameters.args];
  const defaults = positional.map((_, index) => parameters.defaults[index - (positional.length - parameters.defaults.length)]);
  const several = args.findIndex(isSeveral);
  const [certain, mayBeMore] = several < 0 ? [args, false] : [args.slice(0, several), true];
  const anyKeywords = call.keywords.find(({ name }) => name === '**');
  const missing = (name: string): Value => ({ kind: 'unknown', place: call.place, reason: `What ${name} is, its caller decides.` });
  const given = (name: string) => call.keywords.find((keyword) => keyword.name === name)?.value;

  positional.forEach(({ arg }, index) => {
    const fallback = mayBeMore || anyKeywords ? undefined : defaults[index];
    scope.bind(arg, certain[index] ?? given(arg) ?? (fallback ? evaluate(fallback, outer) : missing(arg)));
  });
  parameters.kwonlyargs.forEach(({ arg }, index) => {
    const fallback = anyKeywords ? undefined : parameters.kw_defaults[index];
    scope.bind(arg, given(arg) ?? (fallback ? evaluate(fallback, outer) : missing(arg)));
  });
  const names = new Set([...positional, ...parameters.kwonlyargs].map(({ arg }) => arg));
  if (parameters.vararg) scope.bind(parameters.vararg.arg, whole(mayBeMore ? args : args.slice(positional.length), call.place, (items) => ({ kind: 'list', place: call.place, items })));
  if (parameters.kwarg) {
    const entries = call.keywords.filter(({ name }) => !names.has(name)).map(({ name, value, place }) => [{ kind: 'string', place, text: caused(name, place) }, value] as const);
    scope.bind(parameters.kwarg.arg, anyKeywords ? { kind: 'unknown', place: anyKeywords.place, reason: ANY_KEYWORDS, container: true } : { kind: 'dict', place: call.place, entries });
  }
  return scope;
}
