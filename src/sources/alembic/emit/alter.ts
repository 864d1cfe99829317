import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import type { Given } from '../arguments.ts';
import { Arguments, asString } from '../arguments.ts';
import type { CallValue, StringValue } from '../value.ts';
import { AlembicStops, NotRead, calledName } from '../value.ts';
import type { ColumnTerm } from './column.ts';
import { columnName, columnSql, columnTerm, countingColumn, inlineReferences } from './column.ts';
import { columnComment } from './comment.ts';
import { columnForeignKey } from './constraint.ts';
import { defaultSql } from './default.ts';
import { enumCheck } from './enum.ts';
import { identityChange } from './identity.ts';
import { identifier, qualified } from './identifier.ts';
import type { Naming, Owner, TableName } from './naming.ts';
import { nameOf, named } from './naming.ts';
import { phrase } from './sql.ts';
import { columnIndex, tableIn } from './table.ts';
import { typeSql } from './type.ts';

/** `ALTER TABLE t `, as Alembic itself writes it: dots divide the schema. */
function alterTable(table: TableName, place: Place): MappedText {
  return phrase(place, 'ALTER TABLE ', qualified(table.schema, table.name, 'dotted schema'), ' ');
}

/** `op.add_column('t', sa.Column(…))`: the column, then its keys, its index and its comment, each a statement of its own. */
export function addColumn(call: CallValue, naming: Naming): readonly MappedText[] {
  const args = new Arguments(call, ['table_name', 'column'], ['schema', 'if_not_exists', 'inline_references', 'inline_primary_key', 'insert_before', 'insert_after']);
  for (const name of ['insert_before', 'insert_after']) refuse(args.some(name), name);
  const table = tableIn(args);
  const owner: Owner = { table, naming };
  const column = columnTerm(args.need('column').value, table.schema);
  const guard = args.flag('if_not_exists');
  const inline = args.flag('inline_references');
  const key = column.primaryKey?.value === true ? [column] : [];
  const inlineKey = args.flag('inline_primary_key');
  const alter = alterTable(table, call.callee);
  const spec = columnSql(column, { inKey: false, isSerial: countingColumn(key) === column }, owner);
  const references = inline?.value === true && column.foreignKeys.length > 0 ? inlineReferences(column, inline.place) : undefined;
  return [
    phrase(call.callee, alter, 'ADD COLUMN ', guard?.value === true ? caused('IF NOT EXISTS ', guard.place) : undefined, spec, inlineKey?.value === true && key.length > 0 ? caused(' PRIMARY KEY', inlineKey.place) : undefined, references),
    ...(references ? [] : column.foreignKeys.map((foreign) => phrase(foreign.place, alter, 'ADD ', columnForeignKey(foreign, column.name, owner)))),
    ...uniqueConstraint(column, alter, owner),
    ...(column.type.enum?.createsCheck === true ? [phrase(call.callee, alter, 'ADD ', enumCheck(column.type.enum, column.name, owner))] : []),
    ...columnIndex(column, owner),
    ...columnComment(table, column.name, column.comment, call),
  ];
}

function refuse(given: Given | undefined, name: string): void {
  if (given) throw new NotRead(`Phasewise does not read ${name} here.`, given.place);
}

function uniqueConstraint(column: ColumnTerm, alter: MappedText, owner: Owner): readonly MappedText[] {
  const { unique, index, name } = column;
  if (unique?.value !== true || index?.value === true) return [];
  const constraint = named('uq', undefined, owner, { columns: [name.text.text] }, unique.place);
  return [phrase(unique.place, alter, 'ADD ', constraint, 'UNIQUE (', columnName(column), ')')];
}

/** `op.drop_column('t', 'c')` */
export function dropColumn(call: CallValue): MappedText {
  const args = new Arguments(call, ['table_name', 'column_name'], ['schema', 'if_exists', 'info']);
  const guard = args.flag('if_exists');
  return phrase(
    call.callee, alterTable(tableIn(args), call.callee), 'DROP COLUMN ', guard?.value === true ? caused('IF EXISTS ', guard.place) : undefined,
    identifier(args.string('column_name')),
  );
}

