import type { Condition } from '../../migrations/condition.ts';
import { caused, joined, sliced, written } from '../../text/mapped.ts';
import type { MappedText } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { canonicalName } from './canonical.ts';
import { ENVIRONMENT, compared, isSql } from './compare.ts';
import { comprehended } from './comprehension.ts';
import { computed } from './compute.ts';
import { dictOf, setOf, whole } from './container.ts';
import { oneOf } from './either.ts';
import { bothSuch } from './inspector.ts';
import { elementOf } from './element.ts';
import { opposite } from './guards.ts';
import { memberOf } from './member.ts';
import { stringLiteral } from './literal.ts';
import type { Constant, ExprNode } from './python.ts';
import { returnedBy } from './returned.ts';
import type { Scope } from './scope.ts';
import { holdsStandIn, standInFor, standInText } from './stand-in.ts';
import { negated, truthOf } from './truth.ts';
import type { CallValue, KeywordValue, NumberValue, StringValue, SuchValue, Value } from './value.ts';
import { fromRows } from './value.ts';

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
    case 'JoinedStr': return formatted(node, scope, place);
    case 'BinOp': return binary(node, scope, place);
    case 'UnaryOp': return unary(node, scope, place);
    case 'Compare': return compared(node.ops.map((op) => op.nodeType), [node.left, ...node.comparators].map((operand) => evaluate(operand, scope)), place);
    case 'BoolOp': return logic(node, scope, place);
    case 'IfExp': return choice(node, scope, place);
    case 'Subscript': return node.slice.nodeType === 'Slice' ? sliceOf(evaluate(node.value, scope), node.slice, scope, place) : elementOf(evaluate(node.value, scope), evaluate(node.slice, scope), place);
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
  return { kind: 'string', place, text: slice(of.text, start, Math.max(start, end)) };
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
  const found = computed(made);
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

/** An f-string of known strings and numbers. */
function formatted(node: Node<'JoinedStr'>, scope: Scope, place: Place): Value {
  const parts = node.values.map((part): Part => {
    if (part.nodeType === 'Constant') return { text: literalPart(part, scope, place) };
    const value = part.nodeType === 'FormattedValue' ? evaluate(part.value, scope) : undefined;
    const text = part.nodeType === 'FormattedValue' && value ? insertion(part, value) : undefined;
    return text || !value ? { text } : { hole: fromRows(value) ? standInText('$1', value.place) : undefined };
  });
  const texts = parts.map(({ text }) => text);
  const known = texts.filter((text) => text !== undefined);
  if (known.length === texts.length) return { kind: 'string', place, text: joined(known) };
  const filled = parts.map(({ text, hole }) => text ?? hole).filter((text) => text !== undefined);
  const template = filled.length === parts.length ? { template: joined(filled) } : {};
  return { kind: 'unknown', place, begins: joined(known.slice(0, texts.indexOf(undefined))).text, reason: F_STRING, ...template };
}

/** A piece of an f-string: its text, or what stands in for a value that a query gave. */
interface Part { readonly text?: MappedText | undefined; readonly hole?: MappedText | undefined }

const F_STRING = 'The value of this f-string is decided while Python runs; Phasewise does not execute migrations to read them.';

/** Text between the braces is exact where it stands in the file as it reads; with escapes the whole f-string is its origin. */
function literalPart(part: Constant, scope: Scope, whole: Place): MappedText | undefined {
  const value: unknown = part.value;
  if (typeof value !== 'string') return undefined;
  const { source } = scope.file;
  const { span } = scope.file.placeOf(part);
  return source.text.slice(span.start, span.end) === value ? written(source.path, source.text, span) : caused(value, whole);
}

function insertion(part: Node<'FormattedValue'>, value: Value): MappedText | undefined {
  if (part.format_spec || (part.conversion !== -1 && part.conversion !== 115)) return undefined;
  return textOf(value);
}

/** What `str()` makes of a value. */
export function textOf(value: Value): MappedText | undefined {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'number' && holdsStandIn(value)) return standInText(value.text, value.place);
  const text = printed(value);
  return text === undefined ? undefined : caused(text, value.place);
}

