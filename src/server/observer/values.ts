/** The element, domain or enum behind a column, as pg_type has it. */
export interface ColumnType {
  /** `typname` of the type itself, or of what the domain stands on. */
  readonly base: string;
  /** `typtype`: b base, c composite, d domain, e enum, r range, m multirange */
  readonly kind: string;
  readonly isArray: boolean;
  /** Characters or bits, where the type limits them. */
  readonly length: number | null;
  /** As SQL has it, with modifiers. */
  readonly quoted: string;
}

/** The value of number # of a type, from 1 on: different ones as far as the type has them. */
const NTH: Readonly<Record<string, string>> = {
  int2: '# % 32767', int4: '#', int8: '#', numeric: '#', float4: '#', float8: '#', money: '#::money', oid: '#',
  text: "'v' || #", varchar: "'v' || #", bpchar: "'v' || #", citext: "'v' || #", name: "'v' || #", '"char"': "'c'",
  bool: '# % 2 = 0', uuid: 'md5(#::text)::uuid', bytea: "decode(md5(#::text), 'hex')",
  date: "date '2020-01-01' + # % 3650", timestamp: "timestamp '2020-01-01' + # * interval '1 minute'", timestamptz: "timestamptz '2020-01-01' + # * interval '1 minute'",
  time: "time '00:00' + # * interval '1 second'", timetz: "timetz '00:00Z' + # * interval '1 second'", interval: "# * interval '1 second'",
  json: "json_build_object('n', #)", jsonb: "jsonb_build_object('n', #)", xml: "'<v/>'", tsvector: "'v'", tsquery: "'v'", ltree: "'v' || #", hstore: "''",
  inet: "inet '10.0.0.0' + #", cidr: "set_masklen(inet '10.0.0.0' + #, 32)", macaddr: "'08:00:2b:01:02:03'", macaddr8: "'08:00:2b:01:02:03:04:05'",
  point: 'point(#, #)', box: 'box(point(0, 0), point(#, #))', circle: 'circle(point(0, 0), #)', lseg: "'[(0,0),(1,1)]'", path: "'[(0,0),(1,1)]'", polygon: "'((0,0),(1,1),(1,0))'", line: "'{1,2,3}'",
};

const OF_CHARACTERS = new Set(['text', 'varchar', 'bpchar', 'name', 'citext']);

/** An expression for the value of a number, itself an expression; undefined where we know none of the type. */
export function valueOf({ base, kind, isArray, length, quoted }: ColumnType, number: string): string | undefined {
  if (isArray) return `'{}'::${quoted}`;
  if (kind === 'e') return `(enum_range(NULL::${quoted}))[1 + ${number} % cardinality(enum_range(NULL::${quoted}))]`;
  if (kind === 'r' || kind === 'm') return `${kind === 'r' ? "'empty'" : "'{}'"}::${quoted}`;
  if (kind === 'c') return `NULL::${quoted}`;
  if (base === 'bit' || base === 'varbit') return `repeat('1', ${length ?? 1})::${quoted}`;
  const nth = NTH[base]?.replaceAll('#', `(${number})`);
  // The last characters are those that differ.
  const short = nth !== undefined && OF_CHARACTERS.has(base) && length !== null ? `right(${nth}, ${length})` : nth;
  return short === undefined ? undefined : `(${short})::${quoted}`;
}
