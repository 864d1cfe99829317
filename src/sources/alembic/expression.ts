import { sliced } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { binary, unary } from './arithmetic.ts';
import { canonicalName } from './canonical.ts';
import { compared } from './compare.ts';
import { comprehended } from './comprehension.ts';
import { computed } from './compute.ts';
import { dictOf, setOf, whole } from './container.ts';
import { elementOf } from './element.ts';
import { fString } from './f-string.ts';
import { stringLiteral } from './literal.ts';
import { choice, logic } from './logic.ts';
import { memberOf } from './member.ts';
import type { Constant, ExprNode } from './python.ts';
import { returnedBy } from './returned.ts';
import type { Scope } from './scope.ts';
import { holdsStandIn } from './stand-in.ts';
import type { CallValue, KeywordValue, Value } from './value.ts';
import { statedCall, statedItem } from './variable.ts';

type Node<K extends ExprNode['nodeType']> = Extract<ExprNode, { nodeType: K }>;

/** What an expression is worth where it stands. Never throws: what cannot be said is an unknown value with its reason. */
export function evaluate(node: ExprNode, scope: Scope): Value {
  const place = scope.file.placeOf(node);
  if (depth >= DEEPEST) return { kind: 'unknown', place, reason: 'The expression is nested too deeply to be read.' };
  depth++;
  try {
    const value = worth(node, scope, place);
    return scope.caller?.current?.(value) ?? value;
  } finally {
    depth--;
  }
}

/** Python's own compiler gives up at about as many; our stack holds some more. */
const DEEPEST = 1000;
let depth = 0;

function worth(node: ExprNode, scope: Scope, place: Place): Value {
  const unknown = (reason: string): Value => ({ kind: 'unknown', place, reason });

  switch (node.nodeType) {
    case 'Constant': return constant(node, scope, place);
    case 'Name': return named(node.id, scope, place);
    case 'Attribute': return member(evaluate(node.value, scope), node.attr, place, scope);
    case 'Call': return call(node, scope, place);
    case 'List': return whole(items(node.elts, scope), place, (all) => ({ kind: 'list', place, items: all, brackets: '[]' }));
    case 'Tuple': return whole(items(node.elts, scope), place, (all) => ({ kind: 'list', place, items: all, brackets: '()' }));
    case 'Set': return whole(items(node.elts, scope), place, (all) => setOf(all, place));
    case 'Dict': return dict(node, scope, place);
    case 'JoinedStr': return fString(node, scope, place);
    case 'BinOp': return binary(node, scope, place);
    case 'UnaryOp': return unary(node, scope, place);
    case 'Compare': return compared(node.ops.map((op) => op.nodeType), [node.left, ...node.comparators].map((operand) => evaluate(operand, scope)), place);
    case 'BoolOp': return logic(node, scope, place);
    case 'IfExp': return choice(node, scope, place);
    case 'Subscript': return node.slice.nodeType === 'Slice' ? sliceOf(evaluate(node.value, scope), node.slice, scope, place) : item(evaluate(node.value, scope), evaluate(node.slice, scope), scope, place);
    case 'ListComp': return contained(comprehended(node.elt, node.generators, scope, place));
    case 'SetComp': {
      const value = comprehended(node.elt, node.generators, scope, place);
      return value.kind === 'list' ? setOf(value.items, place) : contained(value);
    }
    case 'GeneratorExp': return comprehended(node.elt, node.generators, scope, place);
    case 'Lambda': return { kind: 'function', place, name: 'lambda', parameters: node.args, body: node.body, scope };
    case 'NamedExpr': {
      const value = evaluate(node.value, scope);
      scope.assign([node.target], value);
      return value;
    }
    case 'DictComp': return mapped(node, scope, place);
    case 'Await': case 'Yield': case 'YieldFrom': case 'FormattedValue':
    case 'Interpolation': case 'TemplateStr': case 'Starred': case 'Slice':
      return unknown(NOT_READ);
  }
}

/** `of[start:end]` */
function sliceOf(of: Value, { lower, upper, step }: Node<'Slice'>, scope: Scope, place: Place): Value {
  const bounds = [lower, upper].map((node) => node && evaluate(node, scope));
  const numbers = bounds.map((bound) => (bound?.kind === 'number' && !holdsStandIn(bound) ? Number(bound.text) : undefined));
  if (of.kind === 'rows' || bounds.some((bound) => bound?.kind === 'rows')) return { kind: 'rows', place };
  if (of.kind === 'unknown') return { kind: 'unknown', place, reason: of.reason };
  if (step || bounds.some((bound, index) => bound && numbers[index] === undefined)) return { kind: 'unknown', place, reason: NOT_READ };
  if (of.kind === 'list') return { ...of, place, items: of.items.slice(...numbers) };
  if (of.kind !== 'string' || holdsStandIn(of) || /[\ud800-\udfff]/.test(of.text.text)) return { kind: 'unknown', place, reason: NOT_READ };
  const [start = 0, end = of.text.text.length] = numbers.map((at) => (at !== undefined && at < 0 ? Math.max(0, at + of.text.text.length) : at === undefined ? at : Math.min(at, of.text.text.length)));
  return { kind: 'string', place, text: sliced(of.text, { start, end: Math.max(start, end) }) };
}

/** A comprehension makes a list, a set or a dict, whatever that holds. */
function contained(value: Value): Value {
  return value.kind === 'unknown' ? { ...value, container: true } : value;
}

