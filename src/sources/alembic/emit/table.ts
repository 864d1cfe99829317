import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Given } from '../arguments.ts';
import { Arguments, asString, stringsIn } from '../arguments.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, notRead } from '../value.ts';
import type { ColumnTerm } from './column.ts';
import { columnName, columnSql, columnTerm, countingColumn } from './column.ts';
import { columnComment, tableComment } from './comment.ts';
import { checkSql, columnForeignKey, excludeConstraint, foreignKeyConstraint, primaryKeyOf, uniqueSql } from './constraint.ts';
import { createType, enumCheck } from './enum.ts';
import { identifier, qualified, quotedText } from './identifier.ts';
import { tableIndex } from './index.ts';
import type { Naming, Owner, TableName } from './naming.ts';
import { nameOf, named } from './naming.ts';
import type { OnceInRun } from './sql.ts';
import { phrase, separated } from './sql.ts';

/** The types that a run has created: Alembic creates each once and never asks the server. */
export type TypesMade = Set<string>;

const KEYWORDS = [
  'schema', 'comment', 'prefixes', 'info', 'if_not_exists', 'keep_existing', 'extend_existing', 'quote', 'implicit_returning', 'sqlite_autoincrement',
  'postgresql_partition_by', 'postgresql_inherits', 'postgresql_tablespace', 'postgresql_using', 'postgresql_on_commit', 'listeners', '_constraints_included',
];

/** `op.create_table(…)`: the types, the table, its indexes, its comments. */
export function createTable(call: CallValue, naming: Naming, types: TypesMade): readonly MappedText[] {
  const args = new Arguments(call, ['table_name'], KEYWORDS, 'rest');
  const table: TableName = { schema: args.optionalString('schema'), name: args.string('table_name') };
  const owner: Owner = { table, naming };
  const items = args.rest.filter((item) => item.kind !== 'none');
  const columns = items.filter((item) => isCallOf(item, 'sa.Column')).map((item) => columnTerm(item, table.schema));
  const constraints = items.filter((item): item is CallValue => item.kind === 'call' && !isCallOf(item, 'sa.Column'));
  const strange = items.find((item) => item.kind !== 'call');
  if (strange) throw notRead(strange, 'Phasewise cannot read this part of the table.');

  refuseTwins(columns);
  const indexes = constraints.filter((item) => isCallOf(item, 'sa.Index')).map((item) => tableIndex(item, owner));
  return [
    ...typesOf(columns, types),
    tableSql(args, owner, columns, constraints),
    ...columns.flatMap((column) => columnIndex(column, owner)), ...indexes,
    ...tableComment(table, args.some('comment'), call), ...columns.flatMap((column) => columnComment(table, column.name, column.comment, call)),
  ];
}

function refuseTwins(columns: readonly ColumnTerm[]): void {
  const twin = columns.find(({ name }, at) => columns.findIndex((other) => other.name.text.text === name.text.text) < at);
  if (twin) throw new AlembicStops(`the table has a column ${twin.name.text.text} already.`, twin.call.place);
}

function isCallOf(value: Value, name: string): boolean {
  return value.kind === 'call' && calledName(value) === name;
}

function typesOf(columns: readonly ColumnTerm[], made: TypesMade): readonly OnceInRun[] {
  return columns.flatMap(({ type }): readonly OnceInRun[] => {
    const name = type.domain?.name ?? (type.enum?.createsType === true ? type.enum.sql.text : undefined);
    if (name === undefined || made.has(name)) return [];
    made.add(name);
    const create = type.domain?.create ?? (type.enum && createType(type.enum));
    return create ? [{ ...create, onceInRun: `type ${name}` }] : [];
  });
}

