import type { Place } from '../../../text/place.ts';
import { caused } from '../../../text/mapped.ts';
import { jsonText } from './value-sql.ts';
import type { OperationValue, Value } from '../value.ts';
import { AlembicStops, calledName } from '../value.ts';
import { existsOf } from './chain.ts';
import { isOfColumnClass } from './described-column.ts';
import { columnOf } from './from.ts';
import type { Clause } from './clause.ts';
import { ATOM, atom, clause, clauseSql, compared, grouped, logic, notKnown } from './clause.ts';
import type { Within } from './compilation.ts';
import { methodClause } from './method-clause.ts';
import { phrase } from './sql.ts';
import { kindOf, typeOf, typed } from './typed.ts';
import { isBefore } from './versions.ts';

const OPERATORS: Readonly<Record<string, readonly [string, number]>> = {
  '==': [' = ', 5], '!=': [' != ', 5], '<': [' < ', 5], '<=': [' <= ', 5], '>': [' > ', 5], '>=': [' >= ', 5],
  '+': [' + ', 7], '-': [' - ', 7], '*': [' * ', 8], 'plain /': [' / ', 8], '%': [' % ', 8],
};

/** What Python's operators are in SQL. */
export function operation(value: OperationValue, within: Within): Clause {
  const [left, right] = value.operands;
  const { operator, place } = value;
  if (operator === '~' && left) return opposite(value, left, within);
  if (operator === '-' && left && !right) return { sql: phrase(place, '-', grouped(left, 8, within)), binds: 8 };
  if (!left || !right) throw notKnown(value);
  if (operator === '&' || operator === '|') {
    const text = [left, right].find(({ kind }) => kind === 'string');
    if (text) throw new AlembicStops(`SQLAlchemy takes no text beside ${operator}; compare it with something, or write text(…).`, text.place);
    return logic([left, right], operator === '&' ? ' AND ' : ' OR ', place, within);
  }
  if (operator === '+' && joinsText(left, right)) return compared(place, left, ' || ', right, within, 6);
  if (operator === '/') return divided(place, left, right, within);
  if (operator === '[]' || operator === '[] as text') return part(value, left, right, within);
  const [words, binds] = OPERATORS[operator] ?? [undefined, 0];
  if (words === undefined) throw notKnown(value);
  if (isNull(right) && binds === 5) return compared(place, left, operator === '==' ? ' IS ' : ' IS NOT ', right, within);
  const mirrored = MIRRORED[operator];
  if (mirrored !== undefined && isReflected(left, right)) return compared(place, right, mirrored, left, within, binds);
  return compared(place, left, words, ofType(left, right), within, binds);
}

const MIRRORED: Readonly<Record<string, string>> = { '==': ' = ', '!=': ' != ', '<': ' > ', '<=': ' >= ', '>': ' < ', '>=': ' <= ' };

/**
 * Python asks the right side of a comparison first where its class is made of the left one's.
 * https://docs.python.org/3/reference/datamodel.html#object.__lt__
 */
function isReflected(left: Value, right: Value): boolean {
  const [own, other] = [functionName(left), functionName(right)];
  if (own !== undefined && other !== undefined) return !GENERIC.has(own.toLowerCase()) && GENERIC.has(other.toLowerCase());
  return isPlainColumn(left) && isFullColumn(right);
}

function isPlainColumn(value: Value): boolean {
  const column = columnOf(value);
  if (column) return column.from.kind === 'table' && column.from.table.described.has(column.name.text.text) && !isFullColumn(value);
  return value.kind === 'call' && ['sa.column', 'sa.literal_column'].includes(calledName(value) ?? '');
}

/** A column of `sa.Table`; an attribute of a class of the ORM is something else. */
function isFullColumn(value: Value): boolean {
  const column = columnOf(value);
  return column?.from.kind === 'table' && value.kind === 'member' && value.of.kind !== 'class' && isOfColumnClass(column.from.table, column.name.text.text);
}

function functionName(value: Value): string | undefined {
  const name = value.kind === 'call' ? calledName(value) : undefined;
  return name?.startsWith('sa.func.') === true && !name.slice('sa.func.'.length).includes('.') ? name.slice('sa.func.'.length) : undefined;
}

/** Functions for which SQLAlchemy has classes of their own. */
const GENERIC: ReadonlySet<string> = new Set(
  `aggregate_strings array_agg char_length coalesce concat count cube cume_dist current_date current_time current_timestamp current_user dense_rank grouping_sets
  localtime localtimestamp max min mode next_value now percent_rank percentile_cont percentile_disc random rank rollup session_user sum sysdate user`.split(/\s+/),
);

function isNull(value: Value): boolean {
  return value.kind === 'none' || (value.kind === 'call' && calledName(value) === 'sa.null');
}

