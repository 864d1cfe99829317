import type { MappedText } from '../../../text/mapped.ts';
import { placeOf } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import { asString } from '../arguments.ts';
import { stringAt } from '../member.ts';
import { standInText } from '../stand-in.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, notRead, partsOf } from '../value.ts';
import type { Chain } from './chain.ts';
import { chainOf, givenTo, keywordOf, selectOf, stepName } from './chain.ts';
import { conjunction, standalone } from './clause.ts';
import type { Parameters, Within } from './compilation.ts';
import { alone } from './compilation.ts';
import { askedBack, filledBySqlalchemy, typeOfColumn } from './described-column.ts';
import type { From, TableFrom } from './from.ts';
import { columnOf, distinct, spokenOf } from './from.ts';
import { fromSql } from './from-sql.ts';
import { identifier, qualified } from './identifier.ts';
import { isJsonNull } from './operation-clause.ts';
import { itemOf, selectSql, selectedSql } from './select.ts';
import { columnReference } from './reference.ts';
import { phrase, separated } from './sql.ts';
import type { TableTerm } from './table-term.ts';
import { isPythonOnly, valueSql } from './value-sql.ts';
import type { Versions } from './versions.ts';
import { isBefore } from './versions.ts';

const NOT_KNOWN = 'Phasewise does not read this kind of SQL construct yet.';

/** The SQL of `sa.update(t).where(…).values(…)` and its like; undefined for anything else. Throws `NotRead`. */
export function dmlSql(value: Value, parameters?: Parameters, versions?: Versions): MappedText | undefined {
  const chain = chainOf(value);
  if (!chain) return undefined;
  const within = alone(parameters, versions);
  const sql = statement(chain, within);
  const { ctes } = within.compilation;
  return ctes.size === 0 ? sql : phrase(chain.start.callee, 'WITH ', separated(chain.start.callee, [...ctes.values()], ', \n'), '\n ', sql);
}

function statement(chain: Chain, within: Within): MappedText {
  switch (chain.verb) {
    case 'update': return update(chain, within);
    case 'delete': return deletion(chain, within);
    case 'insert': return insertion(chain, within);
    case 'select': return selectSql(chain, within);
  }
}

type Assignment = readonly [StringValue, Value];

function update(chain: Chain, outside: Within): MappedText {
  const from = tableOf(chain);
  refuseSteps(chain, ['where', 'values', 'filter', 'returning']);
  const own = [...given(chain.start, 1), ...chain.steps.filter((step) => stepName(step) === 'values').flatMap((step) => given(step, 0))];
  const assigned = inOrder(from.table, filled(byColumn(from.table, withMore(own, sentBeside(chain, outside))), from.table, 'UPDATE'), chain.start.place);
  if (assigned.length === 0) throw new NotRead('This UPDATE sets no column.', chain.start.place);
  const { callee } = chain.start;
  // SQLAlchemy 1.4 takes only those that the conditions speak of.
  const speaking = isBefore(outside.compilation.versions, 'sqlalchemy', '2.0') ? [] : assigned.map(([, value]) => value);
  const others = beside(from, [...conditionsOf(chain), ...speaking]);
  const within = around(outside, [from, ...others]);
  const sets = assigned.map(([column, value]) => phrase(value.place, namedColumns(from.table, identifier(column)), '=', assignedSql(column, value, from.table, within)));
  return phrase(callee, 'UPDATE ', qualified(from.table.schema, from.table.name), ' SET ', separated(callee, sets), besides(' FROM ', others, callee, within), where(chain, within), returning(chain, within));
}

function deletion(chain: Chain, outside: Within): MappedText {
  const from = tableOf(chain);
  refuseSteps(chain, ['where', 'filter', 'returning']);
  const others = beside(from, conditionsOf(chain));
  const within = around(outside, [from, ...others]);
  return phrase(chain.start.callee, 'DELETE FROM ', qualified(from.table.schema, from.table.name), besides(' USING ', others, chain.start.callee, within), where(chain, within), returning(chain, within));
}

function around({ compilation }: Within, froms: readonly From[]): Within {
  const known = new Set(froms.map(({ is }) => is));
  return { compilation, around: known, outside: known };
}

function insertion(chain: Chain, within: Within): MappedText {
  const { table } = tableOf(chain);
  refuseSteps(chain, ['values', 'from_select', 'on_conflict_do_nothing', 'on_conflict_do_update', 'returning']);
  const { callee } = chain.start;
  const into = phrase(callee, 'INSERT INTO ', qualified(table.schema, table.name), ' ');
  const source = chain.steps.find((step) => stepName(step) === 'from_select');
  const conflicts = () => chain.steps.filter((step) => stepName(step).startsWith('on_conflict_')).map((step) => onConflict(step, table, within));
  if (source) return phrase(callee, into, fromSelect(source, table, within), ...conflicts(), returning(chain, within));
  const rows = rowsIn(chain, within).map((row) => inOrder(table, filled(byColumn(table, row), table, 'INSERT'), callee));
  const [first] = rows;
  if (!first || first.length === 0) throw new NotRead('Which row this inserts is decided while Python runs.', chain.start.place);
  const values = rows.map((row) => phrase(callee, '(', separated(callee, row.map(([column, value]) => assignedSql(column, value, table, within))), ')'));
  return phrase(callee, into, '(', namedColumns(table, separated(callee, first.map(([column]) => identifier(column)))), ') VALUES ', separated(callee, values), ...conflicts(), returning(chain, within) ?? keysBack(chain, table, rows));
}

