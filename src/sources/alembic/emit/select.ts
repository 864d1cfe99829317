import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, notRead } from '../value.ts';
import type { Chain } from './chain.ts';
import { givenTo, keywordOf, selectOf, stepName } from './chain.ts';
import { clauseSql, conjunction } from './clause.ts';
import type { Within } from './compilation.ts';
import type { ColumnOf, From, JoinFrom } from './from.ts';
import { columnOf, distinct, fromOf, joinOf, spokenOf, standing } from './from.ts';
import { columnSql, fromSql } from './from-sql.ts';
import { identifier, quotedText } from './identifier.ts';
import { phrase, separated } from './sql.ts';
import { isBefore } from './versions.ts';

const STEPS: ReadonlySet<string> = new Set([
  'where', 'filter', 'select_from', 'join', 'outerjoin', 'join_from', 'outerjoin_from', 'distinct', 'group_by', 'having', 'order_by', 'limit', 'offset', 'correlate', 'correlate_except',
]);
const NOT_KNOWN = 'Phasewise does not read this kind of SQL construct yet.';

/** What a SELECT is part of: only in FROM do its columns get names of their own, and only there it shares no tables. */
export type Stands = 'subquery' | 'lateral' | 'elsewhere';

/** `SELECT t.a, lower(t.b) AS lower_1 FROM t JOIN u ON … WHERE …` */
export function selectSql(query: Chain, outside: Within, stands: Stands = 'elsewhere'): MappedText {
  const strange = query.steps.find((step) => !STEPS.has(stepName(step)));
  if (strange) throw notRead(strange, NOT_KNOWN);
  const { callee } = query.start;
  const items = itemsOf(query);
  if (items.length === 0) throw notRead(query.start, NOT_KNOWN);
  const froms = shownOf(query, outside, stands);
  const shown = froms.flatMap(standing).map(({ is }) => is);
  const within: Within = { compilation: outside.compilation, around: new Set(shown), outside: new Set([...outside.outside, ...shown]) };
  const selected = selectedSql(items, within, stands);
  const conditions = givenTo(query, 'where', 'filter');
  const having = givenTo(query, 'having');
  const [limit, offset] = [givenTo(query, 'limit').at(-1), givenTo(query, 'offset').at(-1)];
  return phrase(
    callee, 'SELECT ', distinctness(query, within), separated(callee, selected),
    froms.length > 0 ? phrase(callee, ' \nFROM ', separated(callee, froms.map((from) => fromSql(from, within)))) : undefined,
    conditions.length > 0 ? phrase(callee, ' \nWHERE ', conjunction(conditions, callee, within)) : undefined,
    listed(' GROUP BY ', givenTo(query, 'group_by'), items, callee, within),
    having.length > 0 ? phrase(callee, ' \nHAVING ', conjunction(having, callee, within)) : undefined,
    listed(' ORDER BY ', givenTo(query, 'order_by'), items, callee, within),
    limit && limit.kind !== 'none' ? phrase(callee, ' \n LIMIT ', clauseSql(limit, within)) : undefined,
    offset && offset.kind !== 'none' ? phrase(callee, limit ? undefined : ' \n LIMIT ALL', ' OFFSET ', clauseSql(offset, within)) : undefined,
  );
}

/** `DISTINCT `, `DISTINCT ON (t.a) ` */
function distinctness(query: Chain, within: Within): MappedText | undefined {
  const step = query.steps.find((each) => stepName(each) === 'distinct');
  if (!step) return undefined;
  const on = givenTo(query, 'distinct');
  return phrase(step.callee, 'DISTINCT ', on.length > 0 ? phrase(step.callee, 'ON (', separated(step.callee, on.map((value) => clauseSql(value, within))), ') ') : undefined);
}

/** What one SELECT selects: a column, or an expression. */
export type Item = { readonly column: ColumnOf; readonly value: Value } | { readonly column?: undefined; readonly value: Value };

function itemsOf({ start, from }: Chain): readonly Item[] {
  const whole = from ? columnsOf(from, start) : [];
  return [...whole, ...start.args.flatMap((arg) => (arg.kind === 'list' ? arg.items : [arg])).flatMap(itemOf)];
}

