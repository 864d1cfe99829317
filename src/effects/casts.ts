// Made by `npm run facts` from the system catalogs of PostgreSQL 13 to 18.

/**
 * The casts of each type. `same`: the bytes stay as they are, in any expression or in an assignment alone; the others
 * call a function, in any expression, in an assignment, or only where they are written. `@18`: from that major on;
 * `@-13`: until that.
 * https://www.postgresql.org/docs/current/catalog-pg-cast.html
 */
export const CASTS: Readonly<Record<string, { readonly same?: string; readonly sameAssigned?: string; readonly implicit?: string; readonly assignment?: string; readonly explicit?: string }>> = {
  _text: { explicit: 'hstore' },
  bit: { same: 'varbit', explicit: 'int4 int8' },
  bool: { assignment: 'bpchar citext text varchar', explicit: 'int4' },
  box: { assignment: 'polygon', explicit: 'circle lseg point' },
  bpchar: { implicit: 'name text varchar', assignment: 'char citext', explicit: 'xml' },
  bytea: { explicit: 'int2@18 int4@18 int8@18' },
  char: { implicit: 'text', assignment: 'bpchar varchar', explicit: 'int4' },
  cidr: { same: 'inet', assignment: 'bpchar text varchar' },
  circle: { explicit: 'box point polygon' },
  citext: { same: 'text varchar', sameAssigned: 'bpchar' },
  date: { implicit: 'timestamp timestamptz' },
  daterange: { explicit: 'datemultirange' },
  float4: { implicit: 'float8', assignment: 'int2 int4 int8 numeric' },
  float8: { assignment: 'float4 int2 int4 int8 numeric' },
  hstore: { explicit: 'json jsonb' },
  inet: { assignment: 'bpchar cidr citext text varchar' },
  int2: { implicit: 'float4 float8 int4 int8 numeric oid regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype', explicit: 'bytea@18' },
  int4: { same: 'oid regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype', implicit: 'float4 float8 int8 numeric', assignment: 'int2 money', explicit: 'bit bool bytea@18 char' },
  int4range: { explicit: 'int4multirange' },
  int8: { implicit: 'float4 float8 numeric oid regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype', assignment: 'int2 int4 money', explicit: 'bit bytea@18' },
  int8range: { explicit: 'int8multirange' },
  interval: { assignment: 'time' },
  json: { assignment: 'jsonb' },
  jsonb: { assignment: 'json', explicit: 'bool float4 float8 int2 int4 int8 numeric' },
  lseg: { explicit: 'point' },
  macaddr: { implicit: 'macaddr8' },
  macaddr8: { implicit: 'macaddr' },
  money: { assignment: 'numeric' },
  name: { implicit: 'text', assignment: 'bpchar varchar' },
  numeric: { implicit: 'float4 float8', assignment: 'int2 int4 int8 money' },
  numrange: { explicit: 'nummultirange' },
  oid: { same: 'regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype', sameAssigned: 'int4', assignment: 'int8' },
  path: { assignment: 'polygon', explicit: 'point@-14' },
  point: { assignment: 'box' },
  polygon: { assignment: 'path', explicit: 'box circle point' },
  regclass: { same: 'oid', sameAssigned: 'int4', assignment: 'int8' },
  regcollation: { same: 'oid', sameAssigned: 'int4', assignment: 'int8' },
  regconfig: { same: 'oid', sameAssigned: 'int4', assignment: 'int8' },
  regdictionary: { same: 'oid', sameAssigned: 'int4', assignment: 'int8' },
  regnamespace: { same: 'oid', sameAssigned: 'int4', assignment: 'int8' },
  regoper: { same: 'oid regoperator', sameAssigned: 'int4', assignment: 'int8' },
  regoperator: { same: 'oid regoper', sameAssigned: 'int4', assignment: 'int8' },
  regproc: { same: 'oid regprocedure', sameAssigned: 'int4', assignment: 'int8' },
  regprocedure: { same: 'oid regproc', sameAssigned: 'int4', assignment: 'int8' },
  regrole: { same: 'oid', sameAssigned: 'int4', assignment: 'int8' },
  regtype: { same: 'oid', sameAssigned: 'int4', assignment: 'int8' },
  text: { same: 'bpchar varchar', sameAssigned: 'citext', implicit: 'name regclass', assignment: 'char', explicit: 'xml' },
  time: { implicit: 'interval timetz' },
  timestamp: { implicit: 'timestamptz', assignment: 'date time' },
  timestamptz: { assignment: 'date time timestamp timetz' },
  timetz: { assignment: 'time' },
  tsrange: { explicit: 'tsmultirange' },
  tstzrange: { explicit: 'tstzmultirange' },
  varbit: { same: 'bit' },
  varchar: { same: 'bpchar text', sameAssigned: 'citext', implicit: 'name regclass', assignment: 'char', explicit: 'xml' },
  xid8: { explicit: 'xid' },
  xml: { sameAssigned: 'bpchar text varchar' },
};

/** PostgreSQL's own types and those of extensions that come with it. */
export const TYPES = `
  aclitem bit bool box bpchar bytea char cid cidr circle citext cube date datemultirange daterange float4 float8 ghstore gtrgm hstore inet int2
  int4 int4multirange int4range int8 int8multirange int8range interval json jsonb jsonpath line lquery lseg ltree ltxtquery macaddr macaddr8
  money name numeric nummultirange numrange oid path pg_lsn pg_snapshot point polygon refcursor regclass regcollation regconfig regdictionary
  regnamespace regoper regoperator regproc regprocedure regrole regtype text tid time timestamp timestamptz timetz tsmultirange tsquery tsrange
  tstzmultirange tstzrange tsvector txid_snapshot uuid varbit varchar xid xid8 xml
`;

/** All values can be assigned to them, and theirs cast to all types, by way of their text. */
export const STRINGS = `
  bpchar char citext name text varchar
`;

/** Those with modifiers that change values: varchar(10). */
export const MODIFIED = `
  bit bpchar interval numeric time timestamp timestamptz timetz varbit varchar
`;

/** Types with a default operator class, by the method of the index. */
export const OPERATOR_CLASSES: Readonly<Record<string, string>> = {
  brin: `
  anyrange bit box bpchar bytea char date float4 float8 inet int2 int4 int8 interval macaddr macaddr8 name numeric oid pg_lsn text tid time
  timestamp timestamptz timetz uuid varbit
  `,
  btree: `
  anyarray anyenum anymultirange anyrange bit bool bpchar bytea char citext cube date float4 float8 hstore inet int2 int4 int8 interval jsonb
  ltree macaddr macaddr8 money name numeric oid oidvector pg_lsn record text tid time timestamp timestamptz timetz tsquery tsvector uuid varbit
  xid8
  `,
  gin: `
  anyarray hstore jsonb tsvector
  `,
  gist: `
  _int4 _ltree anymultirange anyrange box circle cube hstore ltree point polygon tsquery tsvector
  `,
  hash: `
  aclitem anyarray anyenum anymultirange anyrange bool bpchar bytea char cid citext date float4 float8 hstore inet int2 int4 int8 interval
  jsonb ltree macaddr macaddr8 name numeric oid oidvector pg_lsn record text tid time timestamp timestamptz timetz uuid xid xid8
  `,
  spgist: `
  anyrange box inet point polygon text
  `,
};