/** The columns that a statement names. Where a model may add others, by defaults that Python computes, the words are a stand-in for all of them. */
export function namedColumns(table: TableTerm, columns: MappedText): MappedText {
  return table.ofModel === true ? standInText(columns.text, placeOf(columns, { start: 0, end: columns.text.length })) : columns;
}

/** An INSERT of one row asks for what the server makes of its key. */
function keysBack({ start, steps }: Chain, table: TableTerm, rows: readonly (readonly Assignment[])[]): MappedText | undefined {
  const isList = [start, ...steps].some((step) => step.args.some(({ kind }) => kind === 'list'));
  const keys = isList ? [] : rows.flatMap((row) => askedBack(table, row));
  return keys.length > 0 ? phrase(start.callee, ' RETURNING ', separated(start.callee, keys.map((key) => columnReference(table, key)))) : undefined;
}

/** A class of the ORM is given values by the names of its attributes. */
function byColumn({ attributes }: TableTerm, assigned: readonly Assignment[]): readonly Assignment[] {
  return assigned.map(([name, value]) => [attributes?.get(name.text.text) ?? name, value]);
}

/** What SQLAlchemy fills beside what it is given. */
function filled(assigned: readonly Assignment[], table: TableTerm, when: 'INSERT' | 'UPDATE'): readonly Assignment[] {
  if (assigned.length === 0) return assigned;
  return [...assigned, ...filledBySqlalchemy(table, when).filter(([column]) => !assigned.some(([own]) => own.text.text === column.text.text))];
}

/** The rows that it is given; parameters beside it give more columns of the one row. */
function rowsIn(chain: Chain, within: Within): readonly (readonly Assignment[])[] {
  const rows = [chain.start, ...chain.steps].flatMap((step, index) => rowsOf(step, index === 0 && calledName(step) !== undefined ? 1 : 0));
  const more = sentBeside(chain, within);
  if (more.length === 0) return rows;
  if (rows.length > 1) throw notRead(chain.start, NOT_KNOWN);
  return [withMore(rows[0] ?? [], more)];
}

function withMore(row: readonly Assignment[], more: readonly Assignment[]): readonly Assignment[] {
  return [...row.filter(([column]) => !more.some(([name]) => name.text.text === column.text.text)), ...more];
}

/** Parameters that no `sa.bindparam()` of the statement asks for are values of its columns. */
function sentBeside({ start, steps }: Chain, { compilation: { parameters } }: Within): readonly Assignment[] {
  if (parameters === 'some') return [];
  const asked = new Set([start, ...steps].flatMap((step) => [...step.args, ...step.keywords.map(({ value }) => value)]).flatMap(parametersAskedBy));
  return [...parameters].filter(([name]) => !asked.has(name)).map(([name, value]) => [stringAt(name, value.place), value]);
}

function parametersAskedBy(value: Value): readonly string[] {
  const [key] = value.kind === 'call' && calledName(value) === 'sa.bindparam' ? value.args : [];
  return [...(key?.kind === 'string' ? [key.text.text] : []), ...partsOf(value).flatMap(parametersAskedBy)];
}

/** Rows of a `values()`: one by keywords or a dict, or a list of dicts. */
function rowsOf(step: CallValue, from: number): readonly (readonly Assignment[])[] {
  if (step.of.kind === 'member' && stepName(step) !== 'values' && stepName(step) !== 'insert') return [];
  const list = step.args[from];
  if (list?.kind === 'list') return list.items.map((item) => entriesOf(item));
  const row = given(step, from);
  return row.length > 0 ? [row] : [];
}

function fromSelect(step: CallValue, table: TableTerm, within: Within): MappedText {
  const [names, query] = [step.args[0] ?? keywordOf(step, 'names'), step.args[1] ?? keywordOf(step, 'select')];
  const select = query && selectOf(query);
  if (names?.kind !== 'list' || !select) throw notRead(step, NOT_KNOWN);
  const columns = names.items.map((name) => identifier(columnOf(name)?.name ?? asString(name, 'the columns of this INSERT')));
  const strange = table.whole ? columns.find(({ text }) => !table.columns.some((column) => identifier(column).text === text)) : undefined;
  if (strange) throw new AlembicStops(`the table is described without the column ${strange.text}.`, step.place);
  if (filledBySqlalchemy(table, 'INSERT').some(([column]) => !columns.some(({ text }) => text === identifier(column).text))) throw notRead(step, NOT_KNOWN);
  return phrase(step.callee, '(', separated(step.callee, columns), ') ', selectSql(select, within));
}