function tableSql(args: Arguments, owner: Owner, columns: readonly ColumnTerm[], items: readonly CallValue[]): MappedText {
  const { callee } = args.call;
  const { table } = owner;
  const key = keyOf(columns, items);
  const foreign = items.filter((item) => isCallOf(item, 'sa.ForeignKeyConstraint')).map((item) => foreignKeyConstraint(item, owner));
  const referring = new Set(foreign.flatMap((one) => one.columns.map((column) => column.text.text)));
  const counting = countingColumn(key.columns, referring);
  const lines = [
    ...columns.map((column) => columnSql(column, { inKey: key.columns.includes(column), isSerial: column === counting }, owner)),
    ...primaryKey(key, counting, args, owner),
    ...items.flatMap((item) => constraintSql(item, columns, owner)),
    ...columns.flatMap((column) => columnConstraints(column, owner)),
  ];
  const guard = args.flag('if_not_exists');
  return phrase(
    callee, 'CREATE ', prefixes(args), 'TABLE ', guard?.value === true ? caused('IF NOT EXISTS ', guard.place) : undefined, qualified(table.schema, table.name), ' (\n',
    separated(callee, lines.map((line) => phrase(callee, '    ', line)), ', \n'), lines.length > 0 ? '\n' : undefined, ')', ...storage(args),
  );
}

/** `PrimaryKeyConstraint('a', 'b')`, or the columns that say `primary_key=True`. */
interface Key { readonly columns: readonly ColumnTerm[]; readonly call: CallValue | undefined; readonly name: Given | undefined }

function keyOf(columns: readonly ColumnTerm[], items: readonly CallValue[]): Key {
  const call = items.find((item) => isCallOf(item, 'sa.PrimaryKeyConstraint'));
  const args = call && keyArguments(call);
  const names = args?.rest.map((column) => asString(column, 'the columns of this key').text.text) ?? [];
  const byName = names.map((name) => columns.find((column) => column.name.text.text === name));
  if (call && byName.includes(undefined)) throw new AlembicStops('the key names a column that the table does not have.', call.place);
  const found = byName.filter((column) => column !== undefined);
  return { columns: found.length > 0 ? found : columns.filter((column) => column.primaryKey?.value === true), call, name: args?.some('name') };
}

function keyArguments(call: CallValue): Arguments {
  return new Arguments(call, [], ['name', 'deferrable', 'initially', 'info', 'comment', 'postgresql_include'], 'rest');
}

/** A key that only the columns declare begins with the one that counts. */
function primaryKey(key: Key, counting: ColumnTerm | undefined, table: Arguments, owner: Owner): readonly MappedText[] {
  if (key.columns.length === 0) return [];
  const explicit = key.call && keyArguments(key.call);
  if (explicit && explicit.rest.length > 0) {
    return [primaryKeyOf(explicit, explicit.rest.map((column) => asString(column, 'the columns of this key')), key.name, owner)];
  }
  const columns = counting ? [counting, ...key.columns.filter((column) => column !== counting)] : key.columns;
  if (explicit) return [primaryKeyOf(explicit, columns.map(({ name }) => name), key.name, owner)];
  const place = columns[0]?.primaryKey?.place ?? table.call.callee;
  const name = named('pk', undefined, owner, { columns: columns.map((column) => column.name.text.text) }, place);
  return [phrase(place, name, 'PRIMARY KEY (', separated(place, columns.map(columnName)), ')')];
}

function constraintSql(item: CallValue, columns: readonly ColumnTerm[], owner: Owner): readonly MappedText[] {
  refuseForeignColumns(item, columns);
  switch (calledName(item)) {
    case 'sa.PrimaryKeyConstraint': case 'sa.Index': return [];
    case 'sa.UniqueConstraint': return [uniqueSql(item, owner)];
    case 'sa.CheckConstraint': return [checkSql(item, owner)];
    case 'sa.ForeignKeyConstraint': return addedLater(item) ? [] : [foreignKeyConstraint(item, owner).sql];
    case 'pg.ExcludeConstraint': return [excludeConstraint(item)];
    default: throw new NotRead('Phasewise cannot read this part of the table.', item.place);
  }
}

/** `use_alter=True` leaves the key to a statement of its own, which `create_table` never sends. */
function addedLater(key: CallValue): boolean {
  return key.keywords.some(({ name, value }) => name === 'use_alter' && value.kind === 'bool' && value.value);
}

