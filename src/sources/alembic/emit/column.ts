import type { MappedText } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import type { Flag, Given } from '../arguments.ts';
import { Arguments } from '../arguments.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, notRead } from '../value.ts';
import { checkSql, referencesSql } from './constraint.ts';
import type { Identity } from './default.ts';
import { computedSql, defaultSql, identityOf, identitySql } from './default.ts';
import type { Quoting } from './identifier.ts';
import { identifier, quotingOf } from './identifier.ts';
import type { Owner } from './naming.ts';
import { phrase } from './sql.ts';
import type { TypeSql } from './type.ts';
import { serialSql, typeSql } from './type.ts';

/** A column as `sa.Column(…)` describes it. */
export interface ColumnTerm {
  readonly call: CallValue;
  readonly name: StringValue;
  readonly type: TypeSql;
  /** `nullable=…`, where it was said. */
  readonly nullable: Flag | undefined;
  readonly primaryKey: Flag | undefined;
  readonly autoincrement: 'auto' | 'ignore_fk' | boolean;
  readonly default: Given | undefined;
  /** A Python-side default; it makes no SQL but keeps a key from being SERIAL. */
  readonly clientDefault: boolean;
  readonly identity: Identity | undefined;
  readonly computed: CallValue | undefined;
  readonly sequence: boolean;
  readonly foreignKeys: readonly CallValue[];
  readonly checks: readonly CallValue[];
  readonly unique: Flag | undefined;
  readonly index: Flag | undefined;
  readonly comment: Given | undefined;
  readonly quoting: Quoting;
}

const KEYWORDS = [
  'nullable', 'primary_key', 'autoincrement', 'server_default', 'default', 'insert_default', 'onupdate', 'server_onupdate', 'unique', 'index', 'comment',
  'quote', 'key', 'info', 'doc', 'system', 'sort_order',
];

/** Throws `NotRead` where the column, or a part of it that makes SQL, cannot be read. */
export function columnTerm(value: Value, tableSchema: StringValue | undefined): ColumnTerm {
  if (value.kind !== 'call' || calledName(value) !== 'sa.Column') throw notRead(value, 'Phasewise cannot read this column.');
  const args = new Arguments(value, ['name'], ['type_', ...KEYWORDS], 'rest');
  const parts = partsOf(args);
  if (!parts.type) throw new AlembicStops('this column has no type.', value.place);

  const given = args.some('server_default')?.value;
  const identity = parts.items.map(identityOf).find((item) => item !== undefined) ?? identityOf(given);
  const computedDefault = given?.kind === 'call' && calledName(given) === 'sa.Computed' ? given : undefined;
  const called = (name: string) => parts.items.filter((item): item is CallValue => item.kind === 'call' && calledName(item) === name);
  return {
    call: value,
    name: args.string('name'),
    type: typeSql(parts.type, tableSchema),
    nullable: args.flag('nullable'),
    primaryKey: args.flag('primary_key'),
    autoincrement: autoincrement(args),
    default: identity ?? computedDefault ? undefined : args.some('server_default'),
    clientDefault: args.some('default') !== undefined || args.some('insert_default') !== undefined,
    identity,
    computed: called('sa.Computed')[0] ?? computedDefault,
    sequence: called('sa.Sequence').length > 0,
    foreignKeys: called('sa.ForeignKey'),
    checks: called('sa.CheckConstraint'),
    unique: args.flag('unique'),
    index: args.flag('index'),
    comment: args.some('comment'),
    quoting: quotingOf(args.flag('quote')),
  };
}

const ITEMS = new Set(['sa.ForeignKey', 'sa.CheckConstraint', 'sa.Identity', 'sa.Computed', 'sa.Sequence']);

