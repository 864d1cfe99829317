import type { A_Expr, Node } from '@pgsql/types';
import { parseStatement } from '../sql/grammar.ts';
import { typeNameOf } from './sqltype.ts';
import { bodiesOf, bodyOf, stringsOf } from './tree.ts';

/**
 * What an expression says, whoever writes it: a server writes one down with casts, parentheses and operators of its own
 * choice, and this is the same for both. Two texts of one form are one expression; a text that cannot be read is its own.
 */
export function expressionForm(text: string): string {
  const parsed = parseStatement(`SELECT (${text}\n)`);
  const query = parsed.kind === 'parsed' ? bodyOf(parsed.tree, 'SelectStmt') : undefined;
  const [target] = bodiesOf(query?.targetList, 'ResTarget');
  return target?.val ? JSON.stringify(form(target.val)) : text;
}

/** The same for a whole statement: where a name says `public` and how a view is replaced makes no difference. */
export function statementForm(sql: string): string {
  const parsed = parseStatement(sql);
  return parsed.kind === 'parsed' ? JSON.stringify(form(parsed.tree)) : sql;
}

type Form = unknown;

function form(node: unknown): Form {
  if (Array.isArray(node)) return inOrder(node).map(form);
  if (typeof node !== 'object' || node === null) return node;
  const special = specialForm(node as Node);
  if (special !== undefined) return special;
  return Object.fromEntries(Object.entries(node).filter(([key, value]) => !isLayout(key, value)).map(([key, value]) => [key, form(key === 'names' || key === 'funcname' ? withoutSchema(value) : value)]));
}

/** `integer` is pg_catalog.int4 for the grammar, and `int4` the first of that name on the search_path. A server that is read says `public` everywhere. */
function withoutSchema(names: unknown): unknown {
  const schema = Array.isArray(names) && names.length > 1 ? bodyOf(names[0] as Node, 'String')?.sval : undefined;
  return Array.isArray(names) && (schema === 'pg_catalog' || schema === 'public') ? names.slice(1) : names;
}

/** Options stand in any order. */
function inOrder(nodes: readonly unknown[]): readonly unknown[] {
  const names = nodes.map((node) => bodyOf(node as Node, 'DefElem')?.defname);
  if (names.includes(undefined)) return nodes;
  return nodes.map((node, at) => ({ node, name: names[at] ?? '' })).toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ node }) => node);
}

/** Places, and what is said or left out without a difference. */
function isLayout(key: string, value: unknown): boolean {
  return key === 'location' || key === 'stmt_location' || key === 'stmt_len' || key === 'funcformat' || key === 'name_location' || key === 'replace'
    || key.endsWith('_location') || key.endsWith('_start') || key.endsWith('_end') || (key === 'schemaname' && value === 'public');
}

function specialForm(node: Node): Form | undefined {
  const constant = bodyOf(node, 'A_Const');
  if (constant) return constant.isnull ? 'null' : ['constant', constantText(constant)];
  const cast = bodyOf(node, 'TypeCast');
  if (cast?.arg) return isOwnCast(cast.arg, typeNameOf(cast.typeName?.names), cast.typeName?.arrayBounds !== undefined) ? form(cast.arg) : undefined;
  const column = bodyOf(node, 'ColumnRef');
  if (column?.fields) return ['column', stringsOf(column.fields).at(-1) ?? '*'];
  const operation = bodyOf(node, 'A_Expr');
  if (operation) return operationForm(operation);
  const both = bodyOf(node, 'BoolExpr');
  if (both?.boolop === 'AND_EXPR' || both?.boolop === 'OR_EXPR') return [both.boolop, ...flattened(node, both.boolop)];
  const call = bodyOf(node, 'FuncCall');
  if (call?.funcname) {
    const { funcname, funcformat: _format, location: _location, ...rest } = call;
    const name = stringsOf(funcname).at(-1) ?? '';
    return ['call', CALLED[name] ?? name, argumentsForm(name, rest.args ?? []), form({ ...rest, args: undefined })];
  }
  return undefined;
}

/** Before 14 a server writes EXTRACT as the function that it was. */
const CALLED: Readonly<Record<string, string>> = { date_part: 'extract' };

/** A sequence is named with its schema or without it. */
function argumentsForm(name: string, args: readonly Node[]): Form {
  if (name !== 'nextval' && name !== 'currval') return form(args);
  return args.map((node) => {
    const bare = form(node);
    return Array.isArray(bare) && bare[0] === 'constant' && typeof bare[1] === 'string' ? ['constant', bare[1].slice(bare[1].lastIndexOf('.') + 1)] : bare;
  });
}