/** A document, or JSON's own null, beside a JSON column is one too. */
function ofType(column: Value, value: Value): Value {
  if (value.kind !== 'dict' && value.kind !== 'list' && !isJsonNull(value)) return value;
  const kind = kindOf(column);
  if (kind !== 'json' && kind !== 'jsonb') return value;
  return { kind: 'string', place: value.place, text: caused(isJsonNull(value) ? 'null' : jsonText(value), value.place) };
}

/** `JSON.NULL` */
export function isJsonNull(value: Value): boolean {
  return value.kind === 'named' && /^(?:sa|pg)\.JSONB?\.NULL$/.test(value.name);
}

/** `t.data -> 'a'`, `t.data ->> 'a'`, `t.list[1]`. SQLAlchemy 2.0.42 and later take a part of JSONB as PostgreSQL 14 does. */
function part(value: OperationValue, of: Value, index: Value, within: Within): Clause {
  const { place, operator } = value;
  const kind = partKind(of);
  if (kind === 'array' && operator !== '[] as text') return atom(phrase(place, grouped(of, 15, within), '[', clauseSql(index, within), ']'));
  if (kind !== 'json' && kind !== 'jsonb') throw kind === 'untyped' && typeOf(root(of)) === undefined ? new AlembicStops('an expression of no type has no parts.', place) : notKnown(value);
  if (index.kind !== 'string' && index.kind !== 'number') throw notKnown(value);
  const base = partOf(of, within);
  if (operator === '[]' && kind === 'jsonb' && !isBefore(within.compilation.versions, 'sqlalchemy', '2.0.42')) return atom(phrase(place, base, '[', clauseSql(index, within), ']'));
  return { sql: phrase(place, base, operator === '[] as text' ? ' ->> ' : ' -> ', clauseSql(index, within)), binds: 0 };
}

function partOf(of: Value, within: Within): ReturnType<typeof grouped> {
  const isCall = of.kind === 'call' && (calledName(of) === 'sa.cast' || calledName(of)?.startsWith('sa.func.') === true);
  return isCall ? phrase(of.place, '(', clauseSql(of, within), ')') : grouped(of, 15, within);
}

function root(of: Value): Value {
  return of.kind === 'operation' && of.operands[0] ? root(of.operands[0]) : of;
}

/** A part of JSON is JSON. */
function partKind(of: Value): ReturnType<typeof kindOf> {
  return kindOf(root(of));
}

/** SQLAlchemy 2 divides as Python does, so that integers give no integer. */
function divided(place: Place, left: Value, right: Value, within: Within): Clause {
  const known = typed(right);
  const as = known?.serial ? (INTEGER.test(known.sql.text) ? undefined : known.sql) : right.kind === 'number' && right.text.includes('.') ? caused('FLOAT', right.place) : undefined;
  return { sql: phrase(place, grouped(left, 8, within), ' / CAST(', clauseSql(right, within), ' AS ', as ?? 'NUMERIC', ')'), binds: 8 };
}

const INTEGER = /^(?:BIG|SMALL)?INT/;

/** `+` puts texts together where one of them surely is text. */
function joinsText(left: Value, right: Value): boolean {
  const kinds = [left, right].map(kindOf);
  return kinds.includes('text') && kinds.every((kind) => kind === 'text' || kind === 'untyped');
}

/** `~x.in_(…)` is NOT IN; of a condition in AND or OR, NOT (…). */
function opposite(value: OperationValue, of: Value, within: Within): Clause {
  const name = of.kind === 'call' && of.of.kind === 'member' ? OPPOSITES[of.of.name] : undefined;
  if (name !== undefined && of.kind === 'call' && of.of.kind === 'member') return methodClause({ ...of, of: { ...of.of, name } }, of.of.of, name, within);
  const comparison = of.kind === 'operation' ? OPPOSITE_COMPARISONS[of.operator] : undefined;
  if (of.kind === 'operation' && comparison !== undefined) return operation({ ...of, operator: comparison }, within);
  const inner = clause(of, within);
  const isExists = existsOf(of) !== undefined;
  if (inner.binds === ATOM && !isExists) return { sql: phrase(value.place, 'NOT ', inner.sql), binds: 4 };
  if (!isExists && inner.binds > 3 && of.kind === 'operation') throw notKnown(value);
  return { sql: phrase(value.place, 'NOT (', inner.sql, ')'), binds: 4 };
}

const OPPOSITES: Readonly<Record<string, string>> = {
  in_: 'not_in', not_in: 'in_', notin_: 'in_', is_: 'is_not', is_not: 'is_', isnot: 'is_', like: 'not_like', ilike: 'not_ilike', not_like: 'like', not_ilike: 'ilike', between: 'not_between', not_between: 'between',
  is_distinct_from: 'is_not_distinct_from', is_not_distinct_from: 'is_distinct_from', contains: 'not_contains', startswith: 'not_startswith', endswith: 'not_endswith', regexp_match: 'not_regexp_match',
};

const OPPOSITE_COMPARISONS: Readonly<Record<string, string>> = { '==': '!=', '!=': '==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
