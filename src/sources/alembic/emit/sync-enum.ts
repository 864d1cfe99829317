import type { Unread } from '../../../migrations/migration.ts';
import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import { Arguments, asString } from '../arguments.ts';
import type { CallValue, ListValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, notRead } from '../value.ts';
import { phrase, separated } from './sql.ts';
import { bindsOf, unescaped } from './text.ts';

/** A column whose type is made anew. `fallback`: its default as a text, or that the server is asked for it. */
interface Reference {
  readonly schema: StringValue | undefined;
  readonly table: StringValue;
  readonly column: StringValue;
  readonly isArray: boolean;
  readonly fallback: StringValue | 'asks the server' | undefined;
  readonly place: Place;
}

interface Renamed { readonly old: StringValue; readonly new: StringValue }

/** What `op.sync_enum_values` sends, and what of it only the server knows. */
export interface Synced { readonly statements: readonly MappedText[]; readonly gaps: readonly Omit<Unread, 'kind'>[] }

/**
 * `op.sync_enum_values` of alembic-postgresql-enum: makes the type anew beside the old one, moves its columns over, and
 * drops the old one. Names stand in quotes and values as they are, as the library writes them since 1.6; the earlier ones
 * say the same of names that need no quotes.
 * https://github.com/Pogchamp-company/alembic-postgresql-enum/blob/v1.8.0/alembic_postgresql_enum/operations/sync_enum_values.py
 */
export function syncEnum(call: CallValue): Synced {
  const args = new Arguments(withSchema(call), ['enum_schema', 'enum_name', 'new_values', 'affected_columns', 'enum_values_to_rename', 'indexes_to_recreate']);
  const [schema, name] = [args.string('enum_schema'), args.string('enum_name')];
  const values = itemsOf(args.need('new_values').value, 'new_values').map((value) => asString(value, 'the values of this enum'));
  const references = itemsOf(args.need('affected_columns').value, 'affected_columns').map((item) => reference(item, schema));
  const renamed = optionalItems(args, 'enum_values_to_rename').map(renaming);
  const [index] = optionalItems(args, 'indexes_to_recreate');
  if (index) throw new NotRead('Phasewise does not read indexes_to_recreate of op.sync_enum_values yet.', index.place);

  const at = call.callee;
  const old = phrase(name.place, '"', name.text, '_old"');
  const [type, oldType] = [phrase(at, quoted(schema), '.', quoted(name)), phrase(at, quoted(schema), '.', old)];
  const statements = [
    phrase(at, 'ALTER TYPE ', type, ' RENAME TO ', old),
    phrase(at, 'CREATE TYPE ', type, ' AS ENUM (', separated(at, values.map(constant)), ')'),
    ...OPERATORS.flatMap(([operator, compares]) => [
      phrase(at, `CREATE FUNCTION ${compares}(new_enum_val `, type, ', old_enum_val ', oldType, `) RETURNS boolean AS $$ SELECT new_enum_val::text ${operator} `, oldAsText(renamed, at), '; $$ LANGUAGE SQL IMMUTABLE'),
      phrase(at, `CREATE OPERATOR ${operator} (leftarg = `, type, ', rightarg = ', oldType, `, procedure = ${compares})`),
    ]),
    ...references.flatMap((of) => moved(of, { schema, name, type, renamed })),
    ...OPERATORS.map(([, compares]) => phrase(at, `DROP FUNCTION ${compares}(new_enum_val `, type, ', old_enum_val ', oldType, ') CASCADE')),
    phrase(at, 'DROP TYPE ', oldType),
  ];
  return { statements: statements.map((statement) => asText(statement, call)), gaps: references.flatMap(gapOf) };
}

/** By these a CHECK that compares the column with a value goes on holding while the types change. */
const OPERATORS = [['!=', 'new_old_not_equals'], ['=', 'new_old_equals']] as const;

/** Version 1.0 calls the first one `schema`. */
function withSchema(call: CallValue): CallValue {
  return { ...call, keywords: call.keywords.map((keyword) => (keyword.name === 'schema' ? { ...keyword, name: 'enum_schema' } : keyword)) };
}

function optionalItems(args: Arguments, name: string): readonly Value[] {
  const given = args.some(name);
  return given ? itemsOf(given.value, name) : [];
}

function itemsOf(value: Value, what: string): readonly Value[] {
  if (value.kind === 'list') return value.items;
  throw notRead(value, `Phasewise cannot read ${what} here: it is no list.`);
}

function renaming(pair: Value): Renamed {
  const [old, renamed, ...more] = pair.kind === 'list' ? pair.items : [];
  if (!old || !renamed || more.length > 0) throw notRead(pair, 'Phasewise cannot read enum_values_to_rename here: this is no pair of values.');
  return { old: asString(old, 'this value'), new: asString(renamed, 'this value') };
}

function reference(item: Value, schema: StringValue): Reference {
  if (item.kind === 'list') return asked(item, schema);
  if (item.kind !== 'call' || !/^alembic_postgresql_enum\.(?:\w+\.)*TableReference$/.test(calledName(item) ?? '')) throw notRead(item, 'Phasewise cannot read this column: it is neither a TableReference nor a tuple.');
  const args = new Arguments(item, ['table_name', 'column_name', 'table_schema', 'column_type', 'existing_server_default']);
  const given = args.given('table_schema');
  return {
    schema: given ? args.optionalString('table_schema') : schema,
    table: args.string('table_name'), column: args.string('column_name'),
    isArray: isArray(args.given('column_type')?.value), fallback: args.optionalString('existing_server_default'), place: item.place,
  };
}

