import type { MappedText } from '../../../text/mapped.ts';
import { caused, placeOf } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import { asString } from '../arguments.ts';
import { stringAt } from '../member.ts';
import { standInText } from '../stand-in.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, notRead } from '../value.ts';
import { clauseSql, conjunction } from './clause.ts';
import { identifier, qualified } from './identifier.ts';
import { columnReference } from './reference.ts';
import { phrase, separated } from './sql.ts';
import type { Chain, TableTerm } from './table-term.ts';
import { chainOf, columnOfTable, queriesIn, stepName, tableTerm, tablesIn } from './table-term.ts';
import { valueSql } from './value-sql.ts';

/** The SQL of `sa.update(t).where(…).values(…)` and its like; undefined for anything else. Throws `NotRead`. */
export function dmlSql(value: Value): MappedText | undefined {
  const chain = chainOf(value);
  switch (chain?.verb) {
    case 'update': return update(chain);
    case 'delete': return deletion(chain);
    case 'insert': return insertion(chain);
    case 'select': {
      refuseStrangers([chain], new Set());
      return selectSql(chain);
    }
    case undefined: return undefined;
  }
}

type Assignment = readonly [StringValue, Value];

function update(chain: Chain): MappedText {
  const table = tableOf(chain);
  refuseSteps(chain, ['where', 'values', 'filter', 'returning']);
  const assigned = inOrder(table, [...given(chain.start, 1), ...chain.steps.filter((step) => stepName(step) === 'values').flatMap((step) => given(step, 0))], chain.start.place);
  if (assigned.length === 0) throw new NotRead('This UPDATE sets no column.', chain.start.place);
  const { callee } = chain.start;
  const sets = assigned.map(([column, value]) => phrase(value.place, namedColumns(table, identifier(column)), '=', assignedSql(value)));
  return phrase(callee, 'UPDATE ', qualified(table.schema, table.name), ' SET ', separated(callee, sets), beside(' FROM ', table, chain, assigned.map(([, value]) => value)), where(' WHERE ', chain), returning(chain));
}

function deletion(chain: Chain): MappedText {
  const table = tableOf(chain);
  refuseSteps(chain, ['where', 'filter', 'returning']);
  return phrase(chain.start.callee, 'DELETE FROM ', qualified(table.schema, table.name), beside(' USING ', table, chain, []), where(' WHERE ', chain), returning(chain));
}

function insertion(chain: Chain): MappedText {
  const table = tableOf(chain);
  refuseSteps(chain, ['values', 'from_select', 'on_conflict_do_nothing', 'on_conflict_do_update', 'returning']);
  const { callee } = chain.start;
  const into = phrase(callee, 'INSERT INTO ', qualified(table.schema, table.name), ' ');
  const source = chain.steps.find((step) => stepName(step) === 'from_select');
  const tail = [...chain.steps.filter((step) => stepName(step).startsWith('on_conflict_')).map((step) => onConflict(step, table)), returning(chain)];
  if (source) return phrase(callee, into, fromSelect(source), ...tail);
  const rows = [chain.start, ...chain.steps].flatMap((step, index) => rowsOf(step, index === 0 && calledName(step) !== undefined ? 1 : 0)).map((row) => inOrder(table, row, callee));
  const [first] = rows;
  if (!first || first.length === 0) throw new NotRead('Which row this inserts is decided while Python runs.', chain.start.place);
  const values = rows.map((row) => phrase(callee, '(', separated(callee, row.map(([, value]) => assignedSql(value))), ')'));
  return phrase(callee, into, '(', namedColumns(table, separated(callee, first.map(([column]) => identifier(column)))), ') VALUES ', separated(callee, values), ...tail);
}

/** The columns that a statement names. Where a model may add others, by defaults that Python computes, the words are a stand-in for all of them. */
export function namedColumns(table: TableTerm, columns: MappedText): MappedText {
  return table.ofModel === true ? standInText(columns.text, placeOf(columns, { start: 0, end: columns.text.length })) : columns;
}

/** Rows of a `values()`: one by keywords or a dict, or a list of dicts. */
function rowsOf(step: CallValue, from: number): readonly (readonly Assignment[])[] {
  if (step.of.kind === 'member' && stepName(step) !== 'values' && stepName(step) !== 'insert') return [];
  const list = step.args[from];
  if (list?.kind === 'list') return list.items.map((item) => entriesOf(item));
  const row = given(step, from);
  return row.length > 0 ? [row] : [];
}

function fromSelect(step: CallValue): MappedText {
  const [names, query] = step.args;
  if (names?.kind !== 'list' || !query) throw notRead(step, 'Phasewise does not read this kind of SQL construct yet.');
  const columns = names.items.map((name) => identifier(columnOfTable(name)?.name ?? asString(name, 'the columns of this INSERT')));
  return phrase(step.callee, '(', separated(step.callee, columns), ') ', queried(query));
}