/** The type comes second or as `type_`; what follows are the things that belong to the column. */
function partsOf(args: Arguments): { readonly type: Value | undefined; readonly items: readonly Value[] } {
  const [first, ...others] = args.rest;
  const isItem = (value: Value) => value.kind === 'call' && ITEMS.has(calledName(value) ?? '');
  const keyword = args.some('type_')?.value;
  const type = keyword ?? (first && !isItem(first) && first.kind !== 'none' ? first : undefined);
  const items = type === first && first !== undefined ? others : args.rest;
  const strange = items.find((item) => !isItem(item) && item.kind !== 'none');
  if (strange) throw notRead(strange, 'Phasewise cannot read this part of the column.');
  return { type, items };
}

function autoincrement(args: Arguments): ColumnTerm['autoincrement'] {
  const value = args.some('autoincrement')?.value;
  if (!value) return 'auto';
  if (value.kind === 'bool') return value.value;
  if (value.kind === 'string' && (value.text.text === 'auto' || value.text.text === 'ignore_fk')) return value.text.text;
  throw new NotRead('Phasewise cannot read autoincrement here.', value.place);
}

/** What the table decides about a column: its place in the primary key. */
export interface InTable { readonly inKey: boolean; readonly isSerial: boolean }

/**
 * The one column of a key that counts up by itself, as SQLAlchemy chooses it: the only column of the key if it is an
 * integer that gets its value from nowhere else, or the one that says `autoincrement=True`.
 */
export function countingColumn(key: readonly ColumnTerm[], referring: ReadonlySet<string> = new Set()): ColumnTerm | undefined {
  const [only] = key;
  const strange = key.find((column) => column.autoincrement === true && !column.type.serial);
  if (strange) throw new AlembicStops('a column of this type cannot count by itself.', strange.call.place);
  if (!only || key.length > 1) return key.find((column) => column.autoincrement === true);
  if (only.autoincrement === true) return only;
  if (only.autoincrement === false || !only.type.serial) return undefined;
  const filled = only.clientDefault || only.default !== undefined;
  const refers = only.foreignKeys.length > 0 || referring.has(only.name.text.text);
  return filled || (refers && only.autoincrement !== 'ignore_fk') ? undefined : only;
}

/** `name TYPE DEFAULT x GENERATED … NOT NULL CHECK (…)` */
export function columnSql(column: ColumnTerm, table: InTable, owner: Owner): MappedText {
  const { call, identity, computed } = column;
  const serial = table.isSerial && !identity && !column.clientDefault && !column.sequence ? serialSql(column.type, call.place) : undefined;
  return phrase(
    call.place,
    columnName(column), ' ',
    serial ?? column.type.sql,
    serial ? undefined : defaultClause(column.default),
    computed && phrase(computed.place, ' ', computedSql(computed)),
    identity && phrase(identity.call.place, ' ', identitySql(identity)),
    nullability(column, table),
    ...column.checks.map((check) => phrase(check.place, ' ', checkSql(check, owner))),
  );
}

export function columnName(column: ColumnTerm): MappedText {
  return identifier(column.name, column.quoting);
}

function defaultClause(given: Given | undefined): MappedText | undefined {
  if (!given) return undefined;
  const sql = defaultSql(given.value);
  return sql && phrase(given.place, ' DEFAULT ', sql);
}

/** NOT NULL points at `nullable=False`, or at what makes the column a key. */
function nullability(column: ColumnTerm, table: InTable): MappedText | undefined {
  const { nullable, identity, primaryKey, call } = column;
  if (identity) return nullable?.value === true ? phrase(nullable.place, ' NULL') : undefined;
  if (nullable) return nullable.value ? undefined : phrase(nullable.place, ' NOT NULL');
  return primaryKey?.value === true || table.inKey ? phrase(primaryKey?.place ?? call.place, ' NOT NULL') : undefined;
}

/** ` REFERENCES p (id)`, for `inline_references=True`. */
export function inlineReferences(column: ColumnTerm, place: Place): MappedText {
  return phrase(place, ...column.foreignKeys.map((key) => phrase(key.place, ' ', referencesSql(key))));
}
