import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, methodCall } from '../value.ts';
import { keywordOf, selectOf } from './chain.ts';
import type { Clause } from './clause.ts';
import { atom, castTo, clause, clauseSql, compared, grouped, notKnown } from './clause.ts';
import type { Within } from './compilation.ts';
import { identifier, literal } from './identifier.ts';
import { selectSql } from './select.ts';
import { phrase, separated } from './sql.ts';
import { kindOf, typeOf } from './typed.ts';
import { valueSql } from './value-sql.ts';
import { isBefore } from './versions.ts';

/** Methods that compare with one value. */
const COMPARISONS: Readonly<Record<string, string>> = {
  is_: ' IS ', is_not: ' IS NOT ', isnot: ' IS NOT ', is_distinct_from: ' IS DISTINCT FROM ', is_not_distinct_from: ' IS NOT DISTINCT FROM ', isnot_distinct_from: ' IS NOT DISTINCT FROM ',
  like: ' LIKE ', not_like: ' NOT LIKE ', notlike: ' NOT LIKE ', ilike: ' ILIKE ', not_ilike: ' NOT ILIKE ', notilike: ' NOT ILIKE ', regexp_match: ' ~ ', not_regexp_match: ' !~ ',
};

/** Operators of JSONB and of arrays. https://docs.sqlalchemy.org/en/20/dialects/postgresql.html */
const CONTAINERS: Readonly<Record<string, string>> = { contains: ' @> ', contained_by: ' <@ ', has_key: ' ? ', has_any: ' ?| ', has_all: ' ?& ', overlap: ' && ' };

const ORDERS: Readonly<Record<string, string>> = {
  desc: ' DESC', asc: ' ASC', nulls_last: ' NULLS LAST', nullslast: ' NULLS LAST', nulls_first: ' NULLS FIRST', nullsfirst: ' NULLS FIRST',
};

/** What a method of an SQL expression makes of it: `t.c.a.in_([1, 2])`, `t.c.a.desc()`. */
export function methodClause(call: CallValue, receiver: Value, name: string, within: Within): Clause {
  const [argument] = call.args;
  const order = ORDERS[name];
  if (order !== undefined) return ordered(call, receiver, order, within);
  const kind = kindOf(receiver);
  const container = kind === 'jsonb' || kind === 'array' ? CONTAINERS[name] : undefined;
  if (container !== undefined && argument) return contained(call, receiver, container, argument, within);
  const comparison = COMPARISONS[name];
  if (comparison !== undefined && argument && call.args.length === 1) return escaped(call, compared(call.place, receiver, comparison, argument, within));
  switch (name) {
    case 'in_': case 'not_in': case 'notin_': return membership(call, receiver, name, within);
    case 'contains': case 'startswith': case 'endswith': if (argument) return atom(likeAnything(call, receiver, name, argument, ' LIKE ', within)); break;
    case 'not_contains': case 'not_startswith': case 'not_endswith': if (argument) return atom(likeAnything(call, receiver, name.slice('not_'.length), argument, ' NOT LIKE ', within)); break;
    case 'icontains': case 'istartswith': case 'iendswith':
      if (isBefore(within.compilation.versions, 'sqlalchemy', '2.0')) throw new AlembicStops(`SQLAlchemy has ${name}() since 2.0.`, call.place);
      if (argument) return atom(likeAnything(call, receiver, name.slice(1), argument, ' ILIKE ', within));
      break;
    case 'collate': if (argument?.kind === 'string') return { sql: phrase(call.place, grouped(receiver, 4, within), ' COLLATE ', identifier(argument, 'always')), binds: 4 }; break;
    case 'concat': if (argument) return compared(call.place, receiver, ' || ', argument, within, 6); break;
    case 'between': if (call.args.length === 2) return between(call, receiver, ' BETWEEN ', within); break;
    case 'not_between': if (call.args.length === 2) return between(call, receiver, ' NOT BETWEEN ', within); break;
    case 'cast': if (argument) return atom(castTo(call.place, receiver, argument, within)); break;
    case 'distinct': return { sql: phrase(call.place, 'DISTINCT ', grouped(receiver, 5, within)), binds: 5 };
    case 'label': return labelled(call, receiver, within);
    case 'over': return atom(over(call, receiver, within));
    case 'filter': if (call.args.length > 0) return atom(phrase(call.place, clauseSql(receiver, within), ' FILTER (WHERE ', separated(call.place, call.args.map((arg) => clauseSql(arg, within)), ' AND '), ')')); break;
    case 'scalar_subquery': case 'as_scalar': {
      const query = selectOf(receiver);
      if (query) return atom(phrase(call.place, '(', selectSql(query, within), ')'));
    }
  }
  throw notKnown(call);
}

/** `a.op('->>')('b')`; undefined for anything else. */
export function custom(call: CallValue, within: Within): Clause | undefined {
  const found = methodCall(call.of, 'op') ?? methodCall(call.of, 'bool_op');
  if (!found) return undefined;
  const { receiver, call: made } = found;
  const [operator, precedence] = [made.args[0] ?? keywordOf(made, 'opstring'), made.args[1] ?? keywordOf(made, 'precedence')];
  const [operand, ...others] = call.args;
  const strange = made.keywords.some(({ name }) => !['opstring', 'precedence', 'is_comparison', 'return_type'].includes(name));
  if (operator?.kind !== 'string' || !operand || others.length > 0 || strange || (precedence && precedence.kind !== 'number')) throw notKnown(call);
  return compared(call.place, receiver, ` ${operator.text.text} `, operand, within, Number(precedence?.text ?? 0));
}

