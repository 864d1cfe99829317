import { asString } from '../arguments.ts';
import { isColumn, stringAt } from '../member.ts';
import type { Place } from '../../../text/place.ts';
import type { CallValue, ClassValue, StringValue, Value } from '../value.ts';
import { calledName } from '../value.ts';
import { keywordOf } from './chain.ts';
import type { TableName } from './naming.ts';

/**
 * A table as Python describes it. `whole`: `columns` are all that it says it has. `ofModel`: its columns stand in a model that is
 * not read, and may have defaults that Python computes.
 */
export interface TableTerm extends TableName {
  readonly columns: readonly StringValue[];
  /** How each column is described, by its name. */
  readonly described: ReadonlyMap<string, CallValue>;
  /** The columns of the primary key, where it is described. */
  readonly key: readonly string[];
  readonly whole: boolean;
  readonly ofModel?: true;
  /** The columns of a class of the ORM by the attributes that stand for them. */
  readonly attributes?: ReadonlyMap<string, StringValue>;
}

const MAKERS = new Set(['sa.table', 'sa.Table', 'op.create_table', 'sa.TableClause']);

/** `sa.table('t', sa.column('a'))`, `sa.Table(…)`, what `op.create_table` returned, or a class of the ORM. */
export function tableTerm(value: Value): TableTerm | undefined {
  if (value.kind === 'member' && value.name === '__table__') return tableTerm(value.of);
  if (value.kind === 'class') return mapped(value);
  if (value.kind === 'table') return { name: value.name, schema: value.schema, columns: [], described: new Map(), key: [], whole: false, ...(value.columns === 'in a model' && { ofModel: true }) };
  if (value.kind !== 'call' || !MAKERS.has(calledName(value) ?? '')) return undefined;
  const [table, ...items] = value.args;
  if (!table || table.kind !== 'string') return undefined;
  const schema = keywordOf(value, 'schema') ?? schemaOf(items[0]);
  if (schema && schema.kind !== 'string' && schema.kind !== 'none') return undefined;
  const columns = items.flatMap((item) => {
    const column = columnName(item);
    return column && item.kind === 'call' ? [[column, item] as const] : [];
  });
  const whole = keywordOf(value, 'autoload_with') === undefined && keywordOf(value, 'autoload') === undefined && items.every(({ kind }) => kind !== 'unknown');
  const key = calledName(value) === 'sa.table' ? [] : items.flatMap(keyColumns);
  return { name: table, schema: schema?.kind === 'string' ? schema : undefined, ...described(columns), key: [...key, ...(calledName(value) === 'sa.table' ? [] : keyOf(columns))], whole };
}

type Described = readonly (readonly [StringValue, CallValue])[];

function described(columns: Described): Pick<TableTerm, 'columns' | 'described'> {
  return { columns: columns.map(([name]) => name), described: new Map(columns.map(([name, call]) => [name.text.text, call])) };
}

function keyOf(columns: Described): readonly string[] {
  return columns.filter(([, call]) => {
    const flag = keywordOf(call, 'primary_key');
    return flag?.kind === 'bool' && flag.value;
  }).map(([name]) => name.text.text);
}

/** `sa.PrimaryKeyConstraint('id')` */
function keyColumns(item: Value): readonly string[] {
  if (item.kind !== 'call' || calledName(item) !== 'sa.PrimaryKeyConstraint') return [];
  return item.args.flatMap((arg) => (arg.kind === 'string' ? [arg.text.text] : []));
}

/** `sa.MetaData(schema='app')` */
function schemaOf(metadata: Value | undefined): Value | undefined {
  return metadata?.kind === 'call' && calledName(metadata) === 'sa.MetaData' ? keywordOf(metadata, 'schema') : undefined;
}

function columnName(item: Value): StringValue | undefined {
  const name = item.kind === 'call' ? calledName(item) : undefined;
  const [first] = item.kind === 'call' ? item.args : [];
  return first && (name === 'sa.column' || name === 'sa.Column') ? asString(first, 'this column') : undefined;
}

/** `class User(Base): __tablename__ = 'user'; id = sa.Column(…)` */
function mapped({ members, bases }: ClassValue): TableTerm | undefined {
  const name = members.own.get('__tablename__');
  if (name?.kind !== 'string') return undefined;
  const arguments_ = members.own.get('__table_args__');
  const schema = arguments_?.kind === 'dict' ? arguments_.entries.find(([key]) => key.kind === 'string' && key.text.text === 'schema')?.[1] : undefined;
  const found = [...members.own].flatMap(([attribute, value]) => {
    const column = attributeColumn(attribute, value);
    return column && value.kind === 'call' ? [{ attribute, described: [column, value] as const }] : [];
  });
  const columns = found.map((each) => each.described);
  const attributes = new Map(found.map((each) => [each.attribute, each.described[0]]));
  return { name, schema: schema?.kind === 'string' ? schema : undefined, attributes, ...described(columns), key: keyOf(columns), whole: columns.length > 0 && !isOpen(members) && !bases.some(givesColumns) };
}

/** What Python computes there may be a column. */
function isOpen(members: ClassValue['members']): boolean {
  return [...members.own.values()].some(({ kind }) => kind === 'unknown');
}

/** A class that columns are inherited from. */
function givesColumns(base: Value): boolean {
  return base.kind === 'class' && (isOpen(base.members) || [...base.members.own.values()].some(isColumn) || base.bases.some(givesColumns));
}

/** The column of `User.name`. */
export function columnOfClass(of: ClassValue, attribute: string, place: Place): StringValue | undefined {
  const said = of.members.own.get(attribute);
  const name = said && attributeColumn(attribute, said);
  return name && { ...name, place };
}

/** The column of an attribute: the name it is given, else the attribute's. */
function attributeColumn(attribute: string, value: Value): StringValue | undefined {
  if (value.kind !== 'call' || !isColumn(value)) return undefined;
  const [first] = value.args;
  return first?.kind === 'string' ? first : stringAt(attribute, value.place);
}
