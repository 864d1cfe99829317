import type { MappedText } from '../../../text/mapped.ts';
import { caused, sliced } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import type { Given } from '../arguments.ts';
import { Arguments, asString, stringsIn } from '../arguments.ts';
import { stringOf } from '../string-of.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead } from '../value.ts';
import { clauseSql, textOrClause } from './clause.ts';
import { constraintName, identifier, qualified } from './identifier.ts';
import type { Owner } from './naming.ts';
import { named } from './naming.ts';
import { phrase, separated } from './sql.ts';

/** ` NOT VALID`, at the keyword that asks for it. */
export function notValid(args: Arguments): MappedText | undefined {
  const flag = args.flag('postgresql_not_valid');
  return flag?.value === true ? caused(' NOT VALID', flag.place) : undefined;
}

/** ` DEFERRABLE INITIALLY DEFERRED` */
export function deferrability(args: Arguments): MappedText {
  const { place } = args.call;
  const deferrable = args.flag('deferrable');
  const initially = args.some('initially');
  return phrase(
    place,
    deferrable && caused(deferrable.value ? ' DEFERRABLE' : ' NOT DEFERRABLE', deferrable.place),
    initially && caused(` INITIALLY ${asString(initially.value, 'initially').text.text}`, initially.place),
  );
}

/** `(a, b)` */
export function columnList(columns: readonly StringValue[], place: Place): MappedText {
  return phrase(place, '(', separated(place, columns.map((column) => identifier(column))), ')');
}

/** `[CONSTRAINT n ]CHECK (…)` of `sa.CheckConstraint(…)`. */
export function checkSql(call: CallValue, owner: Owner): MappedText {
  const args = new Arguments(call, ['sqltext'], ['name', 'deferrable', 'initially', 'info', 'postgresql_not_valid', 'table', 'comment']);
  return checkOf(args, 'sqltext', args.some('name'), owner);
}

export function checkOf(args: Arguments, condition: string, name: Given | undefined, owner: Owner): MappedText {
  const { callee } = args.call;
  return phrase(callee, named('ck', name, owner, { columns: [] }, callee), 'CHECK (', textOrClause(args.need(condition).value), ')', deferrability(args), notValid(args));
}

const UNIQUE = ['name', 'deferrable', 'initially', 'info', 'comment', 'postgresql_include', 'postgresql_nulls_not_distinct'];

/** `[CONSTRAINT n ]UNIQUE (a, b)` of `sa.UniqueConstraint('a', 'b')`. */
export function uniqueSql(call: CallValue, owner: Owner): MappedText {
  const args = new Arguments(call, [], UNIQUE, 'rest');
  return uniqueOf(args, args.rest.map((column) => asString(column, 'the columns of this constraint')), args.some('name'), owner);
}

export function uniqueOf(args: Arguments, columns: readonly StringValue[], name: Given | undefined, owner: Owner): MappedText {
  const { callee } = args.call;
  const flag = args.flag('postgresql_nulls_not_distinct');
  const distinct = flag && caused(flag.value ? 'NULLS NOT DISTINCT ' : 'NULLS DISTINCT ', flag.place);
  return phrase(callee, named('uq', name, owner, { columns: namesIn(columns) }, callee), 'UNIQUE ', distinct, columnList(columns, callee), include(args), deferrability(args));
}

/** ` INCLUDE (c)` */
export function include(args: Arguments): MappedText | undefined {
  const given = args.some('postgresql_include');
  const columns = given ? stringsIn(given.value, 'postgresql_include') : [];
  return given && columns.length > 0 ? phrase(given.place, ' INCLUDE ', columnList(columns, given.place)) : undefined;
}

/** `[CONSTRAINT n ]PRIMARY KEY (a, b)` */
export function primaryKeyOf(args: Arguments, columns: readonly StringValue[], name: Given | undefined, owner: Owner): MappedText {
  const { callee } = args.call;
  return phrase(callee, named('pk', name, owner, { columns: namesIn(columns) }, callee), 'PRIMARY KEY ', columnList(columns, callee), include(args), deferrability(args));
}

/** What a foreign key points at and how: the keywords that ForeignKey, ForeignKeyConstraint and create_foreign_key share. */
export const REFERENCE_KEYWORDS = [
  'onupdate', 'ondelete', 'deferrable', 'initially', 'match', 'use_alter', 'link_to_name', 'info', 'comment', 'postgresql_not_valid',
];

/** `[CONSTRAINT n ]FOREIGN KEY(a) REFERENCES p (id) ON DELETE …` */
export function foreignKeyOf(args: Arguments, columns: readonly StringValue[], target: Target, name: Given | undefined, owner: Owner): MappedText {
  const { callee } = args.call;
  return phrase(
    callee, named('fk', name, owner, { columns: namesIn(columns), referred: target.named }, callee), 'FOREIGN KEY(', separated(callee, columns.map((column) => identifier(column))), ') ',
    target.sql, actions(args), notValid(args),
  );
}

function actions(args: Arguments): MappedText {
  const said = (name: string, words: string) => {
    const given = args.some(name);
    if (!given) return undefined;
    const action = asString(given.value, name).text.text;
    if (name !== 'match' && !ACTION.test(action)) throw new AlembicStops(`${name} is CASCADE, RESTRICT, SET NULL, SET DEFAULT or NO ACTION.`, given.place);
    return caused(` ${words} ${action}`, given.place);
  };
  return phrase(args.call.place, said('match', 'MATCH'), said('ondelete', 'ON DELETE'), said('onupdate', 'ON UPDATE'), deferrability(args));
}

