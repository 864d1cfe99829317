import { caused, joined, written } from '../../text/mapped.ts';
import type { MappedText } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { canonicalName } from './canonical.ts';
import { stringLiteral } from './literal.ts';
import type { Constant, ExprNode } from './python.ts';
import type { Scope } from './scope.ts';
import type { CallValue, KeywordValue, StringValue, Value } from './value.ts';

type Node<K extends ExprNode['nodeType']> = Extract<ExprNode, { nodeType: K }>;

/** What an expression is worth where it stands. Never throws: what cannot be said is an unknown value with its reason. */
export function evaluate(node: ExprNode, scope: Scope): Value {
  const place = scope.file.placeOf(node);
  const unknown = (reason: string): Value => ({ kind: 'unknown', place, reason });

  switch (node.nodeType) {
    case 'Constant': return constant(node, scope, place);
    case 'Name': return named(node.id, scope, place);
    case 'Attribute': return member(evaluate(node.value, scope), node.attr, place);
    case 'Call': return call(node, scope, place);
    case 'List': case 'Tuple': return { kind: 'list', place, items: items(node.elts, scope) };
    case 'Dict': return dict(node, scope, place);
    case 'JoinedStr': return formatted(node, scope, place);
    case 'BinOp': return binary(node, scope, place);
    case 'UnaryOp': return unary(node, scope, place);
    case 'Compare': return comparison(node, scope, place);
    case 'BoolOp': return unknown('`and` and `or` are decided while Python runs; Phasewise does not execute migrations to read them.');
    case 'IfExp': return unknown('This choice is made while Python runs; Phasewise does not execute migrations to read them.');
    case 'ListComp': case 'SetComp': case 'DictComp': case 'GeneratorExp': return unknown('Phasewise does not unroll comprehensions yet.');
    case 'Lambda': case 'NamedExpr': case 'Set': case 'Await': case 'Yield': case 'YieldFrom': case 'FormattedValue':
    case 'Interpolation': case 'TemplateStr': case 'Subscript': case 'Starred': case 'Slice':
      return unknown('Phasewise does not read this kind of expression yet.');
  }
}

function constant(node: Constant, scope: Scope, place: Place): Value {
  const value: unknown = node.value;
  if (value === null) return { kind: 'none', place };
  if (typeof value === 'boolean') return { kind: 'bool', place, value };
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'number', place, text: String(value) };
  const text = typeof value === 'string' && node.quote_style !== undefined ? stringLiteral(scope.file.source, place.span) : undefined;
  if (text) return { kind: 'string', place, text };
  return { kind: 'unknown', place, reason: 'Phasewise does not read this kind of constant yet.' };
}

/** A name stands for its value, at the place where it is used; the pieces of a string keep the place where they were written. */
function named(name: string, scope: Scope, place: Place): Value {
  const value = scope.lookup(name);
  if (value === undefined && BUILTINS.has(name)) return { kind: 'named', place, name: `builtins.${name}` };
  if (value === undefined) return { kind: 'unknown', place, reason: `\`${name}\` is not defined in this file.` };
  return value.kind === 'call' || value.kind === 'batch' ? value : { ...value, place };
}

const BUILTINS = new Set('print str int float len range dict list tuple set sorted enumerate zip globals getattr isinstance open'.split(' '));

function member(of: Value, name: string, place: Place): Value {
  if (of.kind === 'named') return { kind: 'named', place, name: canonicalName(`${of.name}.${name}`) };
  return { kind: 'member', place, of, name };
}

function call(node: Node<'Call'>, scope: Scope, place: Place): Value {
  const of = evaluate(node.func, scope);
  const args = items(node.args, scope);
  const keywords: KeywordValue[] = [];
  for (const keyword of node.keywords) {
    const value = evaluate(keyword.value, scope);
    const at = scope.file.placeOf(keyword);
    if (keyword.arg !== undefined) keywords.push({ name: keyword.arg, value, place: at });
    else keywords.push(...spread(value, at));
  }
  return { kind: 'call', place, callee: scope.file.placeOf(node.func), of, args, keywords };
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
    return [{ kind: 'unknown', place: scope.file.placeOf(node), reason: 'How many values this gives is decided while Python runs.' }];
  });
}

function dict(node: Node<'Dict'>, scope: Scope, place: Place): Value {
  const entries: (readonly [Value, Value])[] = [];
  for (const [index, value] of node.values.entries()) {
    const key = node.keys[index];
    if (!key) return { kind: 'unknown', place, reason: 'Phasewise does not read `**` inside a dict yet.' };
    entries.push([evaluate(key, scope), evaluate(value, scope)]);
  }
  return { kind: 'dict', place, entries };
}