/** What Python prints of a value inside a list. */
function printed(value: Value): string | undefined {
  switch (value.kind) {
    case 'none': return 'None';
    case 'bool': return value.value ? 'True' : 'False';
    case 'number': return holdsStandIn(value) ? undefined : value.text;
    case 'string': return holdsStandIn(value) || !/^[ !#-&(-[\]-~]*$/.test(value.text.text) ? undefined : `'${value.text.text}'`;
    case 'list': {
      const [open, close] = value.brackets ?? '';
      const items = value.items.map(printed);
      if (open === undefined || close === undefined || items.includes(undefined)) return undefined;
      return `${open}${items.join(', ')}${value.brackets === '()' && items.length === 1 ? ',' : ''}${close}`;
    }
    default: return undefined;
  }
}

function binary(node: Node<'BinOp'>, scope: Scope, place: Place): Value {
  const operands = [evaluate(node.left, scope), evaluate(node.right, scope)];
  const [left, right] = operands;
  const operator = OPERATORS[node.op.nodeType];
  if (operator === '+' && left?.kind === 'string' && right?.kind === 'string') {
    return { kind: 'string', place, text: joined([left.text, right.text]) };
  }
  if (operator === '*' && left?.kind === 'string' && right?.kind === 'number' && !holdsStandIn(right) && Number(right.text) <= LONGEST) return { kind: 'string', place, text: joined(Array.from({ length: Math.max(0, Number(right.text)) }, () => left.text)) };
  if (operator === '+' && left?.kind === 'list' && right?.kind === 'list') return { ...left, place, items: [...left.items, ...right.items] };
  const percent = operator === '%' && left?.kind === 'string' && right ? percented(left, right, place) : undefined;
  if (percent) return percent;
  if (left?.kind === 'number' && right?.kind === 'number') return arithmetic(operator ?? WHOLE[node.op.nodeType], left, right, place);
  if (operands.some(({ kind }) => kind === 'rows') && !operands.some(isSql)) return { kind: 'rows', place };
  if (operator === undefined || operands.some(isPlain)) {
    const symbolic = operands.some((operand) => operand.kind === 'call' || operand.kind === 'member' || operand.kind === 'operation');
    const begins = left?.kind === 'string' ? { begins: left.text.text } : {};
    const cause = operands.find(({ kind }) => kind === 'unknown');
    if (operator === undefined || !symbolic) return cause?.kind === 'unknown' ? { ...cause, place, ...begins } : { kind: 'unknown', place, reason: 'Phasewise does not compute this value yet.' };
  }
  return { kind: 'operation', place, operator, operands };
}

/** A text is not repeated more often than this. */
const LONGEST = 1000;

function arithmetic(operator: string | undefined, left: NumberValue, right: NumberValue, place: Place): Value {
  const [a, b] = [Number(left.text), Number(right.text)];
  const result = operator && INTEGERS[operator]?.(a, b);
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || result === undefined || !Number.isSafeInteger(result)) return { kind: 'unknown', place, reason: 'Phasewise does not compute this value yet.' };
  return { kind: 'number', place, text: String(result), ...(holdsStandIn(left) || holdsStandIn(right) ? { standIn: true } : {}) };
}

/** What Python computes of whole numbers; it divides downwards. */
const INTEGERS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a - b * Math.floor(a / b),
  '**': (a, b) => a ** b,
};

/** `'… %s …' % value`, with `%s`, `%d` and `%(name)s`; undefined where anything else is asked for, and where values are left over. */
function percented(template: StringValue, right: Value, place: Place): Value | undefined {
  const values = right.kind === 'list' && right.brackets !== '[]' ? [...right.items] : [right];
  const parts: MappedText[] = [];
  let from = 0;
  for (const match of template.text.text.matchAll(/%(?:\((\w+)\))?(.?)/gs)) {
    const [whole, name, conversion] = match;
    const entry = name === undefined ? undefined : right.kind === 'dict' ? right.entries.find(([key]) => key.kind === 'string' && key.text.text === name)?.[1] : undefined;
    const value = conversion === '%' ? undefined : name === undefined ? values.shift() : entry;
    const text = conversion === '%' ? caused('%', template.place) : value && /^[sd]$/.test(conversion ?? '') ? textOf(value) : undefined;
    if (!text) return value?.kind === 'rows' ? { kind: 'rows', place } : value?.kind === 'unknown' ? { ...value, place } : undefined;
    parts.push(slice(template.text, from, match.index), text);
    from = match.index + whole.length;
  }
  if (values.length > 0 && right.kind !== 'dict') return undefined;
  return { kind: 'string', place, text: joined([...parts, slice(template.text, from, template.text.text.length)]) };
}