const ACTION = /^(?:RESTRICT|CASCADE|SET (?:NULL|DEFAULT)(?:\s*\(.+\))?|NO ACTION)$/i;

function foreignKeyArguments(call: CallValue): Arguments {
  return new Arguments(call, ['column', '_constraint'], ['name', ...REFERENCE_KEYWORDS]);
}

/** The foreign key that `sa.ForeignKey('p.id')` gives its column. */
export function columnForeignKey(call: CallValue, column: StringValue, owner: Owner): MappedText {
  const args = foreignKeyArguments(call);
  return foreignKeyOf(args, [column], targetOf([asString(args.need('column').value, 'the column that is referenced')], call.callee, owner), args.some('name'), owner);
}

/** `REFERENCES p (id) ON DELETE …`, written in the column itself. */
export function referencesSql(call: CallValue): MappedText {
  const args = foreignKeyArguments(call);
  return phrase(call.callee, targetOf([asString(args.need('column').value, 'the column that is referenced')], call.callee).sql, actions(args));
}

/** `[CONSTRAINT n ]FOREIGN KEY(a, b) REFERENCES p (x, y)` of `sa.ForeignKeyConstraint(['a', 'b'], ['p.x', 'p.y'])`. */
export function foreignKeyConstraint(call: CallValue, owner: Owner): { readonly sql: MappedText; readonly columns: readonly StringValue[] } {
  const args = new Arguments(call, ['columns', 'refcolumns', 'name'], REFERENCE_KEYWORDS);
  const columns = args.strings('columns');
  return { sql: foreignKeyOf(args, columns, targetOf(args.strings('refcolumns'), call.callee, owner), args.some('name'), owner), columns };
}

/**
 * `REFERENCES s.p (x, y)` from `['s.p.x', 's.p.y']`: the last dot divides the column, the others the schema. `owner`: where
 * the key is; of another table SQLAlchemy knows no columns to name it by.
 */
function targetOf(targets: readonly StringValue[], place: Place, owner?: Owner): Target {
  const divided = targets.map(divide);
  const [first] = divided;
  if (!first) throw new NotRead('This foreign key references no column.', place);
  const found = target(qualified(first.schema, first.table), first.table, divided.map(({ column }) => column), place);
  const isOwn = owner?.table.name.text.text === first.table.text.text && owner.table.schema?.text.text === first.schema?.text.text;
  return isOwn ? found : { ...found, named: { table: found.named.table } };
}

/** What a foreign key references: as SQL, and by the names that a naming convention may ask for. */
export interface Target { readonly sql: MappedText; readonly named: { readonly table: string; readonly columns?: readonly string[] } }

export function target(table: MappedText, name: StringValue, columns: readonly StringValue[], place: Place): Target {
  return { sql: phrase(place, 'REFERENCES ', table, ' ', columnList(columns, place)), named: { table: name.text.text, columns: namesIn(columns) } };
}

function namesIn(columns: readonly StringValue[]): readonly string[] {
  return columns.map((column) => column.text.text);
}

function divide(target: StringValue): { readonly schema: StringValue | undefined; readonly table: StringValue; readonly column: StringValue } {
  const { text } = target.text;
  const last = text.lastIndexOf('.');
  if (last < 0) throw new NotRead('A foreign key names a table and a column, with a dot between them.', target.place);
  const before = text.lastIndexOf('.', last - 1);
  const part = (start: number, end: number): StringValue => ({ ...target, text: sliced(target.text, { start, end }) });
  return { schema: before < 0 ? undefined : part(0, before), table: part(before + 1, last), column: part(last + 1, text.length) };
}

/** `[CONSTRAINT n ]EXCLUDE USING gist (a WITH &&) WHERE (…)` */
export function excludeOf(args: Arguments, elements: readonly Value[], name: Given | undefined): MappedText {
  const { callee } = args.call;
  const using = args.optionalString('using')?.text.text ?? 'gist';
  const where = args.some('where');
  return phrase(
    callee, name && phrase(callee, 'CONSTRAINT ', constraintName(name.value), ' '), `EXCLUDE USING ${using} (`, separated(callee, elements.map((element) => exclusion(element, args.some('ops')))), ')',
    where && phrase(where.place, ' WHERE (', textOrClause(where.value), ')'), deferrability(args),
  );
}

function exclusion(element: Value, classes: Given | undefined): MappedText {
  const [column, operator] = element.kind === 'list' ? element.items : [];
  if (!column || !operator) throw new NotRead('Phasewise cannot read this part of the constraint.', element.place);
  const name = stringOf(column)?.value;
  const operators = classes && operatorClass(classes, name);
  return phrase(element.place, name ? identifier(name) : clauseSql(column), operators, ' WITH ', asString(operator, 'the operator').text);
}

/** ` text_pattern_ops`, if `ops={'a': 'text_pattern_ops'}` speaks of this key. */
export function operatorClass({ value, place }: Given, key: StringValue | undefined): MappedText | undefined {
  if (value.kind !== 'dict') throw new NotRead('Phasewise cannot read these operator classes.', place);
  const entry = value.entries.find(([name]) => asString(name, 'these operator classes').text.text === key?.text.text);
  return entry && phrase(place, ' ', asString(entry[1], 'these operator classes').text);
}

export const EXCLUDE_KEYWORDS = ['where', 'using', 'deferrable', 'initially', 'ops'];

/** `sa.dialects.postgresql.ExcludeConstraint(('p', '&&'), using='gist')` */
export function excludeConstraint(call: CallValue): MappedText {
  const args = new Arguments(call, [], ['name', ...EXCLUDE_KEYWORDS], 'rest');
  return excludeOf(args, args.rest, args.some('name'));
}