/** An item of a SELECT or a RETURNING; a table is all of its columns. */
export function itemOf(value: Value): readonly Item[] {
  const column = columnOf(value);
  if (column) return [{ column, value }];
  const from = fromOf(value);
  return from ? columnsOf(from, value) : [{ value }];
}

function columnsOf(from: From, value: Value): readonly Item[] {
  return columnNames(from, value).map((name) => ({ column: { from, name }, value }));
}

function columnNames(from: From, value: Value): readonly StringValue[] {
  switch (from.kind) {
    case 'table': case 'alias':
      if (!from.table.whole) throw notRead(value, 'Which columns this selects is decided while Python runs.');
      return from.table.columns;
    case 'function': return from.columns;
    case 'query': return itemsOf(from.query).map((item) => {
      const key = keyOf(item);
      if (key === undefined) throw notRead(value, NOT_KNOWN);
      return key;
    });
    case 'join': throw notRead(value, NOT_KNOWN);
  }
}

/** The items as a SELECT writes them: with the names that they have, need or are given. */
export function selectedSql(items: readonly Item[], within: Within, stands: Stands): readonly MappedText[] {
  const columns: ColumnOf[] = [];
  return items.map(({ column, value }) => {
    if (column) {
      const as = again(column, columns, value, within) ?? (stands === 'elsewhere' ? undefined : identifier(column.name));
      columns.push(column);
      const sql = columnSql(column, within);
      return as ? phrase(value.place, sql, ' AS ', as) : sql;
    }
    if (value.kind === 'string') throw new AlembicStops('a SELECT selects no string; write `sa.text()` or `sa.literal()`.', value.place);
    const label = labelOf(value);
    const as = label ? identifier(label.name) : fallbackName(value, within);
    const sql = clauseSql(label ? label.of : value, within);
    return as ? phrase(value.place, sql, ' AS ', as) : sql;
  });
}

/** The name that a column gets because there is one of that name before it: `a_1` of another table, `a__1` if it is the same. */
function again(column: ColumnOf, before: readonly ColumnOf[], { place }: Value, { compilation }: Within): MappedText | undefined {
  const name = column.name.text.text;
  const namesakes = before.filter((other) => other.name.text.text === name);
  if (namesakes.length === 0) return undefined;
  const same = namesakes.filter(({ from }) => from.is === column.from.is).length;
  return caused(quotedText(same > 0 ? `${name}__${String(same)}` : compilation.nameOf(column, name)), place);
}

/** `x.label('a')` */
function labelOf(value: Value): { readonly of: Value; readonly name: StringValue } | undefined {
  if (value.kind === 'call' && calledName(value) === 'sa.label') {
    const [name, of] = value.args;
    return name?.kind === 'string' && of ? { of, name } : undefined;
  }
  const name = value.kind === 'call' && value.of.kind === 'member' && value.of.name === 'label' ? value.args[0] ?? keywordOf(value, 'name') : undefined;
  return name?.kind === 'string' && value.kind === 'call' && value.of.kind === 'member' ? { of: value.of.of, name } : undefined;
}

const NAMELESS = new Set(['sa.text', 'sa.literal_column', 'sa.column']);

/** The name that an expression without one gets; undefined where it gets none. */
function fallbackName(value: Value, within: Within): MappedText | undefined {
  if (value.kind === 'number' || (value.kind === 'call' && NAMELESS.has(calledName(value) ?? ''))) return undefined;
  const [negated] = value.kind === 'operation' && value.operands.length === 1 ? value.operands : [];
  const negatedColumn = negated && columnOf(negated);
  // Before 2.0 the opposite of a column had its name.
  if (negatedColumn) return value.kind === 'operation' && value.operator === '~' && isBefore(within.compilation.versions, 'sqlalchemy', '2.0') ? identifier(negatedColumn.name) : undefined;
  const wrapped = wrappedIn(value);
  const column = wrapped && columnOf(wrapped);
  if (column) return identifier(column.name);
  if (wrapped && wrapped.kind !== 'string') return fallbackName(wrapped, within);
  return caused(quotedText(within.compilation.nameOf(value, functionName(value) ?? 'anon')), value.place);
}

