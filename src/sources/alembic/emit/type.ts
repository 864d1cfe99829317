import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import { Arguments } from '../arguments.ts';
import { noLiteral, stateType } from '../given.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { NotRead, calledName, methodCall, notRead } from '../value.ts';
import type { EnumType } from './enum.ts';
import { enumType } from './enum.ts';
import { clauseSql, textOrClause } from './clause.ts';
import { ownType } from './own-type.ts';
import { identifier, literal, quotedText } from './identifier.ts';
import { phrase } from './sql.ts';

/** A column's type as SQL, with what it needs beside it. */
export interface TypeSql {
  readonly sql: MappedText;
  /** The SERIAL that an automatic key of this type becomes; any number does. */
  readonly serial?: 'SERIAL' | 'BIGSERIAL' | 'SMALLSERIAL';
  /** An enum, however it is stored: its type is created before the table, or it is a VARCHAR with a CHECK. */
  readonly enum?: EnumType;
  /** CREATE DOMAIN, sent before the table. */
  readonly domain?: { readonly name: string; readonly create: MappedText };
}

/**
 * The SQL of a type expression such as `sa.String(50)` or `postgresql.JSONB`. Throws `NotRead` for a type it does not know.
 * `tableSchema`: where the table around it is, which an enum may inherit.
 */
export function typeSql(value: Value, tableSchema?: StringValue): TypeSql {
  const variant = methodCall(value, 'with_variant');
  if (variant) return typeSql(variantFor(variant.receiver, variant.call), tableSchema);

  const type = asCall(value);
  if (type?.of.kind === 'named' && type.of.sql !== undefined) return { sql: caused(type.of.sql, value.place), serial: SERIALS_IN_SQL[type.of.sql.toLowerCase()] };
  const own = type && ownType(type);
  if (own?.kind === 'unknown') throw new NotRead(`${own.reason}${stateType(value)}`, own.place);
  if (own) return own.kind === 'string' ? { sql: caused(own.text.text, value.place) } : typeSql(own, tableSchema);
  const name = type && libraryName(calledName(type));
  if (!type || name === undefined) throw notKnown(value);
  if (name === 'sa.Enum' || name === 'pg.ENUM') {
    const found = enumType(type, tableSchema);
    return { sql: found.sql, enum: found };
  }
  if (name === 'sa.ARRAY' || name === 'pg.ARRAY') return arrayType(type, tableSchema);
  if (name === 'pg.DOMAIN') return domainType(type);

  const simple = SIMPLE[name] ?? SIMPLE[name.replace(/^pg\./, 'sa.')];
  if (!simple) throw notKnown(value);
  return { sql: caused(simple(type), value.place), serial: SERIALS[name.replace(/^pg\./, 'sa.')] };
}

/** `sa.Integer` is the same as `sa.Integer()`. */
export function asCall(value: Value): CallValue | undefined {
  if (value.kind === 'call') return value;
  return value.kind === 'named' || value.kind === 'class' ? { kind: 'call', place: value.place, callee: value.place, of: value, args: [], keywords: [] } : undefined;
}

function notKnown(value: Value): NotRead {
  const name = value.kind === 'named' ? value.name : value.kind === 'call' ? calledName(value) : undefined;
  return name === undefined
    ? notRead(value, `Phasewise cannot read this column type.${stateType(value)}`)
    : new NotRead(`Phasewise does not know the SQL name of the type ${name}.${stateType(value)}`, value.place);
}

/** Types of well-known libraries, and the types of SQLAlchemy that they are on PostgreSQL. */
function libraryName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const [, last = name] = /(?:^|\.)(\w+)$/.exec(name) ?? [];
  const library = name.split('.')[0] ?? '';
  return LIBRARIES[library]?.[last] ?? name.replace(/^sqlmodel\.sql\.sqltypes\.types\./, 'sa.').replace(/^sa\.dialects\.sqlite\.(?:json\.)?JSON$/, 'sa.JSON');
}

const LIBRARIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sqlmodel: { AutoString: 'sa.String', GUID: 'sa.Uuid' },
  fastapi_users_db_sqlalchemy: { GUID: 'sa.Uuid', TIMESTAMPAware: 'aware.TIMESTAMP' },
  fastapi_users: { GUID: 'sa.Uuid' },
  sqlalchemy_utils: { UUIDType: 'utils.UUID', JSONType: 'sa.JSON', TSVectorType: 'utils.TSVECTOR', URLType: 'sa.Text', IPAddressType: 'utils.IPAddress', LtreeType: 'utils.LTREE' },
  sqlalchemy_searchable: { TSVectorType: 'utils.TSVECTOR' },
  pgvector: { Vector: 'pgvector.VECTOR', VECTOR: 'pgvector.VECTOR', HALFVEC: 'pgvector.HALFVEC' },
  citext: { CIText: 'pg.CITEXT' },
};

/** `X().with_variant(Y(), 'postgresql')` is Y on PostgreSQL and X elsewhere. */
function variantFor(receiver: Value, call: CallValue): Value {
  const [type, ...dialects] = call.args;
  const names = dialects.map((dialect) => (dialect.kind === 'string' ? dialect.text.text : undefined));
  if (!type || names.includes(undefined) || call.keywords.length > 0) throw new NotRead('Phasewise cannot read this variant of the type.', call.place);
  return names.includes('postgresql') ? type : receiver;
}

function arrayType(call: CallValue, tableSchema: StringValue | undefined): TypeSql {
  const args = new Arguments(call, ['item_type', 'as_tuple', 'dimensions', 'zero_indexes']);
  const item = typeSql(args.need('item_type').value, tableSchema);
  const dimensions = Number(numberOf(args, 'dimensions') ?? 1);
  const [whole = '', of = '', collation = ''] = /^(.*?)( COLLATE "[^"]*")$/s.exec(item.sql.text) ?? [];
  const sql = whole === '' ? phrase(call.place, item.sql, '[]'.repeat(dimensions)) : caused(`${of}${'[]'.repeat(dimensions)}${collation}`, call.place);
  return { sql, enum: item.enum, domain: item.domain };
}

function domainType(call: CallValue): TypeSql {
  const args = new Arguments(call, ['name', 'data_type'], ['schema', 'create_type', 'collation', 'default', 'constraint_name', 'not_null', 'check', 'keyword', 'metadata', 'inherit_schema']);
  const schema = args.optionalString('schema')?.text.text;
  const name = [schema, args.string('name').text.text].flatMap((part) => (part === undefined ? [] : [quotedText(part)])).join('.');
  const create = phrase(call.callee, 'CREATE DOMAIN ', caused(name, call.place), ' AS ', typeSql(args.need('data_type').value).sql, ...domainOptions(args));
  return { sql: caused(name, call.place), ...(args.flag('create_type')?.value === false ? {} : { domain: { name, create } }) };
}

/** ` COLLATE "C" DEFAULT 'x' CONSTRAINT n NOT NULL CHECK (…)` */
function domainOptions(args: Arguments): readonly (MappedText | undefined)[] {
  const [collation, constraint] = [args.optionalString('collation'), args.optionalString('constraint_name')];
  const [initial, check] = [args.some('default'), args.some('check')];
  return [
    collation && phrase(collation.place, ' COLLATE ', identifier(collation, 'always')),
    initial && phrase(initial.place, ' DEFAULT ', initial.value.kind === 'string' ? literal(initial.value) : clauseSql(initial.value)),
    constraint && phrase(constraint.place, ' CONSTRAINT ', identifier(constraint)),
    args.isTrue('not_null') ? phrase(args.call.place, ' NOT NULL') : undefined,
    check && phrase(check.place, ' CHECK (', textOrClause(check.value), ')'),
  ];
}

export function numberOf(args: Arguments, name: string): string | undefined {
  const given = args.some(name);
  if (!given) return undefined;
  if (given.value.kind !== 'number') throw noLiteral(given.value, `${name} is no number literal here.`, given.place);
  return given.value.text;
}

type Simple = (call: CallValue) => string;

function fixed(name: string, ...keywords: readonly string[]): Simple {
  return (call) => {
    new Arguments(call, keywords);
    return name;
  };
}

