import type { A_Const, A_Expr, ColumnRef, FuncCall, Node, SelectStmt } from '@pgsql/types';
import { quoteLiteral, quoteName } from '../../sql/quote.ts';
import { unquoted } from '../../sql/unquote.ts';
import type { MappedText } from '../../text/mapped.ts';
import { calledName } from '../called-name.ts';
import { valueFunction } from '../expression.ts';
import { bodyOf, stringsOf } from '../tree.ts';
import type { Condition } from '../../migrations/condition.ts';
import type { Asking } from './asking.ts';
import { catalogQuery, readsCatalogs } from './catalog-query.ts';
import { conditionOf, isCondition, resolved } from './conditions.ts';
import type { Environment } from './environment.ts';
import type { CodeExpression } from './expression.ts';
import { formatted } from './format.ts';
import type { Value } from './value.ts';
import { asText, concatenated, hole, mappedFrom, NAME, NULL, plainText, textValue, UNKNOWN } from './value.ts';

/** What an expression is worth, as far as it can be told without a server. */
export function evaluate(node: Node | undefined, here: CodeExpression, variables: Environment): Value {
  if (!node) return UNKNOWN;
  const constant = bodyOf(node, 'A_Const');
  if (constant) return constantOf(constant, here);
  const column = bodyOf(node, 'ColumnRef');
  if (column) return variable(column, variables);
  const parameter = bodyOf(node, 'ParamRef');
  if (parameter) return variables.get(`$${parameter.number ?? 0}`) ?? UNKNOWN;
  const cast = bodyOf(node, 'TypeCast');
  if (cast) return castOf(evaluate(cast.arg, here, variables), stringsOf(cast.typeName?.names).at(-1), (cast.typeName?.arrayBounds?.length ?? 0) > 0);
  const array = bodyOf(node, 'A_ArrayExpr');
  if (array) return { kind: 'list', items: (array.elements ?? []).map((item) => evaluate(item, here, variables)) };
  const call = bodyOf(node, 'FuncCall');
  if (call) return called(call, here, variables);
  const builtin = bodyOf(node, 'SQLValueFunction');
  if (builtin) return NAMES.has(valueFunction(builtin)) ? NAME : UNKNOWN;
  const operator = bodyOf(node, 'A_Expr');
  if (operator && stringsOf(operator.name).join('.') === '||') return joinedText([operator.lexpr, operator.rexpr], here, variables);
  if (operator && ARITHMETIC.has(stringsOf(operator.name).join('.'))) return reckoned(operator, here, variables);
  const choice = bodyOf(node, 'CoalesceExpr');
  if (choice) return (choice.args ?? []).map((arg) => evaluate(arg, here, variables)).find(({ kind }) => kind !== 'null') ?? NULL;
  const inner = bodyOf(node, 'SubLink');
  if (inner?.subLinkType === 'EXPR_SUBLINK') return queried(bodyOf(inner.subselect, 'SelectStmt'), here, variables);
  return isCondition(node) ? { kind: 'truth', when: conditionOf(node, asking(here, variables)) } : UNKNOWN;
}

/** When an expression is true. */
export function conditionIn(here: CodeExpression, variables: Environment): Condition {
  return conditionOf(here.tree, asking(here, variables));
}

function asking(here: CodeExpression, variables: Environment): Asking {
  return { place: here.place, value: (node) => evaluate(node, here, variables) };
}

/** The one value of a query: what a query over the system catalogs says of an object, or what its expression comes to. */
export function queried(query: SelectStmt | undefined, here: CodeExpression, variables: Environment): Value {
  const [only, more] = query?.targetList ?? [];
  const wanted = bodyOf(only, 'ResTarget')?.val;
  if (!query || !wanted || more) return UNKNOWN;
  if (!query.fromClause && !query.larg) return evaluate(wanted, here, variables);
  const exists = catalogQuery(query, asking(here, variables));
  const counts = calledName(bodyOf(wanted, 'FuncCall')?.funcname) === 'count';
  if (exists) return counts ? { kind: 'count', exists } : { kind: 'looked up', exists, isName: bodyOf(wanted, 'ColumnRef') !== undefined };
  return readsCatalogs(query) && !counts && bodyOf(wanted, 'ColumnRef') ? NAME : UNKNOWN;
}

function constantOf(constant: A_Const, here: CodeExpression): Value {
  if (constant.isnull) return NULL;
  if (constant.boolval) return { kind: 'truth', when: constant.boolval.boolval ? { kind: 'always' } : { kind: 'not', of: { kind: 'always' } } };
  const token = here.tokenAt(constant.location);
  if (!token) return UNKNOWN;
  if (!constant.sval) return textValue(mappedFrom(constant.ival ? String(constant.ival.ival ?? 0) : constant.fval?.fval ?? '', here.words(token)));
  const text = unquoted(here.text, token);
  return text ? textValue(text) : UNKNOWN;
}

/** A variable, or a field of a record. */
function variable({ fields }: ColumnRef, variables: Environment): Value {
  const [first = '', second, ...more] = stringsOf(fields);
  const value = variables.get(first) ?? UNKNOWN;
  if (second === undefined) return value;
  if (value.kind !== 'record' || more.length > 0) return value.kind === 'name' ? NAME : UNKNOWN;
  return value.fields.get(second) ?? value.rest;
}

