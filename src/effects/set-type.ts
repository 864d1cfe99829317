import type { Column, Constraint } from '../catalog/object.ts';
import type { OperationOf } from '../operations/operation.ts';
import { usersOf } from './attached.ts';
import { coercion, isSame } from './coercion.ts';
import { sequenceOf } from './columns.ts';
import { viewsOf } from './drops.ts';
import { referencedColumns, referencedTables, referencingTables } from './foreign-keys.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import { reuseOf } from './index-reuse.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, lastKnown, wordsOf } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { fails, work } from './part.ts';
import { storage } from './tree.ts';
import type { TypeChange } from './type-change.ts';
import { typeChange } from './type-change.ts';
import type { Stored } from './user-types.ts';
import { storedType, storedValues } from './user-types.ts';

type SetType = OperationOf<'set type'>;

export function setType(operation: SetType, here: Here): readonly Part[] {
  const found = find(operation.table, here);
  if (!found) return [];
  const name = operation.column.name;
  const [first] = dependentsOf(operation, here);
  if (first !== undefined) return [fails(first.startsWith('column') && here.major < 15 ? '42601' : '0A000')];
  const column = columnOf(found, name, here);
  const [from, to] = [column && storedValues(column.sqlType, here), storedType(operation.to, here)];
  const change = changeOf(operation, column, from, to, here);
  const failure = failureOf(operation, change, column, from, to, here);
  if (failure?.kind === 'fails' && failure.when === 'always') return [failure];
  const sequence = column?.identity ? sequenceOf(operation.table, name, here) : undefined;
  return [
    ...(failure ? [failure] : []), ...workOf(change, found, name, here, from, to), ...checks(found, name, here), ...keys(change, found, name, here), ...lockAll(here, [sequence]),
  ];
}

/** What the change does to the values, whatever else stands in its way. */
export function typeChangeBy(operation: SetType, moment: Moment): TypeChange {
  const found = find(operation.table, moment);
  const column = found && columnOf(found, operation.column.name, moment);
  return changeOf(operation, column, column && storedValues(column.sqlType, moment), storedType(operation.to, moment), moment);
}

/** The same if nothing that could not be read has changed the column since; undefined: nobody ever told its type. */
export function typeChangeAsLastTold(operation: SetType, moment: Moment): TypeChange | undefined {
  const found = find(operation.table, moment);
  const answer = found?.relation && moment.before.column(found.relation, operation.column.name);
  const column = answer && (answer.known ? answer.value : answer.last);
  return column && changeOf(operation, column, storedValues(column.sqlType, moment), storedType(operation.to, moment), moment);
}

function changeOf({ to: wanted, using, column: { name } }: SetType, column: Column | undefined, from: Stored | undefined, to: Stored, here: Moment): TypeChange {
  const isColumn = using === undefined || (using.columns.join() === name && (using.shape === 'column' || (using.shape === 'cast' && using.calls.length === 0)));
  if (!isColumn || (to.constrained && !from)) return 'rewrite';
  if (!column || !from) return 'maybe rewrite';
  const through = using?.through ?? [];
  // A domain stays what it is, with all its checks.
  if (through.every((cast) => isSame(cast, column.sqlType)) && isSame(column.sqlType, wanted) && column.sqlType.name !== from.type.name) return 'catalog only';
  const change = typeChange({
    from, through: through.map((cast) => storedType(cast, here)), to, timezone: here.session.setting('timezone')?.value, major: here.major,
  });
  const known = from.known && to.known;
  return known || change === 'rewrite' || (change === 'catalog only' && isSame(from.type, to.type)) ? change : 'maybe rewrite';
}

