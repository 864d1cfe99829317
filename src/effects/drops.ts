import { HISTORY_INCOMPLETE } from '../catalog/doubt.ts';
import type { Column } from '../catalog/object.ts';
import type { OperationOf } from '../operations/operation.ts';
import { tablesWith, usersOf } from './attached.ts';
import { droppedKeys, lostKey } from './constraints.ts';
import { referencingTables } from './foreign-keys.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, findIndex, foundOf, lastKnown, suspected, unresolved } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { UNKNOWN, fails } from './part.ts';
import { below, defaultPartition, parentsOf } from './tree.ts';

/** A table takes its foreign keys with it, and with CASCADE those that reference it and its views. */
export function dropTable({ table, cascade }: OperationOf<'drop table'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found) return [];
  const users = referencingTables(found, here).filter(({ on }) => !isDroppedToo(on, here));
  const views = viewsOn(found, here);
  // A partition goes only when nobody references its parent, unless it is dropped with what does.
  const kept = parentsReferenced(found, here);
  const used = kept || users.some(({ certain }) => certain) || views.length > 0;
  return [
    ...droppedKeys(found, here),
    ...lockAll(here, sequencesOf(found, undefined, here)),
    ...lockAll(here, partitionKin(found, here)),
    ...lockAll(here, below(found, cascade ? 'descendants' : 'partitions', here)),
    ...(cascade ? lockAll(here, [...users, ...views]) : used ? [fails('2BP01')] : []),
  ];
}

function parentsReferenced({ relation }: Found, here: Here): boolean {
  return relation !== undefined && parentsOf(relation, here).some((parent) =>
    !isDroppedToo(foundOf(parent).on, here) && referencingTables(foundOf(parent), here).some(({ on, certain }) => certain && !isDroppedToo(on, here)));
}

/** A partition cannot go without its parent's agreement: parent and default partition are locked as well. */
export function partitionKin({ relation }: Found, moment: Moment): readonly (Concerned | undefined)[] {
  const [parent] = relation ? parentsOf(relation, moment) : [];
  if (!parent || !relation) return [];
  const fallback = defaultPartition(foundOf(parent), moment);
  return [concerned(parent, 'parent'), isSame(fallback, relation.id) ? undefined : fallback];
}

export function dropColumn({ table, column, ifExists, cascade }: OperationOf<'drop column'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found) return [];
  const answer = found.relation && here.before.column(found.relation, column.name);
  if (ifExists && answer?.known && !answer.value) return [];
  const keys = found.relation ? lastKnown(here.before.constraints(found.relation)) : [];
  const lost = keys.filter(({ type, columns }) => (type === 'primary key' || type === 'unique') && columns.includes(column.name));
  const views = viewsOf(found, column.name, here);
  if (!cascade && usersOf(found, column.name, here).length + views.length > 0) return [fails('2BP01')];
  return [...lockAll(here, views), ...lockAll(here, sequencesOf(found, column.name, here)), ...droppedKeys(found, here, column.name), ...lost.flatMap(({ columns }) => lostKey(columns, found, here, cascade))];
}

/** The lock on the table is as sure as that there is the index, even where it is not known which table that is. */
export function dropIndex({ index, concurrently, ifExists }: OperationOf<'drop index'>, here: Here): readonly Part[] {
  const found = findIndex(index, here);
  if (!found) return [];
  const own = tableOf(found, here);
  const table = own && ifExists && own.on.kind === 'unresolved' ? { ...own, certain: false } : own;
  const partitioned = table?.on.kind === 'relation' && table.on.relation.type === 'partitioned';
  if (partitioned && concurrently) return [fails('0A000')];
  const partitions = partitioned && table.on.kind === 'relation' ? below(foundOf(table.on.relation), 'partitions', here) : [];
  return [
    ...lockAll(here, [table, ...partitions]),
    ...(concurrently && table ? ANY_USER_TWICE.map((): Part => ({ kind: 'wait', ...table, for: 'any user' })) : []),
    ...(isKey(found, here) ? [fails('2BP01')] : []),
  ];
}

const ANY_USER_TWICE = ['before it is marked dead', 'before it is dropped'];

/** The table that an index is on. */
export function tableOf({ on, index }: ReturnType<typeof findIndex> & object, { before }: Moment): Concerned | undefined {
  const relation = index && before.byId(index.table);
  if (relation) return concerned(relation, 'table');
  return on.kind === 'unresolved' ? { on: unresolved(`the table of ${on.name}`, on.doubt), role: 'table', certain: true } : undefined;
}

