import type { SqlType } from '../operations/operation.ts';

/** What changing a column's type costs. `maybe rewrite`: the pair is not known, or the server's time zone decides. */
export type TypeChange = 'catalog only' | 'indexes rebuilt' | 'rewrite' | 'maybe rewrite';

/** Which modifiers keep the values as they are: any; only if the new type has none; the same scale and at least as long; at least as long. */
type Modifiers = 'any' | 'none' | 'scale kept' | 'wider';

/** Pairs that need no rewrite. Everything else between types that PostgreSQL brings along is a rewrite. */
const WITHOUT_REWRITE: readonly (readonly [from: string, to: string, Modifiers, TypeChange])[] = [
  ['varchar', 'varchar', 'wider', 'catalog only'],
  ['varchar', 'text', 'any', 'catalog only'],
  ['text', 'text', 'any', 'catalog only'],
  ['text', 'varchar', 'none', 'catalog only'],
  ['numeric', 'numeric', 'scale kept', 'catalog only'],
  ['varbit', 'varbit', 'wider', 'catalog only'],
  ['timestamp', 'timestamp', 'wider', 'catalog only'],
  ['timestamptz', 'timestamptz', 'wider', 'catalog only'],
  ['time', 'time', 'wider', 'catalog only'],
  ['timetz', 'timetz', 'wider', 'catalog only'],
  ['interval', 'interval', 'wider', 'catalog only'],
  ['cidr', 'inet', 'any', 'catalog only'],
  ['int4', 'oid', 'any', 'catalog only'],
  ['oid', 'int4', 'any', 'catalog only'],
  ['xml', 'text', 'any', 'catalog only'],
  ['xml', 'varchar', 'none', 'catalog only'],
  ['text', 'citext', 'any', 'indexes rebuilt'],
  ['varchar', 'citext', 'any', 'indexes rebuilt'],
  ['citext', 'text', 'any', 'indexes rebuilt'],
  ['citext', 'varchar', 'none', 'indexes rebuilt'],
];

/** Only where the session's time zone is UTC. */
const IN_UTC: readonly (readonly [from: string, to: string])[] = [['timestamp', 'timestamptz'], ['timestamptz', 'timestamp']];
const UTC: ReadonlySet<string> = new Set(['utc', 'etc/utc', 'gmt', 'etc/gmt', 'uct', 'etc/uct', 'universal', 'etc/universal', 'zulu', 'etc/zulu', 'greenwich', 'z', '0', '+00', '+00:00']);

const TIMES: ReadonlySet<string> = new Set(['timestamp', 'timestamptz', 'time', 'timetz', 'interval']);

const BUILT_IN: ReadonlySet<string> = new Set((
  `bit bool box bpchar bytea char cidr circle date datemultirange daterange float4 float8 inet int2 int4 int4multirange int4range
  int8 int8multirange int8range interval json jsonb jsonpath line lseg macaddr macaddr8 money name numeric nummultirange numrange
  oid path pg_lsn point polygon regclass text time timestamp timestamptz timetz tsmultirange tsquery tsrange tstzmultirange
  tstzrange tsvector uuid varbit varchar xml`
).split(/\s+/));

/** Types of the extensions that migrations use most. They are no domains. */
const OF_EXTENSIONS: ReadonlySet<string> = new Set(
  'box2d box3d citext cube geography geometry halfvec hstore isbn ltree lquery raster sparsevec ulid vector'.split(' '),
);

/** Types that PostgreSQL or a well-known extension brings along. */
export function isBuiltIn({ schema, name }: Pick<SqlType, 'schema' | 'name'>): boolean {
  return (schema === undefined && BUILT_IN.has(name)) || OF_EXTENSIONS.has(name);
}

export interface Change {
  /** Domains without constraints are given as what they are made of; so is a domain that the column leaves. */
  readonly from: SqlType;
  readonly to: SqlType;
  /** Both are PostgreSQL's own, or the catalog knows them. */
  readonly known: boolean;
  /** USING with more than the column itself or its cast to the new type. */
  readonly computed: boolean;
  /** TimeZone of the session; undefined: the server's. */
  readonly timezone: string | undefined;
}

/** https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES, in detail as measured on 13 to 18 */
export function typeChange({ from, to, known, computed, timezone }: Change): TypeChange {
  if (computed) return 'rewrite';
  if (isSame(from, to)) return from.collation === to.collation ? 'catalog only' : 'indexes rebuilt';
  if (from.array || to.array) return 'rewrite';

  const pair = WITHOUT_REWRITE.find(([a, b, modifiers]) => a === from.name && b === to.name && modifiersFit(modifiers, from, to));
  if (pair) return pair[3] === 'catalog only' && from.collation !== to.collation ? 'indexes rebuilt' : pair[3];

  if (IN_UTC.some(([a, b]) => a === from.name && b === to.name) && isWider(from, to)) {
    if (timezone === undefined) return 'maybe rewrite';
    return isUtc(timezone) ? 'indexes rebuilt' : 'rewrite';
  }
  return known ? 'rewrite' : 'maybe rewrite';
}

function isUtc(timezone: string): boolean {
  return UTC.has(timezone.toLowerCase());
}

function isSame(a: SqlType, b: SqlType): boolean {
  return a.name === b.name && (a.schema === b.schema || a.schema === undefined || b.schema === undefined)
    && a.array === b.array && a.fields === b.fields && a.modifiers.join() === b.modifiers.join();
}

function modifiersFit(rule: Modifiers, from: SqlType, to: SqlType): boolean {
  switch (rule) {
    case 'any': return true;
    case 'none': return to.modifiers.length === 0;
    case 'wider': return (to.fields === undefined || to.fields === from.fields || to.fields.endsWith('second')) && isWider(from, to);
    case 'scale kept': return to.modifiers.length === 0 || ((from.modifiers[1] ?? 0) === (to.modifiers[1] ?? 0) && isWider(from, to));
  }
}

/** No modifier is the widest; times have no more than six digits behind the second. */
function isWider(from: SqlType, to: SqlType): boolean {
  const [length] = to.modifiers;
  const [before = TIMES.has(from.name) ? 6 : Infinity] = from.modifiers;
  return length === undefined || length >= before;
}
