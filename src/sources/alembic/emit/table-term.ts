import { asString } from '../arguments.ts';
import { isColumn, stringAt } from '../member.ts';
import type { Place } from '../../../text/place.ts';
import type { CallValue, ClassValue, StringValue, Value } from '../value.ts';
import { calledName, partsOf } from '../value.ts';
import type { TableName } from './naming.ts';

/**
 * A table as Python describes it. `whole`: `columns` are all that it says it has. `types`: those that it states, by column.
 * `ofModel`: its columns stand in a model that is not read, and may have defaults that Python computes.
 */
export interface TableTerm extends TableName { readonly columns: readonly StringValue[]; readonly types: ReadonlyMap<string, Value>; readonly whole: boolean; readonly ofModel?: true }

const MAKERS = new Set(['sa.table', 'sa.Table', 'op.create_table', 'sa.TableClause']);

/** `sa.table('t', sa.column('a'))`, `sa.Table(…)`, what `op.create_table` returned, or a class of the ORM. */
export function tableTerm(value: Value): TableTerm | undefined {
  if (value.kind === 'member' && value.name === '__table__') return tableTerm(value.of);
  if (value.kind === 'class') return mapped(value);
  if (value.kind === 'table') return { name: value.name, schema: value.schema, columns: [], types: new Map(), whole: false, ...(value.columns === 'in a model' && { ofModel: true }) };
  if (value.kind !== 'call' || !MAKERS.has(calledName(value) ?? '')) return undefined;
  const [table, ...items] = value.args;
  if (!table || table.kind !== 'string') return undefined;
  const schema = keyword(value, 'schema') ?? schemaOf(items[0]);
  if (schema && schema.kind !== 'string' && schema.kind !== 'none') return undefined;
  const columns = items.flatMap(columnName);
  const types = new Map(items.flatMap((item) => typedColumn(columnName(item)[0], item)));
  const whole = keyword(value, 'autoload_with') === undefined && keyword(value, 'autoload') === undefined && items.every(({ kind }) => kind !== 'unknown');
  return { name: table, schema: schema?.kind === 'string' ? schema : undefined, columns, types, whole };
}

/** `sa.MetaData(schema='app')` */
function schemaOf(metadata: Value | undefined): Value | undefined {
  return metadata?.kind === 'call' && calledName(metadata) === 'sa.MetaData' ? keyword(metadata, 'schema') : undefined;
}

function typedColumn(name: StringValue | undefined, item: Value): readonly (readonly [string, Value])[] {
  const type = item.kind === 'call' ? item.args[item.args[0]?.kind === 'string' ? 1 : 0] ?? keyword(item, 'type_') : undefined;
  return name && type ? [[name.text.text, type]] : [];
}

function columnName(item: Value): readonly StringValue[] {
  const name = item.kind === 'call' ? calledName(item) : undefined;
  const [first] = item.kind === 'call' ? item.args : [];
  return first && (name === 'sa.column' || name === 'sa.Column') ? [asString(first, 'this column')] : [];
}

/** `class User(Base): __tablename__ = 'user'; id = sa.Column(…)` */
function mapped({ members }: ClassValue): TableTerm | undefined {
  const name = members.own.get('__tablename__');
  if (name?.kind !== 'string') return undefined;
  const arguments_ = members.own.get('__table_args__');
  const schema = arguments_?.kind === 'dict' ? arguments_.entries.find(([key]) => key.kind === 'string' && key.text.text === 'schema')?.[1] : undefined;
  const columns = [...members.own].flatMap(([attribute, value]) => attributeColumn(attribute, value) ?? []);
  const types = new Map([...members.own].flatMap(([attribute, value]) => typedColumn(attributeColumn(attribute, value), value)));
  return { name, schema: schema?.kind === 'string' ? schema : undefined, columns, types, whole: columns.length > 0 };
}

/** The column of an attribute: the name it is given, else the attribute's. */
function attributeColumn(attribute: string, value: Value): StringValue | undefined {
  if (value.kind !== 'call' || !isColumn(value)) return undefined;
  const [first] = value.args;
  return first?.kind === 'string' ? first : stringAt(attribute, value.place);
}

/** `t.c.a`, `t.columns['a']`: the column of a described table. */
export function columnOfTable(value: Value): { readonly table: TableTerm; readonly name: StringValue } | undefined {
  if (value.kind !== 'member') return undefined;
  if (value.of.kind === 'class') return columnOfClass(value.of, value.name, value.place);
  const inside = value.of.kind === 'member' && (value.of.name === 'c' || value.of.name === 'columns') ? value.of.of : undefined;
  const table = inside && tableTerm(inside);
  return table && { table, name: stringAt(value.name, value.place) };
}

/** The type that a column is described with: of `t.c.a`, or of `sa.column('a', sa.String)`. */
export function typeOfColumn(value: Value): Value | undefined {
  if (value.kind === 'call' && calledName(value) === 'sa.column') return value.args[1] ?? keyword(value, 'type_');
  const found = columnOfTable(value);
  return found?.table.types.get(found.name.text.text);
}

/** `User.name` */
function columnOfClass(of: ClassValue, attribute: string, place: Place): ReturnType<typeof columnOfTable> {
  const table = mapped(of);
  const column = of.members.own.get(attribute);
  const name = column && attributeColumn(attribute, column);
  return table && name && { table, name: { ...name, place } };
}

/** The steps of `t.update().where(…).values(…)`, outermost last, and the table they begin with. */
export interface Chain { readonly verb: 'insert' | 'update' | 'delete' | 'select'; readonly start: CallValue; readonly table: TableTerm | undefined; readonly steps: readonly CallValue[] }

const VERBS: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'select']);

export function chainOf(value: Value): Chain | undefined {
  const steps: CallValue[] = [];
  for (let at: Value = value; at.kind === 'call';) {
    const name = calledName(at);
    const verb = name === undefined ? (at.of.kind === 'member' ? at.of.name : '') : name.replace(/^(?:sa|pg)\./, '');
    const described = at.of.kind === 'member' ? tableTerm(at.of.of) : at.args[0] && tableTerm(at.args[0]);
    if (isVerb(verb) && (described || (verb === 'select' && name !== undefined))) return { verb, start: at, table: verb === 'select' && name !== undefined ? undefined : described, steps: steps.reverse() };
    if (at.of.kind !== 'member') return undefined;
    steps.push(at);
    at = at.of.of;
  }
  return undefined;
}

function isVerb(name: string): name is Chain['verb'] {
  return VERBS.has(name);
}

export function stepName(step: CallValue): string {
  return step.of.kind === 'member' ? step.of.name : '';
}

/** The tables whose columns an expression names, outside of its sub-selects. */
export function tablesIn(value: Value): readonly TableTerm[] {
  const column = columnOfTable(value);
  if (column) return [column.table];
  return chainOf(value) ? [] : partsOf(value).flatMap(tablesIn);
}

/** The sub-selects of an expression. */
export function queriesIn(value: Value): readonly Chain[] {
  const chain = chainOf(value);
  if (chain) return chain.verb === 'select' ? [chain] : [];
  return partsOf(value).flatMap(queriesIn);
}

function keyword(call: CallValue, name: string): Value | undefined {
  return call.keywords.find((given) => given.name === name)?.value;
}

