import { caused, sliced } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { partOf } from './either.ts';
import { attributeOf } from './instance.ts';
import type { ClassValue, StringValue, TableValue, TablesValue, UnknownValue, Value } from './value.ts';
import { calledName } from './value.ts';

/** `of.name`. We read for PostgreSQL, so the name of a connection's dialect is known. */
export function memberOf(of: Value, name: string, place: Place): Value {
  if (of.kind === 'rows') return { kind: 'rows', place };
  if (of.kind === 'member' && name === 'name' && (of.name === 'dialect' || of.name === 'engine')) return stringAt('postgresql', place);
  if (name === 'drivername' && isAddress(of)) return addressOf(place);
  if (of.kind === 'tables' && !OF_DICTS.has(name)) return tableNamed(stringAt(name, place), of, place);
  if (of.kind === 'table' && name === 'name') return { ...of.name, place };
  if (of.kind === 'either') return partOf(of, (value) => memberOf(value, name, place), place);
  if (name === 'tables' && of.kind === 'call' && calledName(of) === 'sa.MetaData') return { kind: 'tables', place, columns: 'on the server' };
  const attribute = of.kind === 'class' && !isEnum(of) ? of.members.own.get(name) : undefined;
  if (attribute?.kind === 'function' && attribute.method === 'class') return { ...attribute, place, self: of };
  if (attribute && !isColumn(attribute)) return { ...attribute, place };
  const held = of.kind === 'call' && of.of.kind === 'class' ? attributeOf(of, name) : undefined;
  if (held) return held.kind === 'call' ? held : { ...held, place };
  const member = enumMember(of);
  if (member && name === 'value') return { ...member.value, place };
  if (member && name === 'name') return stringAt(member.name, place);
  return { kind: 'member', place, of, name };
}

/** `bind.engine.url` */
export function isAddress(value: Value): boolean {
  return value.kind === 'member' && value.name === 'url' && value.of.kind === 'member' && value.of.name === 'engine';
}

/** It begins with the name of the dialect, the driver behind a plus: https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls */
export function addressOf(place: Place): UnknownValue {
  return { kind: 'unknown', place, reason: 'The address of the database is known when the migration runs.', begins: 'postgresql' };
}

const OF_DICTS = new Set(['get', 'items', 'keys', 'values']);

/** `metadata.tables['ops.jobs']` */
export function tableNamed(name: StringValue, { columns }: TablesValue, place: Place): TableValue {
  const dot = name.text.text.indexOf('.');
  const part = (start: number, end: number): StringValue => ({ ...name, text: sliced(name.text, { start, end }) });
  return dot < 0 ? { kind: 'table', place, name, columns } : { kind: 'table', place, schema: part(0, dot), name: part(dot + 1, name.text.text.length), columns };
}

/** What a class holds under a name, or the classes of the project that it comes from. */
export function inherited({ members, bases }: ClassValue, name: string): Value | undefined {
  const own = members.own.get(name);
  if (own) return own;
  for (const base of bases) {
    const above = base.kind === 'class' ? inherited(base, name) : undefined;
    if (above) return above;
  }
  return undefined;
}

/** A column of a class of the ORM stays a column of that class. */
export function isColumn(value: Value): boolean {
  return value.kind === 'call' && value.of.kind === 'named' && (value.of.name === 'sa.Column' || value.of.name === 'sa.orm.mapped_column');
}

export function stringAt(text: string, place: Place): StringValue {
  return { kind: 'string', place, text: caused(text, place) };
}

/** A class of Python's `enum`: its members are values with names. */
export function isEnumClass(value: Value): value is ClassValue {
  return value.kind === 'class' && isEnum(value);
}

function isEnum({ bases }: ClassValue): boolean {
  return bases.some((base) => (base.kind === 'named' ? /^enum\.(?:Str|Int)?Enum$/.test(base.name) : isEnumClass(base)));
}

/** The members of an enum, in the order in which they are written. */
export function enumMembers(value: ClassValue): readonly { readonly name: string; readonly value: Value }[] {
  return [...value.members.own].filter(([name, { kind }]) => !/^_(?:.*_$|_)/.test(name) && kind !== 'function' && kind !== 'class')
    .map(([name, said]) => ({ name, value: automatic(said, name) }));
}

/** `auto()` of a StrEnum is the name in lower case. */
function automatic(said: Value, name: string): Value {
  return said.kind === 'call' && said.of.kind === 'named' && said.of.name === 'enum.auto' ? stringAt(name.toLowerCase(), said.place) : said;
}

/** `Colour.RED` */
export function enumMember(value: Value): { readonly name: string; readonly value: Value } | undefined {
  if (value.kind !== 'member' || !isEnumClass(value.of)) return undefined;
  return enumMembers(value.of).find(({ name }) => name === value.name);
}