const ALTER_KEYWORDS = [
  'nullable', 'comment', 'server_default', 'new_column_name', 'type_', 'existing_type', 'existing_server_default', 'existing_nullable',
  'existing_comment', 'existing_autoincrement', 'autoincrement', 'schema', 'postgresql_using',
];

/** `op.alter_column('t', 'c', …)`: type, NOT NULL, default, comment and name, in this order, each a statement of its own. */
export function alterColumn(call: CallValue, naming: Naming): readonly MappedText[] {
  const args = new Arguments(call, ['table_name', 'column_name'], ALTER_KEYWORDS);
  const table = tableIn(args);
  const name = args.string('column_name');
  const alter = alterTable(table, call.callee);
  const column = phrase(call.callee, alter, 'ALTER COLUMN ', identifier(name), ' ');
  return [
    ...typeChange(args, alter, column, name, { table, naming }),
    ...nullability(args, column),
    ...defaultChange(args, column),
    ...columnComment(table, name, args.given('comment'), call),
    ...rename(args, alter, name),
  ];
}

/** An enum that is a VARCHAR loses its CHECK before the type changes and gets the new one after. */
function typeChange(args: Arguments, alter: MappedText, column: MappedText, name: StringValue, owner: Owner): readonly MappedText[] {
  const given = args.some('type_');
  const using = args.some('postgresql_using');
  if (!given) {
    if (using) throw new AlembicStops('postgresql_using must be used with the type_ parameter.', using.place);
    return [];
  }
  const type = typeSql(given.value);
  const old = oldEnum(args);
  if (using && using.value.kind !== 'string') throw new AlembicStops('postgresql_using takes a string.', using.place);
  const expression = using && phrase(using.place, ' USING ', asString(using.value, 'postgresql_using').text);
  return [
    ...(old?.createsCheck === true && old.name ? [phrase(given.place, alter, 'DROP CONSTRAINT ', nameOf('ck', { value: old.name, place: old.name.place }, owner, { columns: [] }, given.place))] : []),
    phrase(given.place, column, 'TYPE ', type.sql, expression),
    ...(type.enum?.createsCheck === true ? [phrase(given.place, alter, 'ADD ', enumCheck(type.enum, name, owner))] : []),
  ];
}

function oldEnum(args: Arguments): ReturnType<typeof typeSql>['enum'] {
  const existing = args.some('existing_type')?.value;
  const named = existing?.kind === 'call' ? calledName(existing) : undefined;
  return existing && named === 'sa.Enum' ? typeSql(existing).enum : undefined;
}

function nullability(args: Arguments, column: MappedText): readonly MappedText[] {
  const nullable = args.flag('nullable');
  return nullable ? [phrase(nullable.place, column, nullable.value ? 'DROP NOT NULL' : 'SET NOT NULL')] : [];
}

function defaultChange(args: Arguments, column: MappedText): readonly MappedText[] {
  const given = args.given('server_default');
  if (!given || given.value.kind === 'bool' && !given.value.value) return [];
  if ([given.value, args.some('existing_server_default')?.value].some((value) => value?.kind === 'call' && calledName(value) === 'sa.Computed')) {
    throw new AlembicStops('an existing column neither becomes a computed one nor ceases to be one.', given.place);
  }
  const identity = identityChange(args);
  if (identity) return [phrase(given.place, column, identity)];
  if (given.value.kind === 'none') return [phrase(given.place, column, 'DROP DEFAULT')];
  const sql = defaultSql(given.value);
  if (!sql) throw new NotRead('Phasewise cannot read this default.', given.place);
  return [phrase(given.place, column, 'SET DEFAULT ', sql)];
}

function rename(args: Arguments, alter: MappedText, name: StringValue): readonly MappedText[] {
  const given = args.some('new_column_name');
  return given ? [phrase(given.place, alter, `RENAME ${identifier(name).text} TO `, identifier(args.string('new_column_name')))] : [];
}