function unary(node: Node<'UnaryOp'>, scope: Scope, place: Place): Value {
  const operand = evaluate(node.operand, scope);
  if (node.op.nodeType === 'USub' && operand.kind === 'number') return { kind: 'number', place, text: `-${operand.text}` };
  if (node.op.nodeType === 'Invert') return { kind: 'operation', place, operator: '~', operands: [operand] };
  if (node.op.nodeType === 'USub' && isSql(operand)) return { kind: 'operation', place, operator: '-', operands: [operand] };
  if (node.op.nodeType === 'Not') return valueOf(negated(truthOf(operand)), place, operand);
  return { kind: 'unknown', place, reason: 'Phasewise does not compute this value yet.' };
}

/** `and` and `or`: what decides is taken, what follows it is not even looked at. */
function logic(node: Node<'BoolOp'>, scope: Scope, place: Place): Value {
  const decisive = node.op.nodeType === 'Or';
  const open: Value[] = [];
  for (const operand of node.values) {
    const value = evaluate(operand, scope);
    const truth = truthOf(value);
    if (truth === decisive && open.length === 0) return value;
    if (truth === decisive) return otherwise(open, value, place);
    if (truth !== !decisive) open.push(value);
    else if (open.length === 0 && operand === node.values.at(-1)) return value;
  }
  const [first] = open;
  if (!first) return { kind: 'bool', place, value: !decisive };
  const such = decisive ? undefined : allSuch(open, place);
  if (such) return such;
  const conditions = open.map(truthOf).flatMap((truth) => (typeof truth === 'object' ? [truth] : []));
  if (conditions.length === open.length) return { kind: 'condition', place, condition: { kind: decisive ? 'any' : 'all', of: conditions } };
  if (open.some(({ kind }) => kind === 'rows')) return { kind: 'rows', place };
  const cause = open.find(({ kind }) => kind === 'unknown');
  return cause && open.length === 1 ? cause : { kind: 'unknown', place, reason: cause?.kind === 'unknown' ? cause.reason : UNDECIDED };
}

/** `fk['referred_table'] == 't' and fk['constrained_columns'] == ['a']` */
function allSuch([first, ...others]: readonly Value[], place: Place): SuchValue | undefined {
  return others.reduce<SuchValue | undefined>((all, value) => (all && value.kind === 'such' ? bothSuch(all, value, place) : undefined), first?.kind === 'such' ? first : undefined);
}

/** `x or y` where nobody knows x. Of an environment variable, y stands for what the environment will say. */
function otherwise(open: readonly Value[], value: Value, place: Place): Value {
  if (value.kind === 'bool') return { ...value, place };
  const [cause] = open;
  if (open.length === 1 && cause?.kind === 'unknown' && cause.reason === ENVIRONMENT && value.kind === 'string' && value.text.text !== '') return standInFor(value, place);
  return { kind: 'unknown', place, reason: cause?.kind === 'unknown' ? cause.reason : UNDECIDED };
}

const UNDECIDED = 'Whether this runs is decided while Python runs; Phasewise does not execute migrations to read them.';

function choice(node: Node<'IfExp'>, scope: Scope, place: Place): Value {
  const truth = truthOf(evaluate(node.test, scope));
  if (typeof truth === 'boolean') return evaluate(truth ? node.body : node.orelse, scope);
  const when: Condition = truth ?? { kind: 'undecidable', reason: UNDECIDED, place };
  const branches = ([[when, node.body], [opposite(when), node.orelse]] as const).map(([condition, branch]) => ({ when: condition, value: under(scope, condition, () => evaluate(branch, scope)) }));
  return oneOf(branches, place, 'This choice is made while Python runs; Phasewise does not execute migrations to read them.');
}

function under<T>(scope: Scope, condition: Condition, read: () => T): T {
  return scope.caller?.under ? scope.caller.under(condition, read) : read();
}

function valueOf(truth: ReturnType<typeof truthOf>, place: Place, from: Value): Value {
  if (typeof truth === 'boolean') return { kind: 'bool', place, value: truth };
  if (truth) return { kind: 'condition', place, condition: truth };
  return from.kind === 'rows' ? from : { kind: 'unknown', place, reason: from.kind === 'unknown' ? from.reason : UNDECIDED };
}

const OPERATORS: Readonly<Record<string, string>> = {
  Add: '+', Sub: '-', Mult: '*', Div: '/', Mod: '%', BitAnd: '&', BitOr: '|',
};

/** What Python has for whole numbers, and SQL expressions do not. */
const WHOLE: Readonly<Record<string, string>> = { FloorDiv: '//', Pow: '**' };

function isPlain(value: Value): boolean {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'bool' || value.kind === 'none';
}

function slice(text: MappedText, start: number, end: number): MappedText {
  return sliced(text, { start, end });
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
