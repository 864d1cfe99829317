import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import { Arguments } from '../arguments.ts';
import { enumMember, stringAt } from '../member.ts';
import { standInText } from '../stand-in.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, notRead } from '../value.ts';
import { existsOf, keywordOf } from './chain.ts';
import type { Within } from './compilation.ts';
import { alone } from './compilation.ts';
import { columnOf } from './from.ts';
import { columnSql } from './from-sql.ts';
import { identifier, literal, quotedText } from './identifier.ts';
import { custom, methodClause } from './method-clause.ts';
import { operation } from './operation-clause.ts';
import { selectSql, subselect } from './select.ts';
import { phrase, separated } from './sql.ts';
import { bindsOf, unescaped } from './text.ts';
import { typeSql } from './type.ts';
import { isPythonOnly, valueSql } from './value-sql.ts';

/** How tightly a clause binds: one that binds less than its surroundings is put in parentheses. */
export interface Clause { readonly sql: MappedText; readonly binds: number; readonly operator?: string }
export const ATOM = 20;

/** Operators of which a row needs no parentheses. */
const ASSOCIATIVE = new Set([' AND ', ' OR ', ' + ', ' * ', ' || ']);

/** Functions of the standard that are called without parentheses. */
const BARE = new Set('current_date current_time current_timestamp current_user localtime localtimestamp session_user sysdate user'.split(' '));

/** An SQL expression: `sa.text('…')`, `sa.func.now()`, `sa.column('a') > 5`. Throws `NotRead` for what it does not know. */
export function clauseSql(value: Value, within: Within = alone()): MappedText {
  return clause(value, within).sql;
}

/** A string stands as it is written, as text; all else is an expression. */
export function textOrClause(value: Value): MappedText {
  return value.kind === 'string' ? verbatim(value, alone()) : clauseSql(value);
}

/** An expression that stands alone, in parentheses if it is an operation. */
export function standalone(value: Value, within: Within): MappedText {
  const { sql, binds } = clause(value, within);
  return binds < ATOM ? phrase(value.place, '(', sql, ')') : sql;
}

export function clause(value: Value, within: Within): Clause {
  switch (value.kind) {
    case 'none': return atom(caused('NULL', value.place));
    case 'bool': return atom(caused(String(value.value), value.place));
    case 'number': return atom(caused(value.text, value.place));
    case 'string': return atom(literal(value));
    case 'list': return atom(phrase(value.place, '(', separated(value.place, value.items.map((item) => clauseSql(item, within))), ')'));
    case 'operation': return operation(value, within);
    case 'call': return called(value, within);
    case 'member': return column(value, within);
    case 'rows': return atom(standInText('$1', value.place));
    case 'dict': case 'named': case 'batch': case 'unknown': case 'function': case 'class': case 'condition': case 'inventory': case 'table': case 'tables': case 'either': case 'entry': case 'field': case 'such': throw notKnown(value);
  }
}

function called(call: CallValue, within: Within): Clause {
  const query = subselect(call, within);
  if (query) return atom(query);
  const exists = existsOf(call);
  if (exists) return atom(phrase(call.place, 'EXISTS (', selectSql(exists, within), ')'));
  const made = custom(call, within);
  if (made) return made;
  return call.of.kind === 'member' ? methodClause(call, call.of.of, call.of.name, within) : named(call, within);
}

/** `t.c.a`, the `excluded.a` of an INSERT, the text of a part of JSON, or the value of a member of an enum. */
function column(value: Extract<Value, { kind: 'member' }>, within: Within): Clause {
  if (value.of.kind === 'member' && value.of.name === 'excluded') return atom(phrase(value.place, 'excluded.', identifier(stringAt(value.name, value.place))));
  const found = columnOf(value);
  if (found) return atom(columnSql(found, within));
  if (value.name === 'astext' && value.of.kind === 'operation' && value.of.operator === '[]') return operation({ ...value.of, operator: '[] as text' }, within);
  const member = enumMember(value);
  if (member) return clause(member.value, within);
  throw notKnown(value);
}

/** Conditions that all hold. */
export function conjunction(conditions: readonly Value[], place: Place, within: Within): MappedText {
  return logic(conditions, ' AND ', place, within).sql;
}

/** Conditions of which all or one must hold; those that decide nothing are left out. */
export function logic(conditions: readonly Value[], operator: ' AND ' | ' OR ', place: Place, within: Within): Clause {
  const [idle, decisive] = operator === ' AND ' ? [true, false] : [false, true];
  const last = conditions.find((condition) => isConstant(condition, decisive));
  if (last) return clause(last, within);
  const parts = conditions.filter((condition) => !isConstant(condition, idle));
  const [only = conditions[0], ...others] = parts;
  if (!only) throw new NotRead('Phasewise does not read this SQL expression yet.', place);
  if (others.length === 0) return clause(only, within);
  const binds = operator === ' AND ' ? 3 : 2;
  return { sql: separated(place, parts.map((part) => grouped(part, binds, within, operator)), operator), binds, operator };
}

