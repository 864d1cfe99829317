import type { Column, Constraint, Index } from '../catalog/object.ts';
import type { Expression, OperationOf } from '../operations/operation.ts';
import { usersOf } from './attached.ts';
import { sequenceOf } from './columns.ts';
import { referencedColumns, referencedTables, referencingTables } from './foreign-keys.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, lastKnown } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { fails, work } from './part.ts';
import { storage } from './tree.ts';
import type { TypeChange } from './type-change.ts';
import { typeChange } from './type-change.ts';
import { storedType } from './user-types.ts';

type SetType = OperationOf<'set type'>;

export function setType(operation: SetType, here: Here): readonly Part[] {
  const found = find(operation.table, here);
  if (!found) return [];
  const name = operation.column.name;
  if (isUsedByGenerated(found, name, here)) return [fails(here.major < 15 ? '42601' : '0A000')];
  if (usersOf(found, name, here).length > 0) return [fails('0A000')];
  const change = changeOf(operation, found, here);
  const sequence = columnOf(found, name, here)?.identity ? sequenceOf(operation.table, name, here) : undefined;
  return [
    ...workOf(change, found, name, here), ...checks(found, name, here), ...keys(change, found, name, here), ...lockAll(here, [sequence]),
  ];
}

function changeOf({ to, using, column }: SetType, found: Found, here: Here): TypeChange {
  const target = storedType(to, here);
  if (target.constrained) return 'rewrite';
  const cast = using !== undefined && isCast(using, column.name);
  const computed = using !== undefined && !cast && !(using.shape === 'column' && using.columns.join() === column.name);
  if (computed) return 'rewrite';
  const from = columnOf(found, column.name, here);
  if (!from) return 'maybe rewrite';
  const source = storedType(from.sqlType, here);
  const timezone = here.session.setting('timezone')?.value;
  return typeChange({ from: source.type, to: target.type, known: source.known && target.known, computed, timezone });
}

/** `c::type`; to which type hardly matters, for the cast to the new one follows in any case. */
function isCast({ shape, columns, calls }: Expression, column: string): boolean {
  return shape === 'cast' && calls.length === 0 && columns.join() === column;
}

function columnOf({ relation }: Found, name: string, { before }: Moment): Column | undefined {
  const answer = relation && before.column(relation, name);
  return answer && (answer.known ? answer.value : undefined);
}

function workOf(change: TypeChange, found: Found, column: string, here: Here): readonly Part[] {
  const places = storage(found, here);
  switch (change) {
    case 'rewrite': return places.map((place) => work('rewrite', place));
    case 'maybe rewrite': return places.map((place) => work('rewrite', place, false));
    case 'indexes rebuilt': return builds(places, here, (index) => uses(index, column));
    case 'catalog only': return builds(places, here, (index) => computes(index, column));
  }
}

/** Indexes that are built anew although the table is not. */
function builds(places: readonly Concerned[], here: Here, which: (index: Index) => boolean): readonly Part[] {
  return places.flatMap(({ on, certain }) => {
    if (on.kind !== 'relation') return [];
    const indexes = lastKnown(here.before.indexes(on.relation)).filter(which);
    return indexes.map(({ relation }) => work('index build', concerned(relation, 'index', certain)));
  });
}

function uses(index: Index, column: string): boolean {
  return computes(index, column) || index.keys.some(({ expression }) => expression.columns.includes(column));
}

/** An expression or a condition over the column: such an index is never taken over. */
function computes({ keys, where }: Index, column: string): boolean {
  const expressions = keys.map(({ expression }) => expression).filter(({ shape }) => shape !== 'column');
  return [...expressions, ...(where ? [where] : [])].some(({ columns }) => columns.includes(column));
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

function isUsedByGenerated({ relation }: Found, column: string, { before, operations }: Moment): boolean {
  return relation !== undefined && lastKnown(before.columns(relation)).some(({ name, generated }) =>
    generated?.as.columns.includes(column)
    && !operations.some((operation) => operation.kind === 'drop column' && operation.column.name === name));
}
