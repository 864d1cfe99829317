import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import { Arguments, asString } from '../arguments.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, calledName, notRead } from '../value.ts';
import { scopeOfCall } from '../bind-arguments.ts';
import { evaluate } from '../expression.ts';
import { enumMembers, isEnumClass, stringAt } from '../member.ts';
import { identifier, literal, qualified } from './identifier.ts';
import type { Owner } from './naming.ts';
import { named } from './naming.ts';
import { phrase, separated } from './sql.ts';

/** An `sa.Enum` or `postgresql.ENUM`: a type of PostgreSQL, or a VARCHAR with a CHECK. */
export interface EnumType {
  /** The type as a column names it. */
  readonly sql: MappedText;
  readonly native: boolean;
  readonly name: StringValue | undefined;
  readonly schema: StringValue | undefined;
  readonly values: readonly StringValue[];
  /** create_table sends CREATE TYPE before the table. */
  readonly createsType: boolean;
  /** A VARCHAR whose table gets a CHECK of the values. */
  readonly createsCheck: boolean;
  readonly call: CallValue;
}

const KEYWORDS = [
  'name', 'schema', 'create_type', 'native_enum', 'create_constraint', 'length', 'metadata', 'inherit_schema', 'values_callable',
  'validate_strings', 'sort_key_function', 'omit_aliases', 'quote', 'checkfirst', 'native',
];

/** Throws `NotRead` for an enum of a Python class, whose values are elsewhere. `tableSchema`: that of the table around it. */
export function enumType(call: CallValue, tableSchema?: StringValue): EnumType {
  const args = new Arguments(call, [], KEYWORDS, 'rest');
  const values = valuesIn(args);
  const name = args.optionalString('name') ?? nameOfClass(args.rest[0]);
  const metadata = metadataIn(args);
  const schema = args.optionalString('schema') ?? metadata?.schema ?? (args.isTrue('inherit_schema') ? tableSchema : undefined);
  const native = args.flag('native_enum')?.value !== false;
  if (native && !name) throw new AlembicStops('a PostgreSQL ENUM type requires a name.', call.place);

  const dialectType = calledName(call) === 'pg.ENUM';
  return {
    sql: native && name ? caused(qualified(schema, name).text, call.place) : caused(`VARCHAR(${lengthOf(args, values)})`, call.place),
    native, name, schema, values, call,
    createsType: native && !metadata && !(dialectType && args.flag('create_type')?.value === false),
    createsCheck: !native && args.isTrue('create_constraint'),
  };
}

/** A type of some metadata is created with it, not with a table. */
function metadataIn(args: Arguments): { readonly schema: StringValue | undefined } | undefined {
  const given = args.some('metadata');
  if (!given) return undefined;
  if (given.value.kind !== 'call' || calledName(given.value) !== 'sa.MetaData') throw notRead(given.value, 'Phasewise cannot read the metadata of this enum.');
  const schema = given.value.keywords.find(({ name }) => name === 'schema')?.value;
  return { schema: schema && asString(schema, 'the schema of this metadata') };
}

/** An enum of a class is called as the class, in lower case. */
function nameOfClass(value: Value | undefined): StringValue | undefined {
  return value && isEnumClass(value) ? stringAt(value.name.toLowerCase(), value.place) : undefined;
}

/** Strings, or a class of Python's `enum`, whose names they are unless `values_callable` says otherwise. */
function valuesIn(args: Arguments): readonly StringValue[] {
  const [first] = args.rest;
  if (!first || !isEnumClass(first)) return args.rest.map((value) => asString(value, 'the values of this enum'));
  const callable = args.some('values_callable')?.value;
  if (!callable) return enumMembers(first).map(({ name }) => stringAt(name, first.place));
  const chosen = callable.kind === 'function' && 'nodeType' in callable.body ? evaluate(callable.body, scopeOfCall(callable, { ...args.call, args: [first], keywords: [] }, undefined)) : undefined;
  if (chosen?.kind !== 'list') throw notRead(callable, 'Phasewise cannot read the values of this enum here.');
  return chosen.items.map((value) => asString(value, 'the values of this enum'));
}

function lengthOf(args: Arguments, values: readonly StringValue[]): string {
  const length = args.some('length')?.value;
  if (length?.kind === 'number') return length.text;
  return String(Math.max(0, ...values.map((value) => value.text.text.length)));
}

export function createType(type: EnumType): MappedText {
  const { call, name, schema } = type;
  if (!name) throw new AlembicStops('a PostgreSQL ENUM type requires a name.', call.place);
  return phrase(call.callee, 'CREATE TYPE ', qualified(schema, name), ' AS ENUM (', separated(call.callee, type.values.map(literal)), ')');
}

export function dropType(type: EnumType): MappedText {
  const { call, name, schema } = type;
  if (!name) throw new AlembicStops('a PostgreSQL ENUM type requires a name.', call.place);
  return phrase(call.callee, 'DROP TYPE ', qualified(schema, name));
}

/** `CONSTRAINT name CHECK (column IN ('a', 'b'))`, for an enum that is a VARCHAR. */
export function enumCheck(type: EnumType, column: StringValue, owner: Owner): MappedText {
  const { call, name } = type;
  const given = name && { value: name, place: name.place };
  return phrase(call.callee, given && named('ck', given, owner, { columns: [] }, call.callee), 'CHECK (', identifier(column), ' IN (', separated(call.callee, type.values.map(literal)), '))');
}
