import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import type { Given } from '../arguments.ts';
import { Arguments, asString } from '../arguments.ts';
import { stringOf } from '../string-of.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, methodCall } from '../value.ts';
import { clauseSql, textOrClause } from './clause.ts';
import { include, operatorClass } from './constraint.ts';
import { constraintName, identifier, qualified } from './identifier.ts';
import type { Naming, Owner } from './naming.ts';
import { nameOf } from './naming.ts';
import { phrase, separated } from './sql.ts';

const KEYWORDS = [
  'unique', 'quote', 'info', 'if_not_exists', 'postgresql_concurrently', 'postgresql_using', 'postgresql_where', 'postgresql_ops', 'postgresql_include',
  'postgresql_with', 'postgresql_tablespace', 'postgresql_nulls_not_distinct',
];

/** `op.create_index('ix', 't', ['a'])` */
export function createIndex(call: CallValue, naming: Naming): MappedText {
  const args = new Arguments(call, ['index_name', 'table_name', 'columns'], ['schema', ...KEYWORDS]);
  const columns = args.need('columns').value;
  return indexSql(args, args.given('index_name'), { table: { schema: args.optionalString('schema'), name: args.string('table_name') }, naming }, columns.kind === 'list' ? columns.items : [columns]);
}

/** `sa.Index('ix', 'a')` among the items of a table. */
export function tableIndex(call: CallValue, owner: Owner): MappedText {
  const args = new Arguments(call, ['name'], KEYWORDS, 'rest');
  return indexSql(args, args.given('name'), owner, args.rest);
}

function indexSql(args: Arguments, name: Given | undefined, owner: Owner, keys: readonly Value[]): MappedText {
  const { callee } = args.call;
  const flagged = (keyword: string, words: string) => {
    const flag = args.flag(keyword);
    return flag?.value === true ? caused(words, flag.place) : undefined;
  };
  return phrase(
    callee, 'CREATE ', flagged('unique', 'UNIQUE '), 'INDEX ', flagged('postgresql_concurrently', 'CONCURRENTLY '), flagged('if_not_exists', 'IF NOT EXISTS '),
    nameSql(name, owner, keys, callee), ' ON ', qualified(owner.table.schema, owner.table.name), ' ', method(args),
    '(', separated(callee, keys.map((key) => keySql(key, args))), ')', ...options(args),
  );
}

/** An index without a name is `ix_[schema_]table_column`, or what the convention says. */
function nameSql(given: Given | undefined, owner: Owner, keys: readonly Value[], place: Place): MappedText {
  const some = given?.value.kind === 'none' ? undefined : given;
  const columns = keys.map((key) => (key.kind === 'string' ? key : columnOf(key))?.text.text);
  if (!some && columns[0] === undefined) throw new NotRead('Phasewise cannot say which name Alembic gives this index.', place);
  const name = nameOf('ix', some, owner, { columns: columns.map((column) => column ?? '') }, place);
  if (!name) throw new AlembicStops('this index has no name, and the naming convention gives it none.', place);
  return name;
}

function columnOf(value: Value): StringValue | undefined {
  return value.kind === 'call' && calledName(value) === 'sa.column' ? new Arguments(value, ['name', 'type_']).string('name') : undefined;
}

function keySql(key: Value, args: Arguments): MappedText {
  const column = key.kind === 'string' ? key : columnOf(key);
  const labelled = methodCall(key, 'label');
  const of = labelled?.receiver ?? key;
  const sql = column ? identifier(column) : of.kind === 'operation' || isCustom(of) ? phrase(of.place, '(', clauseSql(of), ')') : clauseSql(of);
  const classes = args.some('postgresql_ops');
  const called = column ?? stringOf(labelled?.call.args[0])?.value ?? textOf(of);
  return classes ? phrase(classes.place, sql, operatorClass(classes, called)) : sql;
}

/** `a.op('->>')('b')` */
function isCustom(value: Value): boolean {
  return value.kind === 'call' && methodCall(value.of, 'op') !== undefined;
}

/** A text is called as it is written. */
function textOf(value: Value): StringValue | undefined {
  return value.kind === 'call' && calledName(value) === 'sa.text' ? stringOf(value.args[0])?.value : undefined;
}

function method(args: Arguments): MappedText | undefined {
  const using = args.some('postgresql_using');
  return using && caused(`USING ${asString(using.value, 'postgresql_using').text.text.toLowerCase()} `, using.place);
}

function options(args: Arguments): readonly (MappedText | undefined)[] {
  const distinct = args.flag('postgresql_nulls_not_distinct');
  const tablespace = args.some('postgresql_tablespace');
  const where = args.some('postgresql_where');
  return [
    include(args),
    distinct && caused(distinct.value ? ' NULLS NOT DISTINCT' : ' NULLS DISTINCT', distinct.place),
    storage(args.some('postgresql_with')),
    tablespace && phrase(tablespace.place, ' TABLESPACE ', identifier(asString(tablespace.value, 'postgresql_tablespace'))),
    where && phrase(where.place, ' WHERE ', textOrClause(where.value)),
  ];
}

function storage(given: Given | undefined): MappedText | undefined {
  if (!given) return undefined;
  if (given.value.kind !== 'dict') throw new NotRead('Phasewise cannot read postgresql_with here.', given.place);
  const settings = given.value.entries.map(([name, value]) => phrase(given.place, asString(name, 'postgresql_with').text, ' = ', value.kind === 'string' ? value.text : clauseSql(value)));
  return phrase(given.place, ' WITH (', separated(given.place, settings), ')');
}

/** `op.drop_index('ix')`: the table's name and all else that describes the index make no SQL. */
export function dropIndex(call: CallValue): MappedText {
  const args = new Arguments(call, ['index_name', 'table_name'], ['schema', 'if_exists', ...KEYWORDS]);
  const concurrently = args.flag('postgresql_concurrently');
  const guard = args.flag('if_exists');
  const schema = args.optionalString('schema');
  return phrase(
    call.callee, 'DROP INDEX ', concurrently?.value === true ? caused('CONCURRENTLY ', concurrently.place) : undefined,
    guard?.value === true ? caused('IF EXISTS ', guard.place) : undefined,
    schema && phrase(call.callee, qualified(undefined, schema), '.'), constraintName(args.need('index_name').value),
  );
}