/** What a variable of a declared type makes of a value: `'{a,b}'` is a list for one of `text[]`. */
export function declaredAs(type: string, value: Value): Value {
  return castOf(value, type.replace('[]', '').replace(/^boolean$/, 'bool'), type.endsWith('[]'));
}

/** Casts to types whose text form is the name or the text itself keep it; lists may be written as one constant. */
function castOf(value: Value, type: string | undefined, isArray: boolean): Value {
  const text = plainText(value);
  if (isArray && value.kind === 'text' && text !== undefined) return listOf(text, value.text);
  if (type === 'bool' && text !== undefined) return { kind: 'truth', when: /^(t|true|y|yes|on|1)$/i.test(text) ? { kind: 'always' } : { kind: 'not', of: { kind: 'always' } } };
  return value.kind === 'unknown' && type !== undefined && NAME_TYPES.has(type) ? NAME : value;
}

/** Types whose output is always one name, quoted where needed. */
const NAME_TYPES = new Set(['regclass', 'regtype', 'regnamespace', 'regrole']);
/** Functions that give the name of something. */
const NAMES = new Set(['current_user', 'current_role', 'session_user', 'user', 'current_catalog', 'current_schema', 'current_database']);

/** `{a,b}` without quotes or lists inside. */
function listOf(text: string, from: MappedText): Value {
  const inside = /^\{([^{}"\\]*)\}$/.exec(text.trim())?.[1];
  if (inside === undefined) return UNKNOWN;
  return { kind: 'list', items: inside.trim() === '' ? [] : inside.split(',').map((item) => textValue(mappedFrom(item.trim(), from))) };
}

/** A variable's text stands where it is put in. */
function putIn(node: Node | undefined, here: CodeExpression, variables: Environment): Value {
  const value = evaluate(node, here, variables);
  const token = here.tokenAt(bodyOf(node, 'ColumnRef')?.location);
  return value.kind === 'text' && token && bodyOf(node, 'ColumnRef') ? { ...value, text: mappedFrom(value.text.text, here.words(token)) } : value;
}

const ARITHMETIC = new Set(['+', '-', '*', '/', '%']);

/** Whole numbers, as loops count with them. */
function reckoned({ name, lexpr, rexpr }: A_Expr, here: CodeExpression, variables: Environment): Value {
  const [a, b] = [lexpr ? wholeNumber(evaluate(lexpr, here, variables)) : 0, wholeNumber(evaluate(rexpr, here, variables))];
  if (a === undefined || b === undefined) return UNKNOWN;
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': Math.trunc(a / b), '%': a % b }[stringsOf(name).join('.')];
  return result !== undefined && Number.isSafeInteger(result) ? textValue(mappedFrom(String(result), here.text)) : UNKNOWN;
}

function wholeNumber(value: Value): number | undefined {
  const text = plainText(value);
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function joinedText(nodes: readonly (Node | undefined)[], here: CodeExpression, variables: Environment): Value {
  const values = nodes.map((node) => putIn(node, here, variables));
  if (values.some(({ kind }) => kind === 'null')) return NULL;
  return concatenated(values.map((value) => asText(value, here.text)));
}

function called(call: FuncCall, here: CodeExpression, variables: Environment): Value {
  const args = (call.args ?? []).map((arg, index) => (index === 0 ? evaluate(arg, here, variables) : putIn(arg, here, variables)));
  const [first = UNKNOWN] = args;
  const text = plainText(first);
  const said = (words: string) => textValue(mappedFrom(words, here.text));
  const name = calledName(call.funcname);
  switch (name) {
    case 'quote_ident': return text === undefined ? hole('name', here.text) : said(quoteName(text));
    case 'quote_literal': case 'quote_nullable':
      return first.kind === 'null' ? (name === 'quote_literal' ? NULL : said('NULL')) : text === undefined ? hole('constant', here.text) : said(quoteLiteral(text));
    case 'format': return formatted(args, here.text);
    case 'concat': return concatenated(args.filter(({ kind }) => kind !== 'null').map((value) => asText(value, here.text)));
    case 'lower': return text === undefined ? first : said(text.toLowerCase());
    case 'upper': return text === undefined ? first : said(text.toUpperCase());
    case 'string_to_array': return splitBy(first, plainText(args[1]));
    default: return NAMES.has(name) ? NAME : resolvedTo(call, here, variables);
  }
}

function resolvedTo(call: FuncCall, here: CodeExpression, variables: Environment): Value {
  const object = resolved(call, asking(here, variables));
  return object ? { kind: 'looked up', exists: { kind: 'exists', object }, isName: true } : UNKNOWN;
}

function splitBy(value: Value, by: string | undefined): Value {
  const text = plainText(value);
  if (value.kind !== 'text' || text === undefined || by === undefined || by === '') return UNKNOWN;
  return { kind: 'list', items: text.split(by).map((item) => textValue(mappedFrom(item, value.text))) };
}