/** `sa.true()`, `True` */
function isConstant(value: Value, constant: boolean): boolean {
  return value.kind === 'bool' ? value.value === constant : value.kind === 'call' && calledName(value) === (constant ? 'sa.true' : 'sa.false');
}

export function atom(sql: MappedText): Clause {
  return { sql, binds: ATOM };
}

export function notKnown(value: Value): NotRead {
  return notRead(value, 'Phasewise does not read this SQL expression yet.');
}

/** Text as it stands, with the values that are bound to it. */
function verbatim(text: StringValue, { compilation: { parameters } }: Within): MappedText {
  const bind = bindsOf(text.text.text).find(({ name }) => parameters !== 'some' && !parameters.has(name));
  if (bind) throw new AlembicStops(`\`:${bind.name}\` is a bind parameter without a value; write \`\\:${bind.name}\` if it is text.`, text.place);
  if (bindsOf(text.text.text).length > 0) throw notKnown(text);
  return unescaped(text.text);
}

function named(call: CallValue, within: Within): Clause {
  const name = calledName(call);
  const only = (...names: readonly string[]): Value => new Arguments(call, names).need(names[0] ?? '').value;
  if (name?.startsWith('sa.func.') === true) return atom(functionCall(call, name.slice('sa.func.'.length), within));
  switch (name) {
    case 'sa.text': case 'sa.literal_column': return atom(verbatim(new Arguments(call, ['text', 'type_']).string('text'), within));
    case 'sa.column': return atom(identifier(new Arguments(call, ['name', 'type_']).string('name')));
    case 'sa.literal': case 'op.inline_literal': return clause(only('value', 'type_'), within);
    case 'sa.bindparam': return atom(bound(call, within));
    case 'sa.true': case 'sa.false': case 'sa.null': return atom(caused(name === 'sa.null' ? 'NULL' : name.slice(3), call.place));
    case 'sa.desc': case 'sa.asc': case 'sa.nulls_last': case 'sa.nullslast': case 'sa.nulls_first': case 'sa.nullsfirst': return methodClause(call, only('column'), name.slice(3), within);
    case 'sa.between': return methodClause({ ...call, args: call.args.slice(1) }, call.args[0] ?? only('expr'), 'between', within);
    case 'sa.label': return clause(call.args[1] ?? only('element'), within);
    case 'sa.distinct': return methodClause({ ...call, args: [] }, only('expr'), 'distinct', within);
    case 'sa.and_': return logic(call.args, ' AND ', call.callee, within);
    case 'sa.or_': return logic(call.args, ' OR ', call.callee, within);
    case 'sa.cast': {
      const args = new Arguments(call, ['expression', 'type_']);
      return atom(castTo(call.place, args.need('expression').value, args.need('type_').value, within));
    }
    case 'sa.type_coerce': {
      const args = new Arguments(call, ['expression', 'type_']);
      const of = args.need('expression').value;
      return of.kind === 'string' || of.kind === 'dict' || of.kind === 'list' ? atom(valueSql(of, args.need('type_').value, within)) : clause(of, within);
    }
    case 'sa.case': return atom(cases(call, within));
    case 'sa.not_': return operation({ kind: 'operation', place: call.place, operator: '~', operands: call.args }, within);
    case 'sa.extract': {
      const args = new Arguments(call, ['field', 'expr']);
      return atom(phrase(call.place, 'EXTRACT(', args.string('field').text, ' FROM ', clauseSql(args.need('expr').value, within), ')'));
    }
    case 'sa.tuple_': return atom(phrase(call.place, '(', separated(call.place, call.args.map((arg) => clauseSql(arg, within))), ')'));
    case 'sa.any_': case 'sa.all_': return atom(collection(call, name === 'sa.any_' ? 'ANY ' : 'ALL ', within));
    case 'pg.array': return atom(arrayOf(call, within));
    case 'pg.aggregate_order_by': return atom(aggregated(call, within));
    default: throw notKnown(call);
  }
}

/** A value by its name: one that the statement is executed with, or its own. */
function bound(call: CallValue, { compilation: { parameters } }: Within): MappedText {
  const key = new Arguments(call, ['key', 'value', 'type_', 'unique', 'required'], ['expanding', 'literal_execute']).string('key').text.text;
  const own = call.args[1] ?? keywordOf(call, 'value');
  if (parameters === 'some') return standInText('$1', call.place);
  const given = parameters.get(key) ?? own;
  if (!given) throw new AlembicStops(`a value is missing for the parameter ${key}.`, call.place);
  return valueSql(given, call.args[2] ?? keywordOf(call, 'type_'));
}

