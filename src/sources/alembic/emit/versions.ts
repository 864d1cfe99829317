import type { CallValue, KeywordValue, Value } from '../value.ts';
import { AlembicStops, calledName } from '../value.ts';

/** Which Alembic and which SQLAlchemy write the SQL; undefined: the newest that we know. */
export interface Versions { readonly alembic?: string; readonly sqlalchemy?: string }

/** A keyword that a function has had since a version. */
interface Keyword {
  readonly of: string;
  readonly keyword: string;
  readonly library: keyof Versions;
  readonly since: string;
  /** What the version before does with it. */
  readonly before: 'ignores it' | 'stops';
}

/** https://alembic.sqlalchemy.org/en/latest/changelog.html, https://docs.sqlalchemy.org/en/20/changelog/ */
const KEYWORDS: readonly Keyword[] = [
  { of: 'op.create_table', keyword: 'if_not_exists', library: 'alembic', since: '1.13.3', before: 'ignores it' },
  { of: 'op.drop_table', keyword: 'if_exists', library: 'alembic', since: '1.13.3', before: 'ignores it' },
  { of: 'op.create_index', keyword: 'if_not_exists', library: 'alembic', since: '1.12.0', before: 'ignores it' },
  { of: 'op.drop_index', keyword: 'if_exists', library: 'alembic', since: '1.12.0', before: 'ignores it' },
  { of: 'op.drop_column', keyword: 'if_exists', library: 'alembic', since: '1.16.0', before: 'ignores it' },
  { of: 'op.add_column', keyword: 'if_not_exists', library: 'alembic', since: '1.16.0', before: 'stops' },
  { of: 'op.drop_constraint', keyword: 'if_exists', library: 'alembic', since: '1.16.0', before: 'stops' },
  { of: 'op.add_column', keyword: 'inline_references', library: 'alembic', since: '1.18.2', before: 'stops' },
  { of: 'op.add_column', keyword: 'inline_primary_key', library: 'alembic', since: '1.18.4', before: 'stops' },
  { of: 'sa.CreateSchema', keyword: 'if_not_exists', library: 'sqlalchemy', since: '2.0.0', before: 'ignores it' },
  { of: 'op.create_index', keyword: 'postgresql_nulls_not_distinct', library: 'sqlalchemy', since: '2.0.16', before: 'stops' },
  { of: 'sa.Index', keyword: 'postgresql_nulls_not_distinct', library: 'sqlalchemy', since: '2.0.16', before: 'stops' },
  { of: 'op.create_unique_constraint', keyword: 'postgresql_nulls_not_distinct', library: 'sqlalchemy', since: '2.0.16', before: 'stops' },
  { of: 'sa.UniqueConstraint', keyword: 'postgresql_nulls_not_distinct', library: 'sqlalchemy', since: '2.0.16', before: 'stops' },
  { of: 'op.create_unique_constraint', keyword: 'postgresql_include', library: 'sqlalchemy', since: '2.0.41', before: 'stops' },
  { of: 'sa.UniqueConstraint', keyword: 'postgresql_include', library: 'sqlalchemy', since: '2.0.41', before: 'stops' },
  { of: 'sa.PrimaryKeyConstraint', keyword: 'postgresql_include', library: 'sqlalchemy', since: '2.0.41', before: 'stops' },
  { of: 'op.create_table', keyword: 'postgresql_using', library: 'sqlalchemy', since: '2.0.26', before: 'stops' },
];

/** Types that SQLAlchemy 2.0 brought. */
const TYPES = new Set([
  'sa.Uuid', 'sa.UUID', 'sa.Double', 'sa.DOUBLE', 'sa.DOUBLE_PRECISION',
  ...'CITEXT DOMAIN TSQUERY JSONPATH REGCONFIG INT4MULTIRANGE INT8MULTIRANGE NUMMULTIRANGE DATEMULTIRANGE TSMULTIRANGE TSTZMULTIRANGE'.split(' ').map((name) => `pg.${name}`),
]);

/** What else SQLAlchemy 1.4 does in its own way: what it stops at, or which keywords it adds. */
const BEFORE_2: Readonly<Record<string, (call: CallValue) => readonly KeywordValue[]>> = {
  'sa.Sequence': (call) => (call.args.length > 1 || call.keywords.some(({ name }) => name === 'start') ? [] : [{ name: 'start', value: { kind: 'number', text: '1', place: call.place }, place: call.place }]),
  'sa.Identity': (call) => stopsAt(call, 'order', (value) => value.kind !== 'bool' || !value.value, 'SQLAlchemy 1.4 writes ORDER here, which PostgreSQL refuses.'),
  'op.create_table_comment': (call) => stopsAt(call, 'comment', (value) => value.kind !== 'none', 'SQLAlchemy 1.4 writes no comment of None.'),
  ...Object.fromEntries(['op.create_foreign_key', 'sa.ForeignKey', 'sa.ForeignKeyConstraint'].map((name) => [name, (call: CallValue) => stopsAt(call, 'ondelete', isWhole, 'SQLAlchemy 1.4 takes no columns in ondelete.')])),
};