function functionName(value: Value): string | undefined {
  const name = value.kind === 'call' ? calledName(value) : undefined;
  return name?.startsWith('sa.func.') === true ? name.slice(name.lastIndexOf('.') + 1) : undefined;
}

/** A cast is named as what it casts. */
function wrappedIn(value: Value): Value | undefined {
  if (value.kind !== 'call') return undefined;
  const name = calledName(value);
  if (name === 'sa.cast' || name === 'sa.type_coerce') return value.args[0] ?? keywordOf(value, 'expression');
  return value.of.kind === 'member' && value.of.name === 'cast' ? value.of.of : undefined;
}

/** Under which name a statement around it speaks of an item. */
function keyOf(item: Item): StringValue | undefined {
  if (item.column) return item.column.name;
  const label = labelOf(item.value);
  if (label) return label.name;
  const wrapped = wrappedIn(item.value);
  if (wrapped) return keyOf(itemOf(wrapped)[0] ?? { value: wrapped });
  if (item.value.kind === 'call' && (calledName(item.value) === 'sa.column' || calledName(item.value) === 'sa.literal_column')) return item.value.args[0]?.kind === 'string' ? item.value.args[0] : undefined;
  const name = functionName(item.value);
  return name === undefined ? undefined : { kind: 'string', place: item.value.place, text: caused(name, item.value.place) };
}

/** The name that a column of a sub-select has outside of it. */
export function columnNamed(query: Chain, name: StringValue, within: Within): MappedText {
  const found = itemsOf(query).filter((item) => keyOf(item)?.text.text === name.text.text);
  const [item] = found;
  if (!item || found.length > 1) throw new NotRead(`Phasewise cannot say which column ${name.text.text} of this SELECT is.`, name.place);
  return item.column || labelOf(item.value) ? identifier(name) : fallbackName(item.value, within) ?? identifier(name);
}

/** The type of a column of a sub-select is that of what it selects. */
export function selectedUnder(query: Chain, name: string): Value | undefined {
  const item = itemsOf(query).find((each) => keyOf(each)?.text.text === name);
  return item && (labelOf(item.value)?.of ?? item.value);
}

/** ` ORDER BY t.a DESC, n`: a label of the SELECT stands for what it names. */
function listed(words: string, values: readonly Value[], items: readonly Item[], place: Place, within: Within): MappedText | undefined {
  const terms = values.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  const [first] = terms;
  if (!first || (first.kind === 'none' && terms.length === 1)) return undefined;
  const labels = new Map(items.flatMap(({ value }) => {
    const label = labelOf(value);
    return label ? [[label.name.text.text, clauseSql(label.of, within).text] as const] : [];
  }));
  return phrase(place, words, separated(place, terms.map((term) => termSql(term, items, { ...within, labels }))));
}

/** A string names a column or a label of the SELECT. */
function termSql(term: Value, items: readonly Item[], within: Within): MappedText {
  if (term.kind !== 'string') return clauseSql(term, within);
  if (within.labels?.has(term.text.text) === true) return identifier(term);
  const named = items.find(({ column }) => column?.name.text.text === term.text.text)?.column;
  if (!named) throw new AlembicStops(`the SELECT has nothing that is called ${term.text.text}.`, term.place);
  return columnSql(named, within);
}

/** What stands in FROM: without what the statement around it has there already. */
function shownOf(query: Chain, within: Within, stands: Stands): readonly From[] {
  const froms = fromsOf(query, within);
  const [explicit, implicit] = stands === 'subquery' ? [minus(within.outside, within.around), new Set()] : [within.outside, within.around];
  const named = namedBy(query, 'correlate');
  const kept = namedBy(query, 'correlate_except');
  const correlated = froms.filter(({ is }) => explicit.has(is) && ((named?.has(is) ?? false) || (kept !== undefined && !kept.has(is))));
  const left = froms.filter((from) => !correlated.includes(from));
  if (named || kept || implicit.size === 0 || left.length < 2) return left;
  const own = left.filter(({ is }) => !implicit.has(is));
  if (own.length === 0) throw new AlembicStops('this SELECT shares all of its tables with the statement around it.', query.start.place);
  return own;
}

