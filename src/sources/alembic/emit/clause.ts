import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import { Arguments } from '../arguments.ts';
import { methodCall } from '../expression.ts';
import type { CallValue, OperationValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, notRead } from '../value.ts';
import { identifier, literal, quotedText } from './identifier.ts';
import { standInText } from '../stand-in.ts';
import { enumMember, stringAt } from '../member.ts';
import { selectSql } from './dml.ts';
import { columnReference } from './reference.ts';
import { phrase, separated } from './sql.ts';
import { chainOf, columnOfTable, typeOfColumn } from './table-term.ts';
import { bindsOf, unescaped } from './text.ts';
import type { TypeSql } from './type.ts';
import { typeSql } from './type.ts';
import { valueSql } from './value-sql.ts';

/** How tightly a clause binds: one that binds less than its surroundings is put in parentheses. */
interface Clause { readonly sql: MappedText; readonly binds: number; readonly operator?: string }
const ATOM = 20;

/** Operators of which a row needs no parentheses. */
const ASSOCIATIVE = new Set([' AND ', ' OR ', ' + ', ' * ', ' || ']);

/** Functions of the standard that are called without parentheses. */
const BARE = new Set('current_date current_time current_timestamp current_user localtime localtimestamp session_user sysdate user'.split(' '));

/** An SQL expression: `sa.text('…')`, `sa.func.now()`, `sa.column('a') > 5`. Throws `NotRead` for what it does not know. */
export function clauseSql(value: Value): MappedText {
  return clause(value).sql;
}

/** A string stands as it is written, as text; all else is an expression. */
export function textOrClause(value: Value): MappedText {
  return value.kind === 'string' ? verbatim(value) : clauseSql(value);
}

function clause(value: Value): Clause {
  switch (value.kind) {
    case 'none': return atom(caused('NULL', value.place));
    case 'bool': return atom(caused(String(value.value), value.place));
    case 'number': return atom(caused(value.text, value.place));
    case 'string': return atom(literal(value));
    case 'list': return atom(phrase(value.place, '(', separated(value.place, value.items.map(clauseSql)), ')'));
    case 'operation': return operation(value);
    case 'call': return query(value) ?? custom(value) ?? (value.of.kind === 'member' ? method(value, value.of.of, value.of.name) : named(value));
    case 'member': return column(value);
    case 'rows': return atom(standInText('$1', value.place));
    case 'dict': case 'named': case 'batch': case 'unknown': case 'function': case 'class': case 'condition': case 'inventory': case 'table': case 'tables': case 'either': throw notKnown(value);
  }
}

/** `a.op('->>')('b')` */
function custom(call: CallValue): Clause | undefined {
  const made = methodCall(call.of, 'op');
  const [operand] = call.args;
  const operator = made?.call.args[0];
  if (!made || !operand || operator?.kind !== 'string' || made.call.args.length > 1 || made.call.keywords.length > 0) return undefined;
  return compared(call.place, made.receiver, ` ${operator.text.text} `, operand, 0);
}

/** `t.c.a`, the `excluded.a` of an INSERT, or the value of a member of an enum. */
function column(value: Value): Clause {
  if (value.kind === 'member' && value.of.kind === 'member' && value.of.name === 'excluded') return atom(phrase(value.place, 'excluded.', identifier(stringAt(value.name, value.place))));
  const found = columnOfTable(value);
  if (found) return atom(columnReference(found.table, found.name));
  const member = enumMember(value);
  if (member) return clause(member.value);
  throw notKnown(value);
}

/** A sub-select stands in parentheses. */
function query(call: CallValue): Clause | undefined {
  const chain = chainOf(call);
  if (chain?.verb !== 'select') return undefined;
  const sql = selectSql(chain);
  return atom(phrase(call.place, '(', sql, ')'));
}

/** Conditions that all hold. */
export function conjunction(conditions: readonly Value[], place: Place): MappedText {
  const [only] = conditions;
  if (only && conditions.length === 1) return clauseSql(only);
  return separated(place, conditions.map((condition) => within(condition, 3, place, ' AND ')), ' AND ');
}

function atom(sql: MappedText): Clause {
  return { sql, binds: ATOM };
}

function notKnown(value: Value): NotRead {
  return notRead(value, 'Phasewise does not read this SQL expression yet.');
}

function verbatim(text: StringValue): MappedText {
  const [bind] = bindsOf(text.text.text);
  if (bind) throw new AlembicStops(`\`:${bind.name}\` is a bind parameter without a value; write \`\\:${bind.name}\` if it is text.`, text.place);
  return unescaped(text.text);
}