function collection(call: CallValue, word: string, within: Within): MappedText {
  const [of] = call.args;
  if (!of || call.args.length > 1) throw notKnown(call);
  const query = subselect(of, within);
  return phrase(call.place, word, query ?? phrase(call.place, '(', clauseSql(of, within), ')'));
}

function arrayOf(call: CallValue, within: Within): MappedText {
  const items = new Arguments(call, ['clauses']).need('clauses').value;
  if (items.kind !== 'list' || items.items.length === 0) throw notKnown(call);
  return phrase(call.place, 'ARRAY[', separated(call.place, items.items.map((item) => valueSql(item, undefined, within))), ']');
}

/** `array_agg(t.a ORDER BY t.b)` */
function aggregated(call: CallValue, within: Within): MappedText {
  const [target, ...order] = call.args;
  if (!target || order.length === 0) throw notKnown(call);
  return phrase(call.place, clauseSql(target, within), ' ORDER BY ', separated(call.place, order.map((term) => clauseSql(term, within))));
}

function functionCall(call: CallValue, name: string, within: Within): MappedText {
  if (call.keywords.some((keyword) => keyword.name !== 'type_')) throw notKnown(call);
  if (BARE.has(name.toLowerCase()) && call.args.length === 0) return caused(name.toUpperCase(), call.place);
  if (name === 'count' && call.args.length === 0) return caused('count(*)', call.place);
  const words = name.split('.').map(quotedText).join('.');
  const args = call.args.map((arg) => (isPythonOnly(arg) ? valueSql(arg, undefined, within) : clauseSql(arg, within)));
  return phrase(call.place, words, '(', separated(call.place, args), ')');
}

/** What is cast to a number is written as one. */
export function castTo(place: Place, of: Value, to: Value, within: Within): MappedText {
  const type = typeSql(to);
  const bare = type.serial && of.kind === 'string' && /^-?[0-9]+(?:\.[0-9]+)?$/.test(of.text.text);
  const [, name = type.sql.text, collation] = /^(.*?)( COLLATE .*)$/s.exec(type.sql.text) ?? [];
  return phrase(place, 'CAST(', bare ? of.text : valueSql(of, to, within), ' AS ', collation === undefined ? type.sql : name, ')', collation);
}

/** `CASE WHEN (a = 1) THEN 'x' ELSE 'y' END` */
function cases(call: CallValue, within: Within): MappedText {
  const otherwise = keywordOf(call, 'else_');
  const subject = keywordOf(call, 'value');
  const whens = branches(call).map(([condition, value]) => {
    const when = subject ? clauseSql(condition, within) : standalone(condition, within);
    return phrase(call.callee, 'WHEN ', when, ' THEN ', valueSql(value, undefined, within), ' ');
  });
  if (whens.length === 0 || call.keywords.some(({ name }) => name !== 'else_' && name !== 'value' && name !== 'whens')) throw notKnown(call);
  return phrase(call.place, 'CASE ', subject && phrase(call.callee, clauseSql(subject, within), ' '), ...whens, otherwise && otherwise.kind !== 'none' ? phrase(call.callee, 'ELSE ', valueSql(otherwise, undefined, within), ' ') : undefined, 'END');
}

/** `case((a, 1), (b, 2))`, `case({'x': 1}, value=a)`, and the list of SQLAlchemy 1.3. */
function branches(call: CallValue): readonly (readonly [Value, Value])[] {
  const given = keywordOf(call, 'whens');
  const written = given ? [given] : call.args;
  const [only] = written;
  if (only?.kind === 'dict' && written.length === 1) return only.entries;
  const pairs = only?.kind === 'list' && written.length === 1 && only.items.every(({ kind }) => kind === 'list') ? only.items : written;
  return pairs.map((pair): readonly [Value, Value] => {
    const [condition, value, ...more] = pair.kind === 'list' ? pair.items : [];
    if (!condition || !value || more.length > 0) throw notKnown(call);
    return [condition, value];
  });
}

export function compared(place: Place, left: Value, words: string, right: Value, within: Within, binds = 5): Clause {
  const other = right.kind === 'unknown' || right.kind === 'either' || isPythonOnly(right) ? standInText('$1', right.place) : grouped(right, binds, within, words);
  return { sql: phrase(place, grouped(left, binds, within, words), words, other), binds, operator: words };
}

/** A part of an operation, in parentheses unless it binds more tightly or is a part of the same row. */
export function grouped(value: Value, binds: number, within: Within, operator?: string): MappedText {
  const inner = clause(value, within);
  const inRow = operator !== undefined && inner.operator === operator && ASSOCIATIVE.has(operator);
  return inner.binds <= binds && !inRow ? phrase(value.place, '(', inner.sql, ')') : inner.sql;
}