function queried(query: Value): MappedText {
  const chain = chainOf(query);
  if (chain?.verb !== 'select') throw notRead(query, 'Phasewise does not read this kind of SQL construct yet.');
  return selectSql(chain);
}

/** ` ON CONFLICT (id) DO NOTHING`, ` ON CONFLICT ON CONSTRAINT uq DO UPDATE SET a = excluded.a` */
function onConflict(step: CallValue, table: TableTerm): MappedText {
  const [updates, known] = stepName(step) === 'on_conflict_do_update' ? [true, ['index_elements', 'constraint', 'set_']] as const : [false, ['index_elements', 'constraint']] as const;
  const keyword = (name: string) => step.keywords.find((given) => given.name === name)?.value;
  const [elements, constraint, set] = [keyword('index_elements'), keyword('constraint'), keyword('set_')];
  if (step.args.length > 0 || step.keywords.some(({ name }) => !known.some((word) => word === name)) || (updates && !set)) throw notRead(step, 'Phasewise does not read this kind of SQL construct yet.');
  const columns = elements?.kind === 'list' ? elements.items.map((item) => identifier(columnOfTable(item)?.name ?? asString(item, 'index_elements'))) : undefined;
  const target = constraint ? phrase(step.callee, 'ON CONSTRAINT ', identifier(asString(constraint, 'constraint')), ' ') : columns && phrase(step.callee, '(', separated(step.callee, columns), ') ');
  const sets = set ? inOrder(table, entriesOf(set), step.place).map(([column, value]) => phrase(value.place, identifier(column), ' = ', assignedSql(value))) : [];
  return phrase(step.callee, ' ON CONFLICT ', target, updates ? 'DO UPDATE SET ' : 'DO NOTHING', separated(step.callee, sets));
}

/** ` RETURNING t.id` */
function returning(chain: Chain): MappedText | undefined {
  const items = chain.steps.filter((step) => stepName(step) === 'returning').flatMap((step) => step.args);
  const { callee } = chain.start;
  return items.length > 0 ? phrase(callee, ' RETURNING ', separated(callee, items.flatMap(selectedSql))) : undefined;
}

function tableOf({ table, start }: Chain): TableTerm {
  if (!table) throw notRead(start, 'Phasewise cannot read this table.');
  return table;
}

function refuseSteps({ steps }: Chain, known: readonly string[]): void {
  const strange = steps.find((step) => !known.includes(stepName(step)));
  if (strange) throw notRead(strange, 'Phasewise does not read this kind of SQL construct yet.');
}

/** What `values(a=1)`, `values({'a': 1})` or `update(values={…})` assign. */
function given(step: CallValue, from: number): readonly Assignment[] {
  const [dict] = step.args.slice(from);
  const named = step.keywords.find(({ name }) => name === 'values');
  const listed = dict ?? named?.value;
  const words = step.keywords.filter((keyword) => keyword !== named && keyword.name !== 'whereclause');
  if (words.some(({ name }) => name === '**')) throw new NotRead('Which columns this sets is decided while Python runs.', step.place);
  const isWhere = calledName(step) === undefined && ['update', 'delete'].includes(stepName(step));
  return [
    ...(listed && !isWhere ? entriesOf(listed) : []),
    ...(isWhere && named ? entriesOf(named.value) : []),
    ...(isWhere || from === 1 ? [] : words.map(({ name, value, place }): Assignment => [stringAt(name, place), value])),
  ];
}

function entriesOf(value: Value): readonly Assignment[] {
  if (value.kind !== 'dict') throw notRead(value, 'Which columns this sets is decided while Python runs.');
  return value.entries.map(([key, entry]) => [columnOfTable(key)?.name ?? asString(key, 'this column'), entry]);
}

/** SQLAlchemy sets columns in the order of the table, and refuses those that it does not have. */
function inOrder(table: TableTerm, assigned: readonly Assignment[], place: Place): readonly Assignment[] {
  const at = (name: string) => table.columns.findIndex((column) => column.text.text === name);
  const strange = table.whole ? assigned.find(([column]) => at(column.text.text) < 0) : undefined;
  if (strange) throw new AlembicStops(`the table is described without the column ${strange[0].text.text}.`, place);
  const rank = (column: StringValue) => (at(column.text.text) + table.columns.length + 1) % (table.columns.length + 1);
  return [...assigned].sort(([a], [b]) => rank(a) - rank(b));
}

function assignedSql(value: Value): MappedText {
  const sql = valueSql(value);
  return value.kind === 'operation' ? phrase(value.place, '(', sql, ')') : sql;
}