/** ` ON CONFLICT (id) DO NOTHING`, ` ON CONFLICT ON CONSTRAINT uq DO UPDATE SET a = excluded.a WHERE …` */
function onConflict(step: CallValue, table: TableTerm, within: Within): MappedText {
  const updates = stepName(step) === 'on_conflict_do_update';
  const words = ['constraint', 'index_elements', 'index_where', ...(updates ? ['set_', 'where'] : [])];
  const argument = (name: string) => step.args[words.indexOf(name)] ?? keywordOf(step, name);
  const [elements, constraint, set, condition] = [argument('index_elements'), argument('constraint'), argument('set_'), argument('where')];
  if (argument('index_where') || step.args.length > words.length || step.keywords.some(({ name }) => !words.includes(name)) || (updates && !set)) throw notRead(step, NOT_KNOWN);
  const columns = elements?.kind === 'list' ? elements.items.map((item) => identifier(columnOf(item)?.name ?? asString(item, 'index_elements'))) : undefined;
  const target = constraint ? phrase(step.callee, 'ON CONSTRAINT ', identifier(asString(constraint, 'constraint')), ' ') : columns && phrase(step.callee, '(', separated(step.callee, columns), ') ');
  const sets = set ? inOrder(table, entriesOf(set), step.place).map(([column, value]) => phrase(value.place, identifier(column), ' = ', assignedSql(column, value, table, within))) : [];
  const where_ = condition && phrase(step.callee, ' WHERE ', conjunction([condition], step.callee, within));
  return phrase(step.callee, ' ON CONFLICT ', target, updates ? 'DO UPDATE SET ' : 'DO NOTHING', separated(step.callee, sets), where_);
}

/** ` RETURNING t.id` */
function returning(chain: Chain, within: Within): MappedText | undefined {
  const items = givenTo(chain, 'returning').flatMap(itemOf);
  const { callee } = chain.start;
  return items.length > 0 ? phrase(callee, ' RETURNING ', separated(callee, selectedSql(items, within, 'elsewhere'))) : undefined;
}

function tableOf({ from, start }: Chain): TableFrom {
  if (from?.kind !== 'table') throw notRead(start, 'Phasewise cannot read this table.');
  return from;
}

function refuseSteps({ steps }: Chain, known: readonly string[]): void {
  const strange = steps.find((step) => !known.includes(stepName(step)));
  if (strange) throw notRead(strange, NOT_KNOWN);
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
  return value.entries.map(([key, entry]) => [columnOf(key)?.name ?? asString(key, 'this column'), entry]);
}

/** SQLAlchemy sets columns in the order of the table, and refuses those that it does not have. */
function inOrder(table: TableTerm, assigned: readonly Assignment[], place: Place): readonly Assignment[] {
  const at = (name: string) => table.columns.findIndex((column) => column.text.text === name);
  const strange = table.whole ? assigned.find(([column]) => at(column.text.text) < 0) : undefined;
  if (strange) throw new AlembicStops(`the table is described without the column ${strange[0].text.text}.`, place);
  const rank = (column: StringValue) => (at(column.text.text) + table.columns.length + 1) % (table.columns.length + 1);
  return [...assigned].sort(([a], [b]) => rank(a) - rank(b));
}

function assignedSql(column: StringValue, value: Value, table: TableTerm, within: Within): MappedText {
  if (isJsonNull(value)) return phrase(value.place, "'null'");
  const type = typeOfColumn(table, column.text.text);
  return isExpression(value) && !isPythonOnly(value) ? standalone(value, within) : valueSql(value, type, within);
}

function isExpression(value: Value): boolean {
  return value.kind === 'operation' || (value.kind === 'call' && value.of.kind === 'member');
}

/** The other tables that the statement speaks of; those inside its sub-selects are theirs. */
function beside(from: TableFrom, values: readonly Value[]): readonly From[] {
  return distinct(values.flatMap(spokenOf)).filter(({ is }) => is !== from.is);
}

function besides(word: string, others: readonly From[], place: Place, within: Within): MappedText | undefined {
  return others.length === 0 ? undefined : phrase(place, word, separated(place, others.map((other) => fromSql(other, within))));
}

/** ` WHERE a AND b` of all `where()`, with the condition that old versions take in `update(…)` itself. */
function where(chain: Chain, within: Within): MappedText | undefined {
  const conditions = conditionsOf(chain);
  return conditions.length > 0 ? phrase(chain.start.callee, ' WHERE ', conjunction(conditions, chain.start.callee, within)) : undefined;
}

function conditionsOf(chain: Chain): readonly Value[] {
  const { start } = chain;
  const old = calledName(start) === undefined && ['update', 'delete'].includes(stepName(start)) ? [...start.args, ...start.keywords.filter(({ name }) => name === 'whereclause').map(({ value }) => value)] : [];
  return [...old, ...givenTo(chain, 'where', 'filter')];
}
