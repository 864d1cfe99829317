import type { Enums } from '../../../migrations/draft.ts';
import type { SqlType } from '../../../operations/operation.ts';
import { call, keyword, repr } from './python-code.ts';

/** A type as SQLAlchemy 1.4 and 2.0 have it; undefined where they have none that says just this. */
export function pythonType(type: SqlType, enums: Enums): string | undefined {
  const element = elementType(type, enums);
  return type.array && element !== undefined ? `postgresql.ARRAY(${element})` : element;
}

function elementType({ schema, name, modifiers, fields, collation }: SqlType, enums: Enums): string | undefined {
  if (schema !== undefined || name in enums) return enumType(schema, name, enums);
  if (fields !== undefined) return undefined;
  const [first, second] = modifiers.map(String);
  const collated = keyword('collation', collation === undefined ? undefined : repr(collation));
  switch (name) {
    case 'text': return call('sa.Text', collated);
    case 'varchar': return call('sa.String', [...keyword('length', first), ...collated]);
    case 'bpchar': return call('sa.CHAR', [...keyword('length', first), ...collated]);
    case 'numeric': return call('sa.Numeric', [...keyword('precision', first), ...keyword('scale', second)]);
    case 'timestamp': case 'timestamptz': return time('DateTime', 'TIMESTAMP', name === 'timestamptz', first);
    case 'time': case 'timetz': return time('Time', 'TIME', name === 'timetz', first);
    default: return modifiers.length === 0 && collation === undefined ? PLAIN[name] : undefined;
  }
}

const PLAIN: Readonly<Record<string, string>> = {
  bool: 'sa.Boolean()', int2: 'sa.SmallInteger()', int4: 'sa.Integer()', int8: 'sa.BigInteger()', float4: 'sa.REAL()', float8: 'postgresql.DOUBLE_PRECISION()',
  date: 'sa.Date()', interval: 'postgresql.INTERVAL()', bytea: 'sa.LargeBinary()', json: 'sa.JSON()', jsonb: 'postgresql.JSONB()', uuid: 'postgresql.UUID()',
  inet: 'postgresql.INET()', cidr: 'postgresql.CIDR()', macaddr: 'postgresql.MACADDR()', money: 'postgresql.MONEY()', oid: 'postgresql.OID()',
  tsvector: 'postgresql.TSVECTOR()', hstore: 'postgresql.HSTORE()', regclass: 'postgresql.REGCLASS()',
  int4range: 'postgresql.INT4RANGE()', int8range: 'postgresql.INT8RANGE()', numrange: 'postgresql.NUMRANGE()', daterange: 'postgresql.DATERANGE()',
  tsrange: 'postgresql.TSRANGE()', tstzrange: 'postgresql.TSTZRANGE()',
};

function time(generic: string, own: string, zoned: boolean, precision: string | undefined): string {
  const timezone = keyword('timezone', zoned ? 'True' : undefined);
  return precision === undefined ? call(`sa.${generic}`, timezone) : call(`postgresql.${own}`, [...timezone, `precision=${precision}`]);
}

/** An enum that a statement of its own makes. */
function enumType(schema: string | undefined, name: string, enums: Enums): string | undefined {
  const labels = enums[schema === undefined ? name : `${schema}.${name}`];
  return labels && call('postgresql.ENUM', [...labels.map(repr), `name=${repr(name)}`, ...keyword('schema', schema === undefined ? undefined : repr(schema)), 'create_type=False']);
}
