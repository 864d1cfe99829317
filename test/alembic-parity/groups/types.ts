import type { Group } from '../group.ts';

const SQLALCHEMY = [
  'sa.String()', 'sa.String(50)', 'sa.String(length=50)', "sa.String(50, collation='de_DE')", 'sa.VARCHAR(20)', 'sa.VARCHAR()', 'sa.Unicode(9)', 'sa.Unicode()',
  'sa.CHAR(2)', 'sa.CHAR()', 'sa.NCHAR(2)', 'sa.NVARCHAR(3)', 'sa.Text()', "sa.Text(collation='C')", 'sa.TEXT()', 'sa.UnicodeText()', 'sa.CLOB()',
  'sa.Integer()', 'sa.INTEGER()', 'sa.INT()', 'sa.BigInteger()', 'sa.BIGINT()', 'sa.SmallInteger()', 'sa.SMALLINT()', 'sa.Boolean()', 'sa.BOOLEAN()',
  "sa.Boolean(create_constraint=True, name='ck')",
  'sa.Numeric()', 'sa.Numeric(10)', 'sa.Numeric(10, 2)', 'sa.Numeric(precision=10, scale=2)', 'sa.Numeric(scale=2)', 'sa.NUMERIC(8, 3)', 'sa.DECIMAL(8, 3)', 'sa.DECIMAL()',
  'sa.Float()', 'sa.Float(24)', 'sa.Float(precision=53)', 'sa.FLOAT()', 'sa.REAL()', 'sa.Numeric(10, 2, asdecimal=False)',
  'sa.DateTime()', 'sa.DateTime(True)', 'sa.DateTime(timezone=True)', 'sa.TIMESTAMP()', 'sa.TIMESTAMP(timezone=True)', 'sa.Time()', 'sa.Time(timezone=True)', 'sa.TIME()',
  'sa.DATETIME()', 'sa.Date()', 'sa.DATE()', 'sa.Interval()', 'sa.Interval(native=False)', 'sa.Interval(second_precision=3)',
  'sa.LargeBinary()', 'sa.LargeBinary(10)', 'sa.PickleType()', 'sa.BLOB()', 'sa.BINARY(3)', 'sa.VARBINARY(3)', 'sa.JSON()', 'sa.JSON(none_as_null=True)',
  'sa.ARRAY(sa.Integer())', 'sa.ARRAY(sa.String(3), dimensions=2)',
  "sa.String().with_variant(postgresql.JSONB(), 'postgresql')", "sa.String().with_variant(sa.Integer(), 'sqlite')",
];

const POSTGRESQL = [
  'postgresql.UUID()', 'postgresql.UUID(as_uuid=True)', 'postgresql.JSON()', 'postgresql.JSONB()', "postgresql.JSONB(astext_type=sa.Text())", 'postgresql.HSTORE()',
  'postgresql.HSTORE(text_type=sa.Text())', 'postgresql.ARRAY(sa.Text())', 'postgresql.ARRAY(sa.Integer(), dimensions=3)', 'postgresql.ARRAY(postgresql.UUID())',
  "postgresql.ARRAY(sa.String(5, collation='C'))", 'postgresql.INET()', 'postgresql.CIDR()', 'postgresql.MACADDR()', 'postgresql.MONEY()', 'postgresql.OID()', 'postgresql.REGCLASS()',
  'postgresql.TSVECTOR()', 'postgresql.BYTEA()', 'postgresql.BIT()', 'postgresql.BIT(3)', 'postgresql.BIT(3, varying=True)', 'postgresql.BIT(varying=True)',
  'postgresql.INTERVAL()', 'postgresql.INTERVAL(precision=3)', "postgresql.INTERVAL(fields='DAY TO SECOND')", "postgresql.INTERVAL(fields='YEAR TO MONTH')",
  'postgresql.TIMESTAMP()', 'postgresql.TIMESTAMP(precision=3)', 'postgresql.TIMESTAMP(timezone=True, precision=6)', 'postgresql.TIME(timezone=True, precision=2)', 'postgresql.TIME()',
  'postgresql.DOUBLE_PRECISION()', 'postgresql.DOUBLE_PRECISION(precision=53)', 'postgresql.REAL()', 'postgresql.FLOAT()', 'postgresql.NUMERIC(5, 1)', 'postgresql.INTEGER()',
  'postgresql.BIGINT()', 'postgresql.SMALLINT()', 'postgresql.VARCHAR(7)', 'postgresql.TEXT()', 'postgresql.CHAR(4)', 'postgresql.BOOLEAN()', 'postgresql.DATE()',
  'postgresql.INT4RANGE()', 'postgresql.INT8RANGE()', 'postgresql.NUMRANGE()', 'postgresql.DATERANGE()', 'postgresql.TSRANGE()', 'postgresql.TSTZRANGE()',
];

const YOUNG = [
  'sa.Uuid()', 'sa.UUID()', 'sa.Uuid(as_uuid=False)', 'sa.Uuid(native_uuid=False)', 'sa.Double()', 'sa.Double(53)', 'sa.DOUBLE()', 'sa.DOUBLE_PRECISION()', 'postgresql.CITEXT()',
  'postgresql.TSQUERY()', 'postgresql.JSONPATH()', 'postgresql.MACADDR8()', 'postgresql.REGCONFIG()',
  'postgresql.INT4MULTIRANGE()', 'postgresql.INT8MULTIRANGE()', 'postgresql.NUMMULTIRANGE()', 'postgresql.DATEMULTIRANGE()', 'postgresql.TSMULTIRANGE()', 'postgresql.TSTZMULTIRANGE()',
];

const table = (type: string) => `op.create_table('t', sa.Column('c', ${type}))`;

export const types: readonly Group[] = [
  { name: 'types of SQLAlchemy', cases: [...SQLALCHEMY.map(table), table('sa.Integer'), table('sa.String'), table('sa.DateTime')] },
  { name: 'types of PostgreSQL', cases: [...POSTGRESQL.map(table), table('postgresql.JSONB'), table('postgresql.UUID')] },
  {
    name: 'types that SQLAlchemy 2 brought',
    cases: [
      ...YOUNG.map(table),
      "op.create_table('t', sa.Column('c', postgresql.DOMAIN('positive', sa.Integer)))",
      "op.create_table('t', sa.Column('c', postgresql.DOMAIN('email', sa.Text(), schema='app')))",
      "op.create_table('t', sa.Column('c', postgresql.DOMAIN('d', sa.Integer, create_type=False)))",
      "op.create_table('t', sa.Column('c', postgresql.DOMAIN('d2', sa.Integer, not_null=True)))",
      "op.create_table('t', sa.Column('c', postgresql.DOMAIN('d3', sa.Text, collation='de_DE', default='x', constraint_name='short', check='length(VALUE) < 9')))",
      "op.create_table('t', sa.Column('c', postgresql.ARRAY(postgresql.DOMAIN('d4', sa.Integer))))",
    ],
  },
];