/** Does the index enforce a constraint? */
function isKey({ relation, index }: ReturnType<typeof findIndex> & object, { before }: Moment): boolean {
  const table = index && before.byId(index.table);
  return relation !== undefined && table !== undefined && lastKnown(before.constraints(table)).some((key) => key.index === relation.id);
}

export function dropView({ view, cascade }: OperationOf<'drop view'>, here: Here): readonly Part[] {
  const found = find(view, here);
  const views = found ? viewsOn(found, here) : [];
  return cascade ? lockAll(here, views) : views.length > 0 ? [fails('2BP01')] : [];
}

/** Triggers and defaults hang on a function; what views, checks and indexes call is not followed. */
export function dropFunction({ function: { name }, cascade }: OperationOf<'drop function'>, here: Here): readonly Part[] {
  const { places } = tablesWith((one) => one.kind === 'trigger' && one.function === name, here);
  const users = [...places, ...tablesWithColumn(({ fallback }) => fallback?.calls.includes(name) === true, here)];
  if (!cascade) return users.length > 0 ? [fails('2BP01')] : [];
  return lockAll(here, [...users, suspected(`whatever else uses ${name}`, HISTORY_INCOMPLETE, 'table')]);
}

/** The defaults that take their values from it go under CASCADE. */
export function dropSequence({ sequence, cascade }: OperationOf<'drop sequence'>, here: Here): readonly Part[] {
  const found = find(sequence, here);
  if (!found?.relation) return cascade && found ? [UNKNOWN] : [];
  const { name } = found.relation;
  const users = tablesWithColumn(({ fallback }) => fallback?.calls.includes('nextval') === true && namesSequence(fallback.text, name), here);
  return cascade ? lockAll(here, users) : users.length > 0 ? [fails('2BP01')] : [];
}

/** `nextval('app.users_id_seq'::regclass)`. */
function namesSequence(text: string, name: string): boolean {
  return text.includes(`'${name}'`) || text.includes(`.${name}'`) || text.includes(`"${name}"'`);
}

function tablesWithColumn(fits: (column: Column) => boolean, { before }: Here): readonly Concerned[] {
  return before.relations().filter((relation) => lastKnown(before.columns(relation)).some(fits)).map((relation) => concerned(relation, 'table'));
}

/** CASCADE reaches whatever stands in the schema, and what the history does not know of it. */
export function dropSchema({ schema, cascade }: OperationOf<'drop schema'>, here: Here): readonly Part[] {
  const inside = here.before.relations().filter((relation) => relation.schema === schema);
  if (!cascade) return inside.length > 0 ? [fails('2BP01')] : [];
  return lockAll(here, [...inside.map((relation) => concerned(relation, 'table')), suspected(`whatever else stands in schema ${schema}`, HISTORY_INCOMPLETE, 'table')]);
}

/** Views whose query uses a column, and views on those. */
export function viewsOf({ relation }: Found, column: string, moment: Moment): readonly Concerned[] {
  if (!relation) return [];
  const direct = lastKnown(moment.before.viewsOn(relation)).filter(({ columns }) => columns.includes(column)).map((view) => view.relation);
  return direct.flatMap((view) => [concerned(view, 'view'), ...viewsOn(foundOf(view), moment)]);
}

/** Sequences that a table owns, or one of its columns: they go with it. */
function sequencesOf({ relation }: Found, column: string | undefined, { before }: Moment): readonly Concerned[] {
  const owned = relation ? lastKnown(before.sequencesOf(relation)) : [];
  return owned.filter((one) => column === undefined || one.column === column).map(({ sequence }) => concerned(sequence, 'sequence'));
}

/** Views that read a relation, and views on those. */
function viewsOn({ relation }: Found, moment: Moment): readonly Concerned[] {
  if (!relation) return [];
  const direct = lastKnown(moment.before.viewsOn(relation)).map((view) => view.relation).filter((view) => !isDroppedToo(foundOf(view).on, moment));
  return direct.flatMap((view) => [concerned(view, 'view'), ...viewsOn(foundOf(view), moment)]);
}

/** DROP TABLE a, b: what refers from one to the other is no hindrance. */
function isDroppedToo(on: Concerned['on'], moment: Moment): boolean {
  return on.kind === 'relation' && moment.operations.some((operation) =>
    (operation.kind === 'drop table' && find(operation.table, moment)?.relation?.id === on.relation.id)
    || (operation.kind === 'drop view' && find(operation.view, moment)?.relation?.id === on.relation.id));
}

function isSame(one: Concerned | undefined, id: string): boolean {
  return one?.on.kind === 'relation' && one.on.relation.id === id;
}