/** The other tables that the statement speaks of; those inside its sub-selects are theirs. */
function beside(word: string, table: TableTerm, chain: Chain, values: readonly Value[]): MappedText | undefined {
  const used = [...conditionsOf(chain), ...values];
  const own = qualified(table.schema, table.name).text;
  const others = new Map(used.flatMap(tablesIn).map((other) => [qualified(other.schema, other.name).text, other]));
  others.delete(own);
  refuseStrangers(used.flatMap(queriesIn), new Set([own, ...others.keys()]));
  const { callee } = chain.start;
  return others.size === 0 ? undefined : phrase(callee, word, separated(callee, [...others.values()].map((other) => qualified(other.schema, other.name))));
}

/** A sub-select may speak of its own tables and of those of the statement around it. */
function refuseStrangers(queries: readonly Chain[], outer: ReadonlySet<string>): void {
  for (const query of queries) {
    const known = new Set([...outer, ...fromOf(query).map(({ schema, name }) => qualified(schema, name).text)]);
    const strange = conditionsOf(query).flatMap(tablesIn).find(({ schema, name }) => !known.has(qualified(schema, name).text));
    if (strange) throw notRead(query.start, 'Phasewise does not read this kind of SQL construct yet.');
    refuseStrangers([...conditionsOf(query), ...query.start.args].flatMap(queriesIn), known);
  }
}

/** ` WHERE a AND b` of all `where()`, with the condition that old versions take in `update(…)` itself. */
function where(word: string, chain: Chain): MappedText | undefined {
  const conditions = conditionsOf(chain);
  return conditions.length > 0 ? phrase(chain.start.callee, word, conjunction(conditions, chain.start.callee)) : undefined;
}

function conditionsOf({ verb, start, steps }: Chain): readonly Value[] {
  const old = verb !== 'select' && calledName(start) === undefined && ['update', 'delete'].includes(stepName(start)) ? [...start.args, ...start.keywords.filter(({ name }) => name === 'whereclause').map(({ value }) => value)] : [];
  return [...old, ...steps.filter((step) => ['where', 'filter'].includes(stepName(step))).flatMap((step) => step.args)];
}

/** `SELECT t.a, t.b FROM t WHERE …`, without joins. */
export function selectSql(chain: Chain): MappedText {
  refuseSteps(chain, ['where', 'filter', 'select_from', 'limit', 'order_by', 'scalar_subquery', 'as_scalar', 'distinct']);
  const { callee } = chain.start;
  const items = selectedItems(chain);
  if (items.length === 0) throw notRead(chain.start, 'Phasewise does not read this kind of SQL construct yet.');
  const tables = fromOf(chain).map(({ schema, name }) => qualified(schema, name));
  const only = (name: string) => chain.steps.filter((step) => stepName(step) === name).flatMap((step) => step.args);
  const [ordering, limits] = [only('order_by'), only('limit')];
  const distinct = chain.steps.some((step) => stepName(step) === 'distinct') ? 'DISTINCT ' : undefined;
  return phrase(
    callee, 'SELECT ', distinct, separated(callee, items.flatMap(selectedSql)), tables.length > 0 ? ' \nFROM ' : undefined, separated(callee, tables), where(' \nWHERE ', chain),
    ordering.length > 0 ? phrase(callee, ' ORDER BY ', separated(callee, ordering.map(clauseSql))) : undefined,
    limits[0] ? phrase(callee, ' \n LIMIT ', clauseSql(limits[0])) : undefined,
  );
}

/** What a SELECT selects; `t.select()` is all of the table. */
function selectedItems({ start }: Chain): readonly Value[] {
  const whole = calledName(start) === undefined && start.of.kind === 'member' ? [start.of.of] : [];
  return [...whole, ...start.args.flatMap((arg) => (arg.kind === 'list' ? arg.items : [arg]))];
}

/** The tables of its FROM: those of what it selects, and those it is told. */
function fromOf(chain: Chain): readonly TableTerm[] {
  const told = chain.steps.filter((step) => stepName(step) === 'select_from').map((step) => {
    const table = step.args[0] && tableTerm(step.args[0]);
    if (!table) throw notRead(step, 'Phasewise does not read this kind of SQL construct yet.');
    return table;
  });
  const tables = [...selectedItems(chain).flatMap((item) => tableTerm(item) ?? tablesIn(item)), ...told];
  return [...new Map(tables.map((table) => [qualified(table.schema, table.name).text, table])).values()];
}

function selectedSql(item: Value): readonly MappedText[] {
  const table = tableTerm(item);
  if (table && !table.whole) throw notRead(item, 'Which columns this selects is decided while Python runs.');
  if (table) return table.columns.map((name) => columnReference(table, name));
  const counted = item.kind === 'call' ? calledName(item) : undefined;
  if (counted === 'sa.func.count' && item.kind === 'call' && item.args.length === 0) return [caused('count(*) AS count_1', item.place)];
  return [clauseSql(item)];
}