/** `{k: v for …}`, pair by pair. */
function mapped({ key, value, generators, ...at }: Node<'DictComp'>, scope: Scope, place: Place): Value {
  const pairs = comprehended({ ...at, nodeType: 'Tuple', elts: [key, value], ctx: LOAD }, generators, scope, place);
  if (pairs.kind !== 'list') return contained(pairs);
  const entries = pairs.items.flatMap((pair) => (pair.kind === 'list' && pair.items[0] && pair.items[1] ? [[pair.items[0], pair.items[1]] as const] : []));
  return dictOf(entries, place);
}

const LOAD = { nodeType: 'Load' } as const;

const NOT_READ = 'Phasewise does not read this kind of expression yet.';

function constant(node: Constant, scope: Scope, place: Place): Value {
  const value: unknown = node.value;
  if (value === null) return { kind: 'none', place };
  if (typeof value === 'boolean') return { kind: 'bool', place, value };
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'number', place, text: printedNumber(value, scope.file.source.text.slice(place.span.start, place.span.end)) };
  const text = typeof value === 'string' && node.quote_style !== undefined ? stringLiteral(scope.file.source, place.span) : undefined;
  if (text) return { kind: 'string', place, text };
  return { kind: 'unknown', place, reason: 'Phasewise does not read this kind of constant yet.' };
}

/** Python prints a fraction that is whole with its point: `1.0`. */
function printedNumber(value: number | bigint, written: string): string {
  const isFraction = /^[\d_.]*[.eE]/.test(written);
  return isFraction && Number.isInteger(value) && Math.abs(Number(value)) < 1e16 ? `${value}.0` : String(value);
}

/** A name stands for its value, at the place where it is used; the pieces of a string keep the place where they were written. */
function named(name: string, scope: Scope, place: Place): Value {
  const value = scope.lookup(name);
  if (value === undefined && BUILTINS.has(name)) return { kind: 'named', place, name: `builtins.${name}` };
  if (value === undefined) return { kind: 'unknown', place, reason: `\`${name}\` is not defined in this file.` };
  if (value.kind === 'named') return here(scope.resolved({ ...value, place }), place);
  return here(value, place);
}

function here(value: Value, place: Place): Value {
  return value.kind === 'call' || value.kind === 'batch' ? value : { ...value, place };
}

/** The names that Python gives to every module, as far as migrations use them. */
export const BUILTINS = new Set('print str int float bool len range dict list tuple set frozenset sorted reversed enumerate zip globals getattr hasattr staticmethod classmethod exit quit isinstance open any all min max map filter next iter repr type Exception RuntimeError ValueError NotImplementedError KeyError'.split(' '));

function member(of: Value, name: string, place: Place, scope: Scope): Value {
  if (of.kind === 'named') return here(scope.resolved({ kind: 'named', place, name: canonicalName(`${of.name}.${name}`) }), place);
  return memberOf(of, name, place);
}

function item(of: Value, index: Value, scope: Scope, place: Place): Value {
  return statedItem(of, index, scope, place) ?? elementOf(of, index, place);
}

function call(node: Node<'Call'>, scope: Scope, place: Place): Value {
  const change = scope.caller?.change?.(node, scope);
  if (change) return change;
  const of = evaluate(node.func, scope);
  const args = items(node.args, scope);
  const keywords: KeywordValue[] = [];
  for (const keyword of node.keywords) {
    const value = evaluate(keyword.value, scope);
    const at = scope.file.placeOf(keyword);
    if (keyword.arg !== undefined) keywords.push({ name: keyword.arg, value, place: at });
    else keywords.push(...spread(value, at));
  }
  const made: CallValue = { kind: 'call', place, callee: scope.file.placeOf(node.func), of, args, keywords };
  const found = statedCall(made, scope) ?? computed(made);
  if (found?.kind === 'inventory' || found?.kind === 'entry') scope.caller?.asks?.(made);
  return found ?? (scope.caller ? scope.caller.invoke(made) : of.kind === 'function' ? returnedBy(of, made) : undefined) ?? made;
}

/** `**options` of a known dict are keywords; of anything else, one keyword whose name is `**`. */
function spread(value: Value, place: Place): readonly KeywordValue[] {
  if (value.kind !== 'dict') return [{ name: '**', value, place }];
  return value.entries.map(([key, entry]) => ({ name: key.kind === 'string' ? key.text.text : '**', value: entry, place }));
}

/** `*names` of a known list are its items. */
function items(nodes: readonly ExprNode[], scope: Scope): readonly Value[] {
  return nodes.flatMap((node): readonly Value[] => {
    if (node.nodeType !== 'Starred') return [evaluate(node, scope)];
    const all = evaluate(node.value, scope);
    if (all.kind === 'list') return all.items;
    return [{ kind: 'unknown', place: scope.file.placeOf(node), reason: 'How many values this gives is decided while Python runs.', several: true }];
  });
}

function dict(node: Node<'Dict'>, scope: Scope, place: Place): Value {
  const entries: (readonly [Value, Value])[] = [];
  for (const [index, value] of node.values.entries()) {
    const key = node.keys[index];
    const evaluated = evaluate(value, scope);
    if (key) entries.push([evaluate(key, scope), evaluated]);
    else if (evaluated.kind === 'dict') entries.push(...evaluated.entries);
    else return { kind: 'unknown', place, reason: 'Which keys this gives is decided while Python runs.' };
  }
  return dictOf(entries, place);
}