/** Within an ORDER BY, the name of a label of the SELECT; elsewhere what it names. */
function labelled(call: CallValue, of: Value, within: Within): Clause {
  const name = call.args[0] ?? keywordOf(call, 'name');
  const inner = clause(of, within);
  return name?.kind === 'string' && within.labels?.get(name.text.text) === inner.sql.text ? atom(identifier(name)) : inner;
}

function ordered(call: CallValue, of: Value, direction: string, within: Within): Clause {
  const column = of.kind === 'string' ? identifier(of) : clauseSql(of, within);
  return atom(phrase(call.callee, column, direction));
}

/** `row_number() OVER (PARTITION BY t.a ORDER BY t.b)` */
function over(call: CallValue, of: Value, outside: Within): MappedText {
  const within: Within = { compilation: outside.compilation, around: outside.around, outside: outside.outside };
  if (call.args.length > 0 || call.keywords.some(({ name }) => name !== 'partition_by' && name !== 'order_by')) throw notKnown(call);
  const parts = ([['partition_by', 'PARTITION BY '], ['order_by', 'ORDER BY ']] as const).flatMap(([name, words]) => {
    const given = keywordOf(call, name);
    const terms = !given || given.kind === 'none' ? [] : given.kind === 'list' ? given.items : [given];
    return terms.length > 0 ? [phrase(call.callee, words, separated(call.callee, terms.map((term) => clauseSql(term, within))))] : [];
  });
  return phrase(call.place, clauseSql(of, within), ' OVER (', separated(call.place, parts, ' '), ')');
}

/** `t.data @> '{"a": 1}'` */
function contained(call: CallValue, receiver: Value, words: string, argument: Value, within: Within): Clause {
  const isPlain = argument.kind === 'list' || argument.kind === 'dict';
  if (call.args.length > 1 || call.keywords.length > 0 || (isPlain && words.startsWith(' ?'))) throw notKnown(call);
  const value = words.startsWith(' ?') ? clauseSql(argument, within) : valueSql(argument, typeOf(receiver), within);
  return { sql: phrase(call.place, grouped(receiver, 5, within), words, value), binds: 5, operator: words };
}

/** `(a LIKE '%' || 'x' || '%')` */
function likeAnything(call: CallValue, receiver: Value, name: string, text: Value, words: string, within: Within): MappedText {
  const escape = keywordOf(call, 'autoescape');
  const isEscaped = escape?.kind === 'bool' && escape.value;
  if (call.args.length > 1 || call.keywords.some((keyword) => keyword.name !== 'autoescape') || (isEscaped && text.kind !== 'string')) throw notKnown(call);
  const [before, after] = [name === 'startswith' ? undefined : "'%' || ", name === 'endswith' ? undefined : " || '%'"];
  const written = isEscaped && text.kind === 'string' ? literal(withEscapes(text)) : grouped(text, 6, within, ' || ');
  return phrase(call.place, '(', grouped(receiver, 5, within), words, before, written, after, isEscaped ? " ESCAPE '/'" : undefined, ')');
}

function withEscapes(text: StringValue): StringValue {
  return { ...text, text: caused(text.text.text.replace(/[/%_]/g, (sign) => `/${sign}`), text.place) };
}

/** `LIKE '…' ESCAPE '/'` */
function escaped(call: CallValue, like: Clause): Clause {
  const escape = keywordOf(call, 'escape');
  if (!escape && call.keywords.length === 0) return like;
  if (escape?.kind !== 'string' || call.keywords.length > 1 || !/LIKE/.test(like.operator ?? '')) throw notKnown(call);
  return { ...like, sql: phrase(call.place, like.sql, ' ESCAPE ', literal(escape)) };
}

function membership(call: CallValue, of: Value, name: string, within: Within): Clause {
  const [argument] = call.args;
  const isIn = name === 'in_';
  if (!argument) throw notKnown(call);
  const among = argument.kind === 'rows' || argument.kind === 'unknown' ? phrase(argument.place, '(', valueSql(argument), ')') : selectOf(argument) ? clauseSql(argument, within) : undefined;
  if (among === undefined && argument.kind === 'list' && argument.items.length === 0) return inNothing(call, of, name, within);
  const members = among ?? membersSql(argument, within);
  if (!members) throw notKnown(call);
  const sql = phrase(call.place, grouped(of, 5, within), isIn ? ' IN ' : ' NOT IN ', members);
  // NOT IN stands in parentheses of its own.
  return isIn ? { sql, binds: 5 } : atom(phrase(call.place, '(', sql, ')'));
}

function membersSql(argument: Value, within: Within): MappedText | undefined {
  if (argument.kind !== 'list') return argument.kind === 'call' ? clauseSql(argument, within) : undefined;
  return phrase(argument.place, '(', separated(argument.place, argument.items.map((item) => (item.kind === 'list' ? clauseSql(item, within) : valueSql(item, undefined, within)))), ')');
}

/** A membership in an empty list is false, and said so that PostgreSQL knows the type. */
function inNothing(call: CallValue, of: Value, name: string, within: Within): Clause {
  const left = grouped(of, 5, within);
  if (name === 'in_') return { sql: phrase(call.place, left, ' IN (NULL) AND (1 != 1)'), binds: 5 };
  return atom(phrase(call.place, '(', left, ' NOT IN (NULL) OR (1 = 1))'));
}

function between(call: CallValue, of: Value, words: string, within: Within): Clause {
  const [from, to] = call.args;
  if (!from || !to) throw notKnown(call);
  return { sql: phrase(call.place, grouped(of, 5, within), words, grouped(from, 5, within), ' AND ', grouped(to, 5, within)), binds: 5 };
}