function isWhole(value: Value): boolean {
  return value.kind !== 'string' || !value.text.text.includes('(');
}

function stopsAt(call: CallValue, keyword: string, isFine: (value: Value) => boolean, reason: string): readonly KeywordValue[] {
  const value = call.keywords.find(({ name }) => name === keyword)?.value ?? (keyword === 'comment' ? call.args[1] : undefined);
  if (value && !isFine(value)) throw new AlembicStops(reason, value.place);
  return [];
}

/** The call as these versions understand it: what they ignore is gone. Throws `AlembicStops` where they stop. */
export function asOf(call: CallValue, versions: Versions): CallValue {
  return versions.alembic === undefined && versions.sqlalchemy === undefined ? call : new Reader(versions).call(call);
}

/** Reads each call once, so that what several places share stays one thing. */
class Reader {
  readonly #versions: Versions;
  readonly #read = new Map<CallValue, CallValue>();

  constructor(versions: Versions) {
    this.#versions = versions;
  }

  call(call: CallValue): CallValue {
    const known = this.#read.get(call);
    if (known) return known;
    const read = callAsOf(call, this.#versions, this);
    this.#read.set(call, read);
    return read;
  }

  value(value: Value): Value {
    return valueAsOf(value, this.#versions, this);
  }
}

function callAsOf(call: CallValue, versions: Versions, reader: Reader): CallValue {
  const name = calledName(call) ?? '';
  const keywords = call.keywords.filter((keyword) => isKnown(name, keyword, versions)).map((keyword) => ({ ...keyword, value: reader.value(keyword.value) }));
  const added = isBefore(versions, 'sqlalchemy', '2.0') ? BEFORE_2[name]?.(call) ?? [] : [];
  return { ...call, of: reader.value(call.of), args: call.args.map((arg) => reader.value(arg)), keywords: [...keywords, ...added] };
}

/** Throws `AlembicStops` where the version stops at the keyword. */
function isKnown(name: string, { name: keyword, place }: KeywordValue, versions: Versions): boolean {
  const younger = KEYWORDS.find((known) => known.of === name && known.keyword === keyword && isBefore(versions, known.library, known.since));
  if (younger?.before === 'stops') throw new AlembicStops(`${LIBRARY_NAMES[younger.library]} has ${keyword} since ${younger.since}, and the project has ${versions[younger.library] ?? ''}.`, place);
  return !younger;
}

const LIBRARY_NAMES = { alembic: 'Alembic', sqlalchemy: 'SQLAlchemy' } as const satisfies Record<keyof Versions, string>;

function valueAsOf(value: Value, versions: Versions, reader: Reader): Value {
  const old = isBefore(versions, 'sqlalchemy', '2.0');
  switch (value.kind) {
    case 'call': return reader.call(value);
    case 'member': return { ...value, of: reader.value(value.of) };
    case 'list': return { ...value, items: value.items.map((item) => reader.value(item)) };
    case 'dict': return { ...value, entries: value.entries.map(([key, entry]) => [reader.value(key), reader.value(entry)]) };
    case 'operation': return { ...value, operands: value.operands.map((operand) => reader.value(operand)), operator: old && value.operator === '/' ? 'plain /' : value.operator };
    case 'named': {
      if (old && TYPES.has(value.name)) throw new AlembicStops(`SQLAlchemy has ${value.name} since 2.0, and the project has ${versions.sqlalchemy ?? ''}.`, value.place);
      return value;
    }
    case 'none': case 'bool': case 'number': case 'string': case 'batch': case 'unknown': case 'rows': case 'function': case 'class': case 'condition': case 'inventory': case 'table': case 'tables': case 'either': case 'entry': case 'field': case 'such': return value;
  }
}

/** Does the project have a version before this one? */
export function isBefore(versions: Versions, library: keyof Versions, since: string): boolean {
  const version = versions[library];
  return version !== undefined && comesBefore(version, since);
}

/** 1.8.1 comes before 1.13.3; 1.13 means its last. */
export function comesBefore(version: string, other: string): boolean {
  const numbers = numbersOf(version);
  for (const [at, part] of numbersOf(other).entries()) {
    const own = numbers[at];
    if (own === undefined || own > part) return false;
    if (own < part) return true;
  }
  return false;
}

/** Few versions are asked for very often. */
function numbersOf(version: string): readonly number[] {
  const numbers = parsed.get(version) ?? version.split('.').map(Number);
  parsed.set(version, numbers);
  return numbers;
}

const parsed = new Map<string, readonly number[]>();