function named(call: CallValue): Clause {
  const name = calledName(call);
  if (name?.startsWith('sa.func.')) return atom(functionCall(call, name.slice('sa.func.'.length)));
  switch (name) {
    case 'sa.text': case 'sa.literal_column': return atom(verbatim(new Arguments(call, ['text', 'type_']).string('text')));
    case 'sa.column': return atom(identifier(new Arguments(call, ['name', 'type_']).string('name')));
    case 'sa.literal': case 'op.inline_literal': return clause(new Arguments(call, ['value', 'type_']).need('value').value);
    case 'sa.true': case 'sa.false': case 'sa.null': return atom(caused(name === 'sa.null' ? 'NULL' : name.slice(3), call.place));
    case 'sa.desc': case 'sa.asc': return ordered(call, new Arguments(call, ['column']).need('column').value, name === 'sa.desc' ? ' DESC' : ' ASC');
    case 'sa.and_': return logic(call, ' AND ', 3);
    case 'sa.or_': return logic(call, ' OR ', 2);
    case 'sa.cast': return atom(cast(call));
    case 'sa.type_coerce': return clause(new Arguments(call, ['expression', 'type_']).need('expression').value);
    case 'sa.case': return atom(cases(call));
    case 'sa.not_': return operation({ kind: 'operation', place: call.place, operator: '~', operands: call.args });
    case 'sa.exists': if (call.args[0] && chainOf(call.args[0])?.verb === 'select') return atom(phrase(call.place, 'EXISTS ', clauseSql(call.args[0]))); throw notKnown(call);
    default: throw notKnown(call);
  }
}

function functionCall(call: CallValue, name: string): MappedText {
  if (call.keywords.length > 0) throw notKnown(call);
  if (BARE.has(name.toLowerCase()) && call.args.length === 0) return caused(name.toUpperCase(), call.place);
  const words = name.split('.').map(quotedText).join('.');
  return phrase(call.place, words, '(', separated(call.place, call.args.map(clauseSql)), ')');
}

function cast(call: CallValue): MappedText {
  const args = new Arguments(call, ['expression', 'type_']);
  return castTo(call.place, args.need('expression').value, args.need('type_').value);
}

/** What is cast to a number is written as one. */
function castTo(place: Place, of: Value, to: Value): MappedText {
  const type = typeSql(to);
  const bare = type.serial && of.kind === 'string' && /^-?[0-9]+(?:\.[0-9]+)?$/.test(of.text.text);
  return phrase(place, 'CAST(', bare ? of.text : valueSql(of), ' AS ', type.sql, ')');
}

/** `CASE WHEN (a = 1) THEN 'x' ELSE 'y' END` */
function cases(call: CallValue): MappedText {
  const pairs = call.args.map((arg) => (arg.kind === 'list' ? arg.items : []));
  const otherwise = call.keywords.find(({ name }) => name === 'else_')?.value;
  const whens = pairs.map(([condition, value, ...more]) => {
    if (!condition || !value || more.length > 0) throw notKnown(call);
    return phrase(call.callee, 'WHEN ', condition.kind === 'operation' ? phrase(call.callee, '(', clauseSql(condition), ')') : clauseSql(condition), ' THEN ', clauseSql(value), ' ');
  });
  if (whens.length === 0) throw notKnown(call);
  return phrase(call.place, 'CASE ', ...whens, otherwise && phrase(call.callee, 'ELSE ', clauseSql(otherwise), ' '), 'END');
}

function ordered(call: CallValue, of: Value, direction: string): Clause {
  const column = of.kind === 'string' ? identifier(of) : clauseSql(of);
  return atom(phrase(call.callee, column, direction));
}

function logic(call: CallValue, operator: string, binds: number): Clause {
  const [only] = call.args;
  if (only && call.args.length === 1) return clause(only);
  const parts = call.args.map((arg) => within(arg, binds, call.place, operator));
  return { sql: separated(call.callee, parts, operator), binds, operator };
}

