import type { A_Const, A_Expr, Node } from '@pgsql/types';
import { columnOf } from './expression.ts';
import type { Comparison, Constant } from './parts.ts';
import { typeNameOf } from './sqltype.ts';
import { bodyOf, stringsOf } from './tree.ts';

/** What a condition says of its columns by constants; undefined where all of it says something else. */
export function comparisonOf(node: Node): Comparison | undefined {
  const read = comparison(node);
  return read.kind === 'other' ? undefined : read;
}

const OTHER: Comparison = { kind: 'other' };

function comparison(node: Node): Comparison {
  const combined = bodyOf(node, 'BoolExpr');
  if (combined) {
    const all = combined.args?.map(comparison) ?? [];
    if (combined.boolop === 'NOT_EXPR') return all[0] ? negated(all[0]) : OTHER;
    return { kind: combined.boolop === 'OR_EXPR' ? 'or' : 'and', all };
  }
  const test = bodyOf(node, 'NullTest');
  if (test) {
    const column = columnOf(test.arg);
    return column === undefined ? OTHER : { kind: test.nulltesttype === 'IS_NULL' ? 'null' : 'not null', column };
  }
  const asked = bodyOf(node, 'A_Expr');
  return asked ? compared(asked) : OTHER;
}

function compared({ kind, name, lexpr, rexpr }: A_Expr): Comparison {
  const operator = stringsOf(name).at(-1) ?? '';
  const items = bodyOf(rexpr, 'List')?.items ?? [];
  const [column, flipped] = columnOf(lexpr) === undefined ? [columnOf(rexpr), true] : [columnOf(lexpr), false];
  if (column === undefined) return OTHER;
  switch (kind) {
    case 'AEXPR_OP': return isOperator(operator) ? one(column, flipped ? FLIPPED[operator] : operator, flipped ? lexpr : rexpr) : OTHER;
    case 'AEXPR_IN': return operator === '='
      ? { kind: 'or', all: items.map((item) => one(column, '=', item)) }
      : { kind: 'and', all: items.map((item) => one(column, '<>', item)) };
    case 'AEXPR_BETWEEN': return { kind: 'and', all: [one(column, '>=', items[0]), one(column, '<=', items[1])] };
    default: return OTHER;
  }
}

type Operator = Extract<Comparison, { kind: 'compare' }>['operator'];

const FLIPPED: Readonly<Record<Operator, Operator>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const NEGATED: Readonly<Record<Operator, Operator>> = { '=': '<>', '<>': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

function isOperator(operator: string): operator is Operator {
  return operator in FLIPPED;
}

function one(column: string, operator: Operator, value: Node | undefined): Comparison {
  const constant = value && constantOf(value);
  return constant ? { kind: 'compare', column, operator, to: constant } : OTHER;
}

/** In three-valued logic too: both are NULL where the column is. */
function negated(of: Comparison): Comparison {
  switch (of.kind) {
    case 'and': return { kind: 'or', all: of.all.map(negated) };
    case 'or': return { kind: 'and', all: of.all.map(negated) };
    case 'null': return { kind: 'not null', column: of.column };
    case 'not null': return { kind: 'null', column: of.column };
    case 'compare': return { ...of, operator: NEGATED[of.operator] };
    case 'other': return OTHER;
  }
}

/** A number, a text or a truth value, with its sign and the type it is cast to; undefined for NULL and what is no constant. */
export function constantOf(node: Node): Constant | undefined {
  const cast = bodyOf(node, 'TypeCast');
  if (cast?.arg) {
    const inner = constantOf(cast.arg);
    return inner && { ...inner, as: typeNameOf(cast.typeName?.names) };
  }
  const signed = bodyOf(node, 'A_Expr');
  if (signed?.rexpr && !signed.lexpr && stringsOf(signed.name).join() === '-') {
    const inner = constantOf(signed.rexpr);
    return inner && { ...inner, value: `-${inner.value}` };
  }
  const value = valueOf(bodyOf(node, 'A_Const'));
  return value === undefined ? undefined : { value };
}

function valueOf(constant: A_Const | undefined): string | undefined {
  if (!constant || constant.isnull) return undefined;
  if (constant.sval) return constant.sval.sval ?? '';
  if (constant.fval) return constant.fval.fval ?? '';
  if (constant.boolval) return String(constant.boolval.boolval === true);
  return constant.ival ? String(constant.ival.ival ?? 0) : undefined;
}