/** `NAME`, `NAME(length)`, with a collation. */
function sized(name: string): Simple {
  return (call) => {
    const args = new Arguments(call, ['length', 'collation'], ['convert_unicode', 'unicode_error']);
    const length = numberOf(args, 'length');
    const collation = args.optionalString('collation')?.text.text;
    return `${name}${length === undefined ? '' : `(${length})`}${collation === undefined ? '' : ` COLLATE "${collation}"`}`;
  };
}

/** `VECTOR(1536)` of pgvector. */
function dimensioned(name: string): Simple {
  return (call) => {
    const dimensions = numberOf(new Arguments(call, ['dim']), 'dim');
    return dimensions === undefined ? name : `${name}(${dimensions})`;
  };
}

function numeric(name: string): Simple {
  return (call) => {
    const args = new Arguments(call, ['precision', 'scale', 'decimal_return_scale', 'asdecimal']);
    const parts = [numberOf(args, 'precision'), numberOf(args, 'scale')].filter((part) => part !== undefined);
    return args.some('precision') ? `${name}(${parts.join(', ')})` : name;
  };
}

function float(call: CallValue): string {
  const precision = numberOf(new Arguments(call, ['precision', 'asdecimal', 'decimal_return_scale']), 'precision');
  return precision === undefined ? 'FLOAT' : `FLOAT(${precision})`;
}

function timed(name: string): Simple {
  return (call) => {
    const args = new Arguments(call, ['timezone', 'precision']);
    const precision = numberOf(args, 'precision');
    return `${name}${precision === undefined ? '' : `(${precision})`} ${args.isTrue('timezone') ? 'WITH' : 'WITHOUT'} TIME ZONE`;
  };
}

function interval(call: CallValue): string {
  const args = new Arguments(call, ['precision', 'fields']);
  const fields = args.optionalString('fields')?.text.text;
  const precision = numberOf(args, 'precision');
  return `INTERVAL${fields === undefined ? '' : ` ${fields}`}${precision === undefined ? '' : ` (${precision})`}`;
}

/** `sa.Interval`, which is a point in time where it may not be the type of PostgreSQL. */
function nativeInterval(call: CallValue): string {
  const args = new Arguments(call, ['native', 'second_precision', 'day_precision']);
  if (args.flag('native')?.value === false) return 'TIMESTAMP WITHOUT TIME ZONE';
  const precision = numberOf(args, 'second_precision');
  return precision === undefined ? 'INTERVAL' : `INTERVAL (${precision})`;
}

function bit(call: CallValue): string {
  const args = new Arguments(call, ['length', 'varying']);
  const length = numberOf(args, 'length');
  if (args.isTrue('varying')) return `BIT VARYING${length === undefined ? '' : `(${length})`}`;
  return `BIT(${length ?? 1})`;
}

function uuid(call: CallValue): string {
  return new Arguments(call, ['as_uuid', 'native_uuid']).flag('native_uuid')?.value === false ? 'CHAR(32)' : 'UUID';
}