/** A constraint speaks of columns of its own table; Alembic stops at any other name. */
function refuseForeignColumns(item: CallValue, columns: readonly ColumnTerm[]): void {
  const known = new Set(columns.map((column) => column.name.text.text));
  const included = item.keywords.flatMap(({ name, value }) => (name === 'postgresql_include' ? [value] : []));
  const local = calledName(item) === 'sa.UniqueConstraint' ? item.args : calledName(item) === 'sa.ForeignKeyConstraint' ? item.args.slice(0, 1) : [];
  for (const name of [...local, ...included].flatMap((value) => stringsIn(value, 'the columns of this constraint'))) {
    if (!known.has(name.text.text)) throw new AlembicStops(`the table has no column ${name.text.text}.`, name.place);
  }
}

/** What a column brings into its table: UNIQUE before its CHECK of values before its foreign keys. */
function columnConstraints(column: ColumnTerm, owner: Owner): readonly MappedText[] {
  const { unique, index, type } = column;
  return [
    ...(unique?.value === true && index?.value !== true ? [phrase(unique.place, named('uq', undefined, owner, { columns: [column.name.text.text] }, unique.place), 'UNIQUE (', columnName(column), ')')] : []),
    ...(type.enum?.createsCheck === true ? [enumCheck(type.enum, column.name, owner)] : []),
    ...column.foreignKeys.filter((key) => !addedLater(key)).map((key) => columnForeignKey(key, column.name, owner)),
  ];
}

/** The index that `index=True` asks for. */
export function columnIndex(column: ColumnTerm, owner: Owner): readonly MappedText[] {
  const { index, unique } = column;
  if (index?.value !== true) return [];
  const { table } = owner;
  const name = nameOf('ix', undefined, owner, { columns: [column.name.text.text] }, index.place);
  if (!name) throw new AlembicStops('this index has no name, and the naming convention gives it none.', index.place);
  return [phrase(index.place, 'CREATE ', unique?.value === true ? caused('UNIQUE ', unique.place) : undefined, 'INDEX ', name, ' ON ', qualified(table.schema, table.name), ' (', columnName(column), ')')];
}

function prefixes(args: Arguments): MappedText | undefined {
  const given = args.some('prefixes');
  return given && caused(stringsIn(given.value, 'prefixes').map((prefix) => `${prefix.text.text} `).join(''), given.place);
}

function storage(args: Arguments): readonly (MappedText | undefined)[] {
  const said = (name: string, words: (value: Value) => string) => {
    const given = args.some(name);
    return given && caused(words(given.value), given.place);
  };
  const text = (value: Value) => asString(value, 'this keyword').text.text;
  return [
    said('postgresql_inherits', (value) => `\n INHERITS ( ${stringsIn(value, 'postgresql_inherits').map((name) => quotedText(name.text.text)).join(', ')} )`),
    said('postgresql_partition_by', (value) => `\n PARTITION BY ${text(value)}`),
    said('postgresql_using', (value) => `\n USING ${text(value)}`),
    said('postgresql_on_commit', (value) => `\n ON COMMIT ${text(value).replaceAll('_', ' ').toUpperCase()}`),
    said('postgresql_tablespace', (value) => `\n TABLESPACE ${quotedText(text(value))}`),
  ];
}

/** `op.drop_table('t')` */
export function dropTable(call: CallValue): MappedText {
  const args = new Arguments(call, ['table_name'], ['schema', 'if_exists', 'info', 'comment', 'prefixes']);
  const guard = args.flag('if_exists');
  return phrase(call.callee, 'DROP TABLE ', guard?.value === true ? caused('IF EXISTS ', guard.place) : undefined, qualified(args.optionalString('schema'), args.string('table_name')));
}

/** `op.rename_table('a', 'b')` */
export function renameTable(call: CallValue): MappedText {
  const args = new Arguments(call, ['old_table_name', 'new_table_name'], ['schema']);
  return phrase(call.callee, 'ALTER TABLE ', qualified(args.optionalString('schema'), args.string('old_table_name'), 'dotted schema'), ' RENAME TO ', identifier(args.string('new_table_name')));
}

/** The table that a call speaks of, by its own parameters. */
export function tableIn(args: Arguments, name = 'table_name', schema = 'schema'): { readonly schema: StringValue | undefined; readonly name: StringValue } {
  return { schema: args.optionalString(schema), name: args.string(name) };
}