/** An f-string of known strings and numbers. */
function formatted(node: Node<'JoinedStr'>, scope: Scope, place: Place): Value {
  const parts: MappedText[] = [];
  for (const part of node.values) {
    const text = part.nodeType === 'Constant' ? literalPart(part, scope, place) : part.nodeType === 'FormattedValue' ? insertion(part, scope) : undefined;
    if (!text) return { kind: 'unknown', place, reason: 'The value of this f-string is decided while Python runs; Phasewise does not execute migrations to read them.' };
    parts.push(text);
  }
  return { kind: 'string', place, text: joined(parts) };
}

/** Text between the braces is exact where it stands in the file as it reads; with escapes the whole f-string is its origin. */
function literalPart(part: Constant, scope: Scope, whole: Place): MappedText | undefined {
  const value: unknown = part.value;
  if (typeof value !== 'string') return undefined;
  const { source } = scope.file;
  const { span } = scope.file.placeOf(part);
  return source.text.slice(span.start, span.end) === value ? written(source.path, source.text, span) : caused(value, whole);
}

function insertion(part: Node<'FormattedValue'>, scope: Scope): MappedText | undefined {
  if (part.format_spec || (part.conversion !== -1 && part.conversion !== 115)) return undefined;
  const value = evaluate(part.value, scope);
  if (value.kind === 'string') return value.text;
  return value.kind === 'number' ? caused(value.text, value.place) : undefined;
}

function binary(node: Node<'BinOp'>, scope: Scope, place: Place): Value {
  const operands = [evaluate(node.left, scope), evaluate(node.right, scope)];
  const [left, right] = operands;
  const operator = OPERATORS[node.op.nodeType];
  if (operator === '+' && left?.kind === 'string' && right?.kind === 'string') {
    return { kind: 'string', place, text: joined([left.text, right.text]) };
  }
  if (operator === '+' && left?.kind === 'list' && right?.kind === 'list') return { kind: 'list', place, items: [...left.items, ...right.items] };
  if (operator === undefined || operands.some(isPlain)) {
    const symbolic = operands.some((operand) => operand.kind === 'call' || operand.kind === 'member');
    if (operator === undefined || !symbolic) return { kind: 'unknown', place, reason: 'Phasewise does not compute this value yet.' };
  }
  return { kind: 'operation', place, operator, operands };
}

function unary(node: Node<'UnaryOp'>, scope: Scope, place: Place): Value {
  const operand = evaluate(node.operand, scope);
  if (node.op.nodeType === 'USub' && operand.kind === 'number') return { kind: 'number', place, text: `-${operand.text}` };
  if (node.op.nodeType === 'Invert') return { kind: 'operation', place, operator: '~', operands: [operand] };
  return { kind: 'unknown', place, reason: 'Phasewise does not compute this value yet.' };
}

function comparison(node: Node<'Compare'>, scope: Scope, place: Place): Value {
  const [op] = node.ops;
  const [right] = node.comparators;
  const operator = op && node.ops.length === 1 ? OPERATORS[op.nodeType] : undefined;
  if (!right || operator === undefined) return { kind: 'unknown', place, reason: 'Phasewise does not compute this comparison yet.' };
  return { kind: 'operation', place, operator, operands: [evaluate(node.left, scope), evaluate(right, scope)] };
}

const OPERATORS: Readonly<Record<string, string>> = {
  Add: '+', Sub: '-', Mult: '*', Div: '/', Mod: '%', Eq: '==', NotEq: '!=', Lt: '<', LtE: '<=', Gt: '>', GtE: '>=', BitAnd: '&', BitOr: '|',
};

function isPlain(value: Value): boolean {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'bool' || value.kind === 'none';
}

/** Is this a call of the method `name` of something? `sa.JSON().with_variant(…)`, `e.create(bind)`. */
export function methodCall(value: Value, name: string): { readonly receiver: Value; readonly call: CallValue } | undefined {
  if (value.kind !== 'call' || value.of.kind !== 'member' || value.of.name !== name) return undefined;
  return { receiver: value.of.of, call: value };
}

/** A string as it stands, `op.f('…')` included. `fixed`: `op.f` protects it from naming conventions and lets it be cut. */
export function stringOf(value: Value | undefined): { readonly value: StringValue; readonly fixed: boolean } | undefined {
  if (value?.kind === 'string') return { value, fixed: false };
  if (value?.kind !== 'call') return undefined;
  const fixes = (value.of.kind === 'named' && value.of.name === 'op.f') || (value.of.kind === 'member' && value.of.name === 'f' && value.of.of.kind === 'batch');
  const [first] = value.args;
  return fixes && first?.kind === 'string' ? { value: first, fixed: true } : undefined;
}