/** What PostgreSQL refuses before it looks at a row, and bit strings, which it never cuts or pads unasked. */
function failureOf({ to: wanted, using, column: { name } }: SetType, change: TypeChange, column: Column | undefined, from: Stored | undefined, to: Stored, here: Here): Part | undefined {
  if (change === 'no written cast') return fails('42846');
  if (change === 'no cast') return fails('42804');
  if (column?.identity && to.is === 'own' && !['int2', 'int4', 'int8'].includes(to.type.name)) return fails('22023');
  const dropped = here.operations.some((operation) => operation.kind === 'drop default' && operation.column.name === name);
  const hasDefault = column?.fallback !== undefined && column.fallback.shape !== 'null' && !dropped;
  if (hasDefault && from?.known && to.known && coercion(from, to, false, here.major) === 'none') return fails('42804');
  if (!using && from?.type.name === 'bit' && wanted.name === 'bit' && from.type.modifiers.join() !== wanted.modifiers.join()) return fails('22026', 'rows exist');
  return undefined;
}

function columnOf({ relation }: Found, name: string, { before }: Moment): Column | undefined {
  const answer = relation && before.column(relation, name);
  return answer && (answer.known ? answer.value : undefined);
}

function workOf(change: TypeChange, found: Found, column: string, here: Here, from: Stored | undefined, to: Stored): readonly Part[] {
  const places = storage(found, here);
  const rewrites = change === 'catalog only' ? [] : places.map((place) => work('rewrite', place, change === 'rewrite'));
  const indexes = from ? builds(places, column, here, from, to) : [];
  const refused = indexes.filter(({ kind }) => kind === 'fails');
  return change === 'catalog only' ? indexes : [...rewrites, ...refused];
}

/** Indexes of the column that are built anew although the table is not, or that the new type cannot have. */
function builds(places: readonly Concerned[], column: string, here: Here, from: Stored, to: Stored): readonly Part[] {
  return places.flatMap(({ on, certain }) => {
    if (on.kind !== 'relation') return [];
    return lastKnown(here.before.indexes(on.relation)).flatMap((index): readonly Part[] => {
      const reuse = reuseOf(index, column, from, to);
      if (reuse === 'kept') return [];
      return reuse === 'no operators' ? [fails('42704')] : [work('index build', concerned(index.relation, 'index', certain), reuse === 'rebuilt')];
    });
  });
}

/** A CHECK over the column is made again, and every row goes through it, even if nothing is rewritten. */
function checks(found: Found, column: string, here: Here): readonly Part[] {
  const constraints = found.relation ? lastKnown(here.before.constraints(found.relation)) : [];
  const checked = constraints.some(({ type, columns, validated, enforced }) => type === 'check' && validated && enforced && columns.includes(column));
  return checked ? storage(found, here).map((place) => work('scan', place)) : [];
}

/** Foreign keys at both ends of the column are dropped and made again; after a rewrite they are checked again. */
function keys(change: TypeChange, found: Found, column: string, here: Here): readonly Part[] {
  if (!found.relation) return [];
  const outgoing = (key: Constraint) => key.columns.includes(column);
  const incoming = (key: Constraint) => referencedColumns(key, here).includes(column);
  const others = [...referencedTables(found, here, outgoing), ...referencingTables(found, here, incoming)].filter(({ certain }) => certain);
  const checked = change === 'rewrite' || change === 'maybe rewrite';
  return [...lockAll(here, others), ...(checked ? others.map((other) => work('scan', other, change === 'rewrite')) : [])];
}

/** What uses the column in a way that its type cannot change meanwhile: `column full_name`, `view active_users`. */
export function dependentsOf({ table, column: { name } }: SetType, moment: Moment): readonly string[] {
  const found = find(table, moment);
  if (!found) return [];
  return [
    ...generatedFrom(found, name, moment).map((column) => `column ${column.name}`),
    ...usersOf(found, name, moment).map((user) => `${user.kind} ${user.name}`),
    ...viewsOf(found, name, moment).map(({ on }) => `view ${wordsOf(on)}`),
  ];
}

/** Columns that are computed from it. */
function generatedFrom({ relation }: Found, column: string, { before, operations }: Moment): readonly Column[] {
  const columns = relation ? lastKnown(before.columns(relation)) : [];
  return columns.filter(({ name, generated }) => generated?.as.columns.includes(column) === true
    && !operations.some((operation) => operation.kind === 'drop column' && operation.column.name === name));
}