/** https://docs.sqlalchemy.org/en/20/core/type_basics.html, as PostgreSQL's compiler renders them. */
const SIMPLE: Readonly<Record<string, Simple>> = {
  'sa.String': sized('VARCHAR'), 'sa.VARCHAR': sized('VARCHAR'), 'sa.Unicode': sized('VARCHAR'), 'sa.CHAR': sized('CHAR'),
  'sa.NCHAR': sized('NCHAR'), 'sa.NVARCHAR': sized('NVARCHAR'), 'sa.CLOB': sized('CLOB'),
  'sa.Text': sized('TEXT'), 'sa.TEXT': sized('TEXT'), 'sa.UnicodeText': sized('TEXT'), 'pg.CITEXT': sized('CITEXT'), 'sa.CITEXT': sized('CITEXT'),
  'sa.Integer': fixed('INTEGER'), 'sa.INTEGER': fixed('INTEGER'), 'sa.INT': fixed('INTEGER'),
  'sa.BigInteger': fixed('BIGINT'), 'sa.BIGINT': fixed('BIGINT'), 'sa.SmallInteger': fixed('SMALLINT'), 'sa.SMALLINT': fixed('SMALLINT'),
  'sa.Boolean': fixed('BOOLEAN', 'create_constraint', 'name'), 'sa.BOOLEAN': fixed('BOOLEAN', 'create_constraint', 'name'),
  'sa.Numeric': numeric('NUMERIC'), 'sa.NUMERIC': numeric('NUMERIC'), 'sa.DECIMAL': numeric('DECIMAL'),
  'sa.Float': float, 'sa.FLOAT': float, 'sa.REAL': fixed('REAL', 'precision'), 'sa.Double': fixed('DOUBLE PRECISION', 'precision'),
  'sa.DOUBLE': fixed('DOUBLE', 'precision'), 'sa.DOUBLE_PRECISION': fixed('DOUBLE PRECISION', 'precision'),
  'sa.DateTime': timed('TIMESTAMP'), 'sa.TIMESTAMP': timed('TIMESTAMP'), 'sa.Time': timed('TIME'), 'sa.TIME': timed('TIME'),
  'sa.DATETIME': fixed('DATETIME', 'timezone'), 'sa.Date': fixed('DATE'), 'sa.DATE': fixed('DATE'),
  'sa.Interval': nativeInterval, 'pg.INTERVAL': interval,
  'sa.LargeBinary': fixed('BYTEA', 'length'), 'sa.PickleType': fixed('BYTEA', 'protocol'), 'pg.BYTEA': fixed('BYTEA', 'length'),
  'sa.BLOB': fixed('BLOB', 'length'), 'sa.BINARY': sized('BINARY'), 'sa.VARBINARY': sized('VARBINARY'),
  'sa.Uuid': uuid, 'sa.UUID': uuid, 'pg.UUID': uuid,
  'sa.JSON': fixed('JSON', 'none_as_null'), 'pg.JSON': fixed('JSON', 'none_as_null', 'astext_type'), 'pg.JSONB': fixed('JSONB', 'none_as_null', 'astext_type'),
  'aware.TIMESTAMP': () => 'TIMESTAMP WITH TIME ZONE',
  'utils.UUID': (call) => (new Arguments(call, ['binary', 'native']).flag('native')?.value === false ? 'CHAR(32)' : 'UUID'),
  'utils.TSVECTOR': () => 'TSVECTOR', 'utils.IPAddress': sized('VARCHAR(50)'), 'utils.LTREE': fixed('LTREE'),
  'pgvector.VECTOR': dimensioned('VECTOR'), 'pgvector.HALFVEC': dimensioned('HALFVEC'),
  'pg.HSTORE': fixed('HSTORE', 'text_type'), 'pg.BIT': bit,
  ...Object.fromEntries(
    `INET CIDR MACADDR MACADDR8 MONEY OID REGCLASS REGCONFIG TSVECTOR TSQUERY JSONPATH INT4RANGE INT8RANGE NUMRANGE DATERANGE
    TSRANGE TSTZRANGE INT4MULTIRANGE INT8MULTIRANGE NUMMULTIRANGE DATEMULTIRANGE TSMULTIRANGE TSTZMULTIRANGE`
      .split(/\s+/).map((name) => [`pg.${name}`, fixed(name)]),
  ),
};

const SERIALS: Readonly<Record<string, TypeSql['serial']>> = {
  ...Object.fromEntries('Integer INTEGER INT Numeric NUMERIC DECIMAL Float FLOAT REAL Double DOUBLE DOUBLE_PRECISION'.split(' ').map((name) => [`sa.${name}`, 'SERIAL'] as const)),
  'sa.BigInteger': 'BIGSERIAL', 'sa.BIGINT': 'BIGSERIAL', 'sa.SmallInteger': 'SMALLSERIAL', 'sa.SMALLINT': 'SMALLSERIAL',
};

/** A type of the project's own that is a number of PostgreSQL: a TypeDecorator of one counts as the type that it decorates. */
const SERIALS_IN_SQL: Readonly<Record<string, TypeSql['serial']>> = {
  integer: 'SERIAL', int: 'SERIAL', int4: 'SERIAL', bigint: 'BIGSERIAL', int8: 'BIGSERIAL', smallint: 'SMALLSERIAL', int2: 'SMALLSERIAL',
};

/** The SERIAL that a key of this type becomes stands where the type does. */
export function serialSql(type: TypeSql, place: Place): MappedText | undefined {
  return type.serial && caused(type.serial, place);
}
