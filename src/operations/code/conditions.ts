import type { A_Expr, BoolExpr, FuncCall, Node, NullTest, SubLink } from '@pgsql/types';
import type { Condition } from '../../migrations/condition.ts';
import { ALWAYS } from '../../migrations/condition.ts';
import type { ObjectName } from '../../sql/name.ts';
import type { Place } from '../../text/place.ts';
import { calledName } from '../called-name.ts';
import { bodyOf, stringsOf } from '../tree.ts';
import type { Asking } from './asking.ts';
import { catalogQuery } from './catalog-query.ts';
import { namedIn } from './written-name.ts';
import type { Value } from './value.ts';
import { plainText } from './value.ts';

const NEVER: Condition = { kind: 'not', of: ALWAYS };

export function undecidable(reason: string, place: Place): Condition {
  return { kind: 'undecidable', reason, place };
}

export function negated(of: Condition): Condition {
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

/** Whether a node is a question at all; all other nodes are values. */
export function isCondition(node: Node): boolean {
  const operator = bodyOf(node, 'A_Expr');
  if (operator) return SIGNS.has(stringsOf(operator.name).at(-1) ?? '');
  return ['BoolExpr', 'NullTest'].some((tag) => tag in node) || bodyOf(node, 'SubLink')?.subLinkType === 'EXISTS_SUBLINK';
}

const SIGNS = new Set(['=', '<>', '<', '>', '<=', '>=']);

/** When an expression of code is true, as far as a catalog can tell. */
export function conditionOf(node: Node, asking: Asking): Condition {
  const both = bodyOf(node, 'BoolExpr');
  if (both) return combined(both, asking);
  const test = bodyOf(node, 'NullTest');
  if (test) return nullTest(test, asking);
  const inner = bodyOf(node, 'SubLink');
  if (inner?.subLinkType === 'EXISTS_SUBLINK') return exists(inner, asking);
  const operator = bodyOf(node, 'A_Expr');
  if (operator && isCondition(node)) return compared(operator, asking);
  return truthOf(asking.value(node), asking);
}

function combined({ boolop, args }: BoolExpr, asking: Asking): Condition {
  const of = (args ?? []).map((arg) => conditionOf(arg, asking));
  if (boolop === 'NOT_EXPR') return negated(of[0] ?? NEVER);
  return { kind: boolop === 'OR_EXPR' ? 'any' : 'all', of };
}

function truthOf(value: Value, { place }: Asking): Condition {
  return value.kind === 'truth' ? value.when : undecidable('What this comes to is known only when it runs.', place);
}

function nullTest({ arg, nulltesttype }: NullTest, asking: Asking): Condition {
  const given = nulltesttype === 'IS_NOT_NULL';
  const call = bodyOf(arg, 'FuncCall');
  const object = call && resolved(call, asking);
  const value = asking.value(arg);
  const isThere = object ? { kind: 'exists', object } as const : valueGiven(value, asking);
  return given ? isThere : negated(isThere);
}

function valueGiven(value: Value, { place }: Asking): Condition {
  switch (value.kind) {
    case 'looked up': return value.exists;
    case 'null': return NEVER;
    case 'text': case 'truth': case 'count': case 'list': return ALWAYS;
    case 'name': case 'unknown': case 'record': return undecidable('Whether this is NULL is known only when it runs.', place);
  }
}

const RESOLVERS: Readonly<Record<string, ObjectName['type']>> = {
  to_regclass: 'relation', to_regtype: 'type', to_regnamespace: 'schema', to_regproc: 'function', to_regprocedure: 'function',
};

/** https://www.postgresql.org/docs/current/functions-info.html: to_regclass and its like give NULL where there is none. */
export function resolved(call: FuncCall, asking: Asking): ObjectName | undefined {
  const type = RESOLVERS[calledName(call.funcname)];
  const text = type && plainText(asking.value(call.args?.[0]));
  return text === undefined ? undefined : namedIn(text.replace(/\(.*$/s, ''), type ?? 'relation');
}

function exists({ subselect }: SubLink, asking: Asking): Condition {
  const query = bodyOf(subselect, 'SelectStmt');
  return (query && catalogQuery(query, asking)) ?? undecidable('The rows that are there when it runs decide this.', asking.place);
}

function compared(operator: A_Expr, asking: Asking): Condition {
  const sign = stringsOf(operator.name).at(-1) ?? '=';
  const [left, right] = [asking.value(operator.lexpr), asking.value(operator.rexpr)];
  const count = left.kind === 'count' ? counted(sign, plainText(right), left.exists) : right.kind === 'count' ? counted(TURNED[sign] ?? sign, plainText(left), right.exists) : undefined;
  if (count) return count;
  const [a, b] = [plainText(left), plainText(right)];
  const sameTruth = sign === '=' && left.kind === 'truth' && right.kind === 'truth' ? equalTruths(left.when, right.when) : undefined;
  if (sameTruth) return sameTruth;
  if (a !== undefined && b !== undefined && operator.kind === 'AEXPR_OP' && (sign === '=' || sign === '<>')) return (a === b) === (sign === '=') ? ALWAYS : NEVER;
  return undecidable('What this comes to is known only when it runs.', asking.place);
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** A count of what a catalog lists: none, or at least one. */
function counted(sign: string, number: string | undefined, isThere: Condition): Condition | undefined {
  const none = negated(isThere);
  switch (`${sign}${number ?? ''}`) {
    case '=0': case '<1': case '<=0': return none;
    case '>0': case '>=1': case '<>0': case '=1': return isThere;
    case '<>1': return none;
    default: return undefined;
  }
}

function equalTruths(a: Condition, b: Condition): Condition | undefined {
  if (b.kind === 'always') return a;
  if (b.kind === 'not' && b.of.kind === 'always') return negated(a);
  return undefined;
}