function method(call: CallValue, receiver: Value, name: string): Clause {
  const [argument] = call.args;
  switch (name) {
    case 'desc': return ordered(call, receiver, ' DESC');
    case 'asc': return ordered(call, receiver, ' ASC');
    case 'nulls_last': case 'nullslast': return ordered(call, receiver, ' NULLS LAST');
    case 'nulls_first': case 'nullsfirst': return ordered(call, receiver, ' NULLS FIRST');
    case 'in_': case 'not_in': case 'notin_':
      if (argument?.kind === 'rows') return membership(call, receiver, name, { kind: 'list', place: argument.place, items: [argument] });
      if (argument && chainOf(argument)?.verb === 'select') return membership(call, receiver, name, argument);
      if (argument?.kind !== 'list') throw notKnown(call);
      return argument.items.length === 0 ? inNothing(call, receiver, name) : membership(call, receiver, name, argument);
    case 'contains': case 'startswith': case 'endswith': if (argument?.kind === 'string' && call.keywords.length === 0) return atom(likeAnything(call, receiver, name, argument)); break;
    case 'concat': if (argument) return compared(call.place, receiver, ' || ', argument, 6); break;
    case 'between': if (argument && call.args.length === 2) return between(call, receiver, ' BETWEEN '); break;
    case 'not_between': if (argument && call.args.length === 2) return between(call, receiver, ' NOT BETWEEN '); break;
    case 'cast': if (argument) return atom(castTo(call.place, receiver, argument)); break;
    case 'regexp_match': if (argument && call.args.length === 1) return compared(call.place, receiver, ' ~ ', argument); break;
    case 'is_distinct_from': if (argument) return compared(call.place, receiver, ' IS DISTINCT FROM ', argument); break;
    case 'not_like': case 'notlike': if (argument) return compared(call.place, receiver, ' NOT LIKE ', argument); break;
    case 'not_ilike': case 'notilike': if (argument) return compared(call.place, receiver, ' NOT ILIKE ', argument); break;
    case 'like': if (argument) return compared(call.place, receiver, ' LIKE ', argument); break;
    case 'ilike': if (argument) return compared(call.place, receiver, ' ILIKE ', argument); break;
    case 'label': if (argument?.kind === 'string') return atom(phrase(call.place, clauseSql(receiver), ' AS ', identifier(argument))); break;
    case 'is_': if (argument) return compared(call.place, receiver, ' IS ', argument); break;
    case 'is_not': case 'isnot': if (argument) return compared(call.place, receiver, ' IS NOT ', argument); break;
  }
  throw notKnown(call);
}

const COMPARISONS: Readonly<Record<string, readonly [string, number]>> = {
  '==': [' = ', 5], '!=': [' != ', 5], '<': [' < ', 5], '<=': [' <= ', 5], '>': [' > ', 5], '>=': [' >= ', 5],
  '+': [' + ', 7], '-': [' - ', 7], '*': [' * ', 8], 'plain /': [' / ', 8], '%': [' % ', 8],
};

function operation(value: OperationValue): Clause {
  const [left, right] = value.operands;
  if (value.operator === '~' && left) return opposite(value, left);
  if (value.operator === '-' && left && !right) return { sql: phrase(value.place, '-', within(left, 8, value.place)), binds: 8 };
  if (left && right && (value.operator === '&' || value.operator === '|')) {
    const text = [left, right].find(({ kind }) => kind === 'string');
    if (text) throw new AlembicStops(`SQLAlchemy takes no text beside ${value.operator}; compare it with something, or write text(…).`, text.place);
    const [words, binds] = value.operator === '&' ? [' AND ', 3] as const : [' OR ', 2] as const;
    return { sql: phrase(value.place, within(left, binds, value.place, words), words, within(right, binds, value.place, words)), binds, operator: words };
  }
  if (left && right && value.operator === '+' && joinsText(left, right)) return compared(value.place, left, ' || ', right, 6);
  if (left && right && value.operator === '/') return divided(value.place, left, right);
  const [words, binds] = COMPARISONS[value.operator] ?? [undefined, 0];
  if (!left || !right || words === undefined) throw notKnown(value);
  if (right.kind === 'none' && binds === 5) return compared(value.place, left, value.operator === '==' ? ' IS ' : ' IS NOT ', right);
  return compared(value.place, left, words, right, binds);
}

/** SQLAlchemy 2 divides as Python does, so that integers give no integer. */
function divided(place: Place, left: Value, right: Value): Clause {
  const known = typed(right);
  const as = known?.serial ? (INTEGER.test(known.sql.text) ? undefined : known.sql) : right.kind === 'number' && right.text.includes('.') ? caused('FLOAT', right.place) : undefined;
  return { sql: phrase(place, within(left, 8, place), ' / CAST(', clauseSql(right), ' AS ', as ?? 'NUMERIC', ')'), binds: 8 };
}

const INTEGER = /^(?:BIG|SMALL)?INT/;

/** `+` puts texts together where one of them surely is text. */
function joinsText(left: Value, right: Value): boolean {
  const kinds = [left, right].map(textual);
  return kinds.includes('text') && !kinds.includes('other');
}

