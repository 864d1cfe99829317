import { joined } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { isSql } from './compare.ts';
import { evaluate } from './expression.ts';
import { asBool } from './logic.ts';
import { percented } from './percent.ts';
import type { ExprNode } from './python.ts';
import type { Scope } from './scope.ts';
import { holdsStandIn } from './stand-in.ts';
import { negated, truthOf } from './truth.ts';
import type { NumberValue, Value } from './value.ts';

type Node<K extends ExprNode['nodeType']> = Extract<ExprNode, { nodeType: K }>;

/** `left + right`: what Python computes of plain values; with a column of SQLAlchemy, what the database will. */
export function binary(node: Node<'BinOp'>, scope: Scope, place: Place): Value {
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
    const begins = left?.kind === 'string' ? left.text.text : left?.kind === 'unknown' ? left.begins : undefined;
    const cause = operands.find(({ kind }) => kind === 'unknown');
    if (operator === undefined || !symbolic) return { kind: 'unknown', place, reason: cause?.kind === 'unknown' ? cause.reason : NOT_COMPUTED, ...(begins !== undefined && { begins }) };
  }
  return { kind: 'operation', place, operator, operands };
}

const NOT_COMPUTED = 'Phasewise does not compute this value yet.';

/** A text is not repeated more often than this. */
const LONGEST = 1000;

function arithmetic(operator: string | undefined, left: NumberValue, right: NumberValue, place: Place): Value {
  const [a, b] = [Number(left.text), Number(right.text)];
  const result = operator && INTEGERS[operator]?.(a, b);
  // A fraction that is whole stays a fraction.
  const isWhole = [left, right].every(({ text }) => /^-?\d+$/.test(text));
  if (!isWhole || !Number.isSafeInteger(a) || !Number.isSafeInteger(b) || result === undefined || !Number.isSafeInteger(result)) return { kind: 'unknown', place, reason: NOT_COMPUTED };
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

const OPERATORS: Readonly<Record<string, string>> = {
  Add: '+', Sub: '-', Mult: '*', Div: '/', Mod: '%', BitAnd: '&', BitOr: '|',
};

/** What Python has for whole numbers, and SQL expressions do not. */
const WHOLE: Readonly<Record<string, string>> = { FloorDiv: '//', Pow: '**' };

function isPlain(value: Value): boolean {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'bool' || value.kind === 'none';
}

export function unary(node: Node<'UnaryOp'>, scope: Scope, place: Place): Value {
  const operand = evaluate(node.operand, scope);
  if (node.op.nodeType === 'USub' && operand.kind === 'number') return { kind: 'number', place, text: `-${operand.text}` };
  if (node.op.nodeType === 'Invert') return { kind: 'operation', place, operator: '~', operands: [operand] };
  if (node.op.nodeType === 'USub' && isSql(operand)) return { kind: 'operation', place, operator: '-', operands: [operand] };
  if (node.op.nodeType === 'Not') return asBool(negated(truthOf(operand)), place, operand);
  return { kind: 'unknown', place, reason: NOT_COMPUTED };
}