/** A tuple, as before version 1.0: its table is in the schema of the type, and the server is asked for its default. */
function asked(item: ListValue, schema: StringValue): Reference {
  const [table, column, type] = item.items;
  return {
    schema, table: asString(table ?? item, 'this table'), column: asString(column ?? item, 'this column'),
    isArray: isArray(type), fallback: 'asks the server', place: item.place,
  };
}

function isArray(type: Value | undefined): boolean {
  if (!type) return false;
  const name = type.kind === 'named' ? /^alembic_postgresql_enum\.(?:\w+\.)*ColumnType\.(COMMON|ARRAY)$/.exec(type.name)?.[1] : undefined;
  if (name === undefined) throw notRead(type, 'Phasewise cannot read column_type here: it is neither ColumnType.COMMON nor ColumnType.ARRAY.');
  return name === 'ARRAY';
}

interface Type { readonly schema: StringValue; readonly name: StringValue; readonly type: MappedText; readonly renamed: readonly Renamed[] }

/** A column gets the new type, and its default in between is gone. */
function moved({ schema, table, column, isArray: array, fallback, place }: Reference, to: Type): readonly MappedText[] {
  const alter = phrase(place, 'ALTER TABLE ', ...(schema ? [quoted(schema), '.'] : []), quoted(table), ' ALTER COLUMN ', quoted(column));
  const change = phrase(place, alter, ' TYPE ', to.type, array ? '[]' : undefined, ' USING ', array ? arrayCast(column, to, place) : cast(column, to, place));
  if (!fallback || fallback === 'asks the server') return [change];
  return [phrase(place, alter, ' DROP DEFAULT'), change, phrase(place, alter, ' SET DEFAULT ', caused(fallbackOf(fallback.text.text, to), fallback.place))];
}

function cast(column: StringValue, { type, renamed }: Type, place: Place): MappedText {
  const plain = phrase(place, quoted(column), '::text::', type);
  if (renamed.length === 0) return plain;
  const cases = renamed.map((value) => phrase(place, 'WHEN ', quoted(column), '::text = ', constant(value.old), ' THEN ', constant(value.new), '::', type));
  return phrase(place, 'CASE ', separated(place, cases, ' '), ' ELSE ', plain, ' END');
}

function arrayCast(column: StringValue, { type, renamed }: Type, place: Place): MappedText {
  const texts = renamed.reduce((from, value) => phrase(place, 'array_replace(', from, ', ', constant(value.old), ', ', constant(value.new), ')'), phrase(place, quoted(column), '::text[]'));
  return phrase(place, texts, '::', type, '[]');
}

function oldAsText(renamed: readonly Renamed[], at: Place): MappedText {
  if (renamed.length === 0) return caused('old_enum_val::text', at);
  const cases = renamed.map((value) => phrase(at, 'WHEN old_enum_val::text = ', constant(value.old), ' THEN ', constant(value.new)));
  return phrase(at, 'CASE ', separated(at, cases, ' '), ' ELSE old_enum_val::text END');
}

/**
 * The default as the library puts it for the new type: what stands before the first `::`, which it expects to be there.
 * https://github.com/Pogchamp-company/alembic-postgresql-enum/blob/v1.8.0/alembic_postgresql_enum/sql_commands/column_default.py
 */
function fallbackOf(text: string, { schema, name, renamed }: Type): string {
  const type = `${schema.text.text === '' ? '' : `${schema.text.text}.`}${name.text.text}`;
  if (text.startsWith('ARRAY[')) return inQuotes(text, renamed).replace(/::[.\p{L}\p{N}_]+/gu, () => `::${type}`);
  return `${inQuotes(text.slice(0, text.indexOf('::')), renamed)}::${type}${text.endsWith('[]') ? '[]' : ''}`;
}

function inQuotes(text: string, renamed: readonly Renamed[]): string {
  return renamed.reduce((so, value) => ["'", '"'].reduce((far, quote) => far.replaceAll(`${quote}${value.old.text.text}${quote}`, () => `${quote}${value.new.text.text}${quote}`), so), text);
}

function gapOf({ schema, table, column, fallback, place }: Reference): readonly Omit<Unread, 'kind'>[] {
  if (fallback !== 'asks the server') return [];
  const [of, name] = [table.text.text, column.text.text];
  const inSchema = schema ? { schema: schema.text.text } : {};
  const reason = `op.sync_enum_values asks the server for the default of ${of}.${name}, drops it and sets it again. Name the column as a TableReference with existing_server_default, and it can be read.`;
  return [{ reason, place, reach: [{ type: 'relation', ...inSchema, name: of }], when: { kind: 'exists', object: { type: 'default', of, name, ...inSchema } } }];
}

/** The library puts quotes around a name or a value and looks at nothing in it. */
function quoted({ text, place }: StringValue): MappedText {
  return phrase(place, '"', text, '"');
}

function constant({ text, place }: StringValue): MappedText {
  return phrase(place, "'", text, "'");
}

/** It is sent as `sa.text(…)`, which takes `:name` for a bind, even in a value. */
function asText(statement: MappedText, call: CallValue): MappedText {
  const [bind] = bindsOf(statement.text);
  if (bind) throw new AlembicStops(`\`:${bind.name}\` is a bind parameter without a value.`, call.place);
  return unescaped(statement);
}