function textual(value: Value): 'text' | 'other' | 'untyped' {
  if (value.kind === 'string') return 'text';
  if (value.kind === 'number' || value.kind === 'bool') return 'other';
  if (value.kind === 'operation' && value.operator === '+') return value.operands.map(textual).find((kind) => kind !== 'untyped') ?? 'untyped';
  if (value.kind === 'call' && /^sa\.func\.(?:coalesce|concat|upper|lower)$/.test(calledName(value) ?? '')) return value.args.map(textual).includes('text') ? 'text' : 'untyped';
  const type = typed(value);
  if (!type) return 'untyped';
  return /^(?:(?:VAR|N|NVAR)?CHAR|TEXT|CLOB|CITEXT)/.test(type.sql.text) ? 'text' : 'other';
}

/** The type that a column is described with, where that is one we know. */
function typed(value: Value): TypeSql | undefined {
  const type = typeOfColumn(value);
  try {
    return type && typeSql(type);
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

/** `~x.in_(…)` is NOT IN; of a condition in AND or OR, NOT (…). */
function opposite(value: OperationValue, of: Value): Clause {
  const name = of.kind === 'call' && of.of.kind === 'member' ? OPPOSITES[of.of.name] : undefined;
  if (name !== undefined && of.kind === 'call' && of.of.kind === 'member') return method({ ...of, of: { ...of.of, name } }, of.of.of, name);
  const comparison = of.kind === 'operation' ? OPPOSITE_COMPARISONS[of.operator] : undefined;
  if (of.kind === 'operation' && comparison !== undefined) return operation({ ...of, operator: comparison });
  const inner = clause(of);
  const isExists = of.kind === 'call' && calledName(of) === 'sa.exists';
  if (inner.binds === ATOM && !isExists) return { sql: phrase(value.place, 'NOT ', inner.sql), binds: 4 };
  if (!isExists && inner.binds > 3) throw notKnown(value);
  return { sql: phrase(value.place, 'NOT (', inner.sql, ')'), binds: 4 };
}

const OPPOSITES: Readonly<Record<string, string>> = {
  in_: 'not_in', not_in: 'in_', notin_: 'in_', is_: 'is_not', is_not: 'is_', isnot: 'is_', like: 'not_like', ilike: 'not_ilike', not_like: 'like', not_ilike: 'ilike', between: 'not_between',
};

const OPPOSITE_COMPARISONS: Readonly<Record<string, string>> = { '==': '!=', '!=': '==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

/** `(a LIKE '%' || 'x' || '%')` */
function likeAnything(call: CallValue, receiver: Value, name: string, text: StringValue): MappedText {
  const [before, after] = [name === 'startswith' ? undefined : "'%' || ", name === 'endswith' ? undefined : " || '%'"];
  return phrase(call.place, '(', within(receiver, 5, call.place), ' LIKE ', before, literal(text), after, ')');
}

function membership(call: CallValue, of: Value, name: string, among: Value): Clause {
  return name === 'in_' ? compared(call.place, of, ' IN ', among) : notIn(call.place, of, among);
}

/** A membership in an empty list is false, and said so that PostgreSQL knows the type. */
function inNothing(call: CallValue, of: Value, name: string): Clause {
  const left = within(of, 5, call.place);
  if (name === 'in_') return { sql: phrase(call.place, left, ' IN (NULL) AND (1 != 1)'), binds: 5 };
  return atom(phrase(call.place, '(', left, ' NOT IN (NULL) OR (1 = 1))'));
}

function between(call: CallValue, of: Value, words: string): Clause {
  const [from, to] = call.args;
  if (!from || !to) throw notKnown(call);
  return { sql: phrase(call.place, within(of, 5, call.place), words, within(from, 5, call.place), ' AND ', within(to, 5, call.place)), binds: 5 };
}

/** NOT IN stands in parentheses of its own. */
function notIn(place: Place, left: Value, right: Value): Clause {
  return atom(phrase(place, '(', compared(place, left, ' NOT IN ', right).sql, ')'));
}

function compared(place: Place, left: Value, words: string, right: Value, binds = 5): Clause {
  const other = right.kind === 'unknown' ? standInText('$1', right.place) : within(right, binds, place, words);
  return { sql: phrase(place, within(left, binds, place, words), words, other), binds, operator: words };
}

/** A part of an operation, in parentheses unless it binds more tightly or is a part of the same row. */
function within(value: Value, binds: number, place: Place, operator?: string): MappedText {
  const inner = clause(value);
  const inRow = operator !== undefined && inner.operator === operator && ASSOCIATIVE.has(operator);
  return inner.binds <= binds && !inRow ? phrase(place, '(', inner.sql, ')') : inner.sql;
}