function minus(all: ReadonlySet<unknown>, some: ReadonlySet<unknown>): ReadonlySet<unknown> {
  return new Set([...all].filter((each) => !some.has(each)));
}

/** What `correlate(t)` names; undefined where there is no such step. */
function namedBy(query: Chain, step: string): ReadonlySet<unknown> | undefined {
  if (!query.steps.some((each) => stepName(each) === step)) return undefined;
  return new Set(givenTo(query, step).flatMap((value) => fromOf(value) ?? []).map(({ is }) => is));
}

/** What it is told to select from, with what it joins, what it selects from, and what its conditions speak of. */
function fromsOf(query: Chain, { compilation: { versions } }: Within): readonly From[] {
  const spoken = [...itemsOf(query).flatMap(({ column, value }) => (column ? [column.from] : spokenOf(value))), ...givenTo(query, 'where', 'filter').flatMap(spokenOf)];
  const told = givenTo(query, 'select_from').map((value) => {
    const from = fromOf(value);
    if (!from) throw notRead(value, NOT_KNOWN);
    return from;
  });
  const joins = query.steps.filter((step) => /^(?:outer)?join(?:_from)?$/.test(stepName(step)));
  const joined = joins.reduce((froms, step) => withJoin(froms, step, distinct(spoken)), distinct(told));
  const all = distinct(isBefore(versions, 'sqlalchemy', '2.0') ? [...spoken, ...joined] : [...joined, ...spoken]);
  const hidden = new Set(all.flatMap((from) => standing(from).slice(1)).map(({ is }) => is));
  return all.filter(({ is }) => !hidden.has(is));
}

/** A join takes the place of its left side. */
function withJoin(told: readonly From[], step: CallValue, spoken: readonly From[]): readonly From[] {
  const isExplicit = stepName(step).endsWith('_from');
  const [first, ...others] = step.args;
  const left = isExplicit ? explicitLeft(told, first) : implicitLeft(told.length > 0 ? told : spoken, step);
  const join: JoinFrom | undefined = joinOf(step, left, isExplicit ? others : step.args);
  if (!left || !join) throw notRead(step, NOT_KNOWN);
  const outer: JoinFrom = stepName(step).startsWith('outer') && join.words === ' JOIN ' ? { ...join, words: ' LEFT OUTER JOIN ' } : join;
  return told.some(({ is }) => is === left.is) ? told.map((from) => (from.is === left.is ? outer : from)) : [...told, outer];
}

function explicitLeft(told: readonly From[], value: Value | undefined): From | undefined {
  const from = value && fromOf(value);
  return from && (told.find((each) => standing(each).some(({ is }) => is === from.is)) ?? from);
}

/** The one thing that can be joined from: if there are several, the one that the condition speaks of. */
function implicitLeft(candidates: readonly From[], step: CallValue): From | undefined {
  const [to, on] = step.args;
  const target = to && fromOf(to);
  const condition = on ?? keywordOf(step, 'onclause');
  const possible = candidates.filter(({ is }) => is !== target?.is);
  const spoken = condition ? spokenOf(condition).filter(({ is }) => is !== target?.is) : [];
  const [only, ...more] = possible.length > 1 ? possible.filter((from) => condition && spoken.every(({ is }) => standing(from).some((each) => each.is === is))) : possible;
  return more.length > 0 ? undefined : only;
}

/** `(SELECT …)`; undefined where the value is no SELECT. */
export function subselect(value: Value, within: Within): MappedText | undefined {
  const query = selectOf(value);
  return query && phrase(value.place, '(', selectSql(query, within), ')');
}

/** What a SELECT of one expression selects. */
export function selectedValue(query: Chain): Value | undefined {
  const [item, ...others] = itemsOf(query);
  return item && others.length === 0 ? labelOf(item.value)?.of ?? item.value : undefined;
}