function constantText({ ival, fval, sval, bsval, boolval }: { readonly ival?: { readonly ival?: number }; readonly fval?: { readonly fval?: string }; readonly sval?: { readonly sval?: string }; readonly bsval?: { readonly bsval?: string }; readonly boolval?: { readonly boolval?: boolean } }): string {
  if (sval) return truthOf(sval.sval ?? '');
  if (boolval) return boolval.boolval ? 'true' : 'false';
  return fval?.fval ?? bsval?.bsval ?? String(ival?.ival ?? 0);
}

function truthOf(text: string): string {
  return text === 't' ? 'true' : text === 'f' ? 'false' : text;
}

/** Casts that a server writes of its own accord: of constants, of arrays of them, and to the types that operators and functions take. */
function isOwnCast(of: Node, type: string, isArray: boolean): boolean {
  if (bodyOf(of, 'A_Const') || bodyOf(of, 'TypeCast') || isArray || bodyOf(of, 'A_ArrayExpr')) return true;
  const negative = bodyOf(of, 'A_Expr');
  if (negative && !negative.lexpr) return true;
  return OWN_CASTS.has(type);
}

const OWN_CASTS: ReadonlySet<string> = new Set(['text', 'varchar', 'bpchar', 'numeric', 'float8', 'timestamp', 'timestamptz', 'regclass', 'oid', 'name']);

/** IN and = ANY of an array, BETWEEN and its two comparisons, a sign and its number. */
function operationForm(operation: A_Expr): Form | undefined {
  const { kind, lexpr, rexpr, name } = operation;
  const operator = stringsOf(name).at(-1) ?? '';
  switch (kind) {
    case 'AEXPR_IN': return anyForm(operator === '<>' ? '<> all' : '= any', lexpr, bodyOf(rexpr, 'List')?.items ?? []);
    case 'AEXPR_OP_ANY': return arrayed(`${operator} any`, lexpr, rexpr);
    case 'AEXPR_OP_ALL': return arrayed(`${operator} all`, lexpr, rexpr);
    case 'AEXPR_BETWEEN': {
      const [low, high] = bodyOf(rexpr, 'List')?.items ?? [];
      return ['AND_EXPR', ['operator', '>=', form(lexpr), form(low)], ['operator', '<=', form(lexpr), form(high)]];
    }
    case 'AEXPR_OP': case 'AEXPR_LIKE': case 'AEXPR_ILIKE': {
      const right = form(rexpr);
      if (!lexpr && operator === '-' && Array.isArray(right) && right[0] === 'constant') return ['constant', `-${String(right[1])}`];
      return ['operator', operator, lexpr ? form(lexpr) : null, right];
    }
    default: return undefined;
  }
}

function arrayed(operator: string, left: Node | undefined, right: Node | undefined): Form {
  const bare = withoutOwnCasts(right);
  const array = bodyOf(bare, 'A_ArrayExpr');
  if (array) return anyForm(operator, left, array.elements ?? []);
  const text = bodyOf(bare, 'A_Const')?.sval?.sval;
  const listed = text === undefined ? undefined : /^\{([^{}"\\]*)\}$/.exec(text)?.[1];
  return listed === undefined ? [operator, form(left), form(right)] : [operator, form(left), listed.split(',').map((one) => ['constant', truthOf(one)])];
}

function withoutOwnCasts(node: Node | undefined): Node | undefined {
  let bare = node;
  for (let cast = bodyOf(bare, 'TypeCast'); cast; cast = bodyOf(bare, 'TypeCast')) bare = cast.arg;
  return bare;
}

/** Of one value a server makes a comparison. */
function anyForm(operator: string, left: Node | undefined, values: readonly Node[]): Form {
  const [only, ...others] = values;
  if (only && others.length === 0) return ['operator', operator.split(' ')[0], form(left), form(only)];
  return [operator, form(left), form(values)];
}

function flattened(node: Node, operator: 'AND_EXPR' | 'OR_EXPR'): readonly Form[] {
  const body = bodyOf(node, 'BoolExpr');
  if (body?.boolop !== operator) {
    const made = form(node);
    return Array.isArray(made) && made[0] === operator ? made.slice(1) : [made];
  }
  return (body.args ?? []).flatMap((part) => flattened(part, operator));
}
