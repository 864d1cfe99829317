import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import { Arguments } from '../arguments.ts';
import type { CallValue } from '../value.ts';
import { AlembicStops, calledName } from '../value.ts';
import { EXCLUDE_KEYWORDS, REFERENCE_KEYWORDS, checkOf, excludeOf, foreignKeyOf, primaryKeyOf, target, uniqueOf } from './constraint.ts';
import { constraintName, qualified } from './identifier.ts';
import type { Naming, Owner, TableName } from './naming.ts';
import { nameOf } from './naming.ts';
import { phrase } from './sql.ts';
import { tableIn } from './table.ts';

/** `op.create_unique_constraint('uq', 't', ['a'])` */
export function createUnique(call: CallValue, naming: Naming): MappedText {
  const args = new Arguments(call, ['constraint_name', 'table_name', 'columns'], ['schema', 'deferrable', 'initially', 'postgresql_nulls_not_distinct', 'info']);
  return adding(args, uniqueOf(args, args.strings('columns'), args.some('constraint_name'), owner(args, naming)));
}

/** `op.create_primary_key('pk', 't', ['a'])` */
export function createPrimaryKey(call: CallValue, naming: Naming): MappedText {
  const args = new Arguments(call, ['constraint_name', 'table_name', 'columns'], ['schema']);
  return adding(args, primaryKeyOf(args, args.strings('columns'), args.some('constraint_name'), owner(args, naming)));
}

/** `op.create_check_constraint('ck', 't', 'a > 0')` */
export function createCheck(call: CallValue, naming: Naming): MappedText {
  const args = new Arguments(call, ['constraint_name', 'table_name', 'condition'], ['schema', 'deferrable', 'initially', 'info', 'postgresql_not_valid']);
  return adding(args, checkOf(args, 'condition', args.some('constraint_name'), owner(args, naming)));
}

/** `op.create_foreign_key('fk', 't', 'p', ['a'], ['id'])` */
export function createForeignKey(call: CallValue, naming: Naming): MappedText {
  const args = new Arguments(call, ['constraint_name', 'source_table', 'referent_table', 'local_cols', 'remote_cols'], ['source_schema', 'referent_schema', ...REFERENCE_KEYWORDS]);
  const parent = qualified(args.optionalString('referent_schema'), args.string('referent_table'));
  const references = target(parent, args.string('referent_table'), args.strings('remote_cols'), call.callee);
  const by: Owner = { table: tableIn(args, 'source_table', 'source_schema'), naming };
  return adding(args, foreignKeyOf(args, args.strings('local_cols'), references, args.some('constraint_name'), by), 'source_table', 'source_schema');
}

/** `op.create_exclude_constraint('ex', 't', ('period', '&&'))` */
export function createExclude(call: CallValue): MappedText {
  const args = new Arguments(call, ['constraint_name', 'table_name'], ['schema', ...EXCLUDE_KEYWORDS], 'rest');
  const strange = args.rest.find((element) => element.kind === 'list' && element.items[0]?.kind === 'call' && calledName(element.items[0]) !== 'sa.column');
  if (strange) throw new AlembicStops('create_exclude_constraint takes names and sa.column(…), no other expressions.', strange.place);
  return adding(args, excludeOf(args, args.rest, args.some('constraint_name')));
}

function alterTableOf(table: TableName, place: Place): MappedText {
  return phrase(place, 'ALTER TABLE ', qualified(table.schema, table.name), ' ');
}

function adding(args: Arguments, constraint: MappedText, table = 'table_name', schema = 'schema'): MappedText {
  const { callee } = args.call;
  return phrase(callee, alterTableOf(tableIn(args, table, schema), callee), 'ADD ', constraint);
}

function owner(args: Arguments, naming: Naming): Owner {
  return { table: tableIn(args), naming };
}

/** The kinds of constraints by the words of `type_`. */
const KINDS: ReadonlyMap<string, 'ck' | 'fk' | 'pk' | 'uq'> = new Map([['check', 'ck'], ['foreignkey', 'fk'], ['primary', 'pk'], ['unique', 'uq']]);

/** `op.drop_constraint('ck', 't', type_='check')` */
export function dropConstraint(call: CallValue, naming: Naming): MappedText {
  const args = new Arguments(call, ['constraint_name', 'table_name', 'type_'], ['schema', 'if_exists']);
  const type = args.optionalString('type_');
  const kind = type && KINDS.get(type.text.text);
  if (type && !kind) throw new AlembicStops("type_ is 'check', 'foreignkey', 'primary', 'unique' or None.", type.place);

  const given = args.some('constraint_name');
  const name = kind ? nameOf(kind, given, owner(args, naming), { columns: [] }, call.place) : given && constraintName(given.value);
  if (!name) throw new AlembicStops('a constraint without a name cannot be dropped. Give it the name that the server gave it.', call.place);
  const guard = args.flag('if_exists');
  return phrase(call.callee, alterTableOf(tableIn(args), call.callee), 'DROP CONSTRAINT ', guard?.value === true ? caused('IF EXISTS ', guard.place) : undefined, name);
}
