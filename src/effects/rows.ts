import type { OperationOf } from '../operations/operation.ts';
import { drawn, sequencesOf } from './columns.ts';
import { referencedTables, referencingTables } from './foreign-keys.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, sameTarget } from './moment.ts';
import { AS, RX } from './lock-modes.ts';
import type { Concerned, Part } from './part.ts';
import { fails, work } from './part.ts';
import { reads, sources } from './reading.ts';
import { behind, below, parentsOf } from './tree.ts';

export function insert(operation: OperationOf<'insert'>, here: Here): readonly Part[] {
  const found = find(operation.table, here);
  if (!found) return [];
  const rows = operation.rows === 'query' ? changes(found) : [];
  const partitions = below(found, 'partitions', here).map((one) => ({ ...one, certain: false }));
  return [...(operation.twice === undefined ? [] : [fails('42701')]), ...reads(operation, here), ...drawn(operation.sequences, here), ...rows, ...throughView(found, here), ...keyChecks(found, here), ...lockAll(here, [...partitions, ...numbering(operation, found, here)])];
}

/** A row that is given no number takes the next one of the sequence. */
function numbering({ table, columns, rows, values }: OperationOf<'insert'>, found: Found, here: Here): readonly Concerned[] {
  const inOrder = found.relation && here.before.columns(found.relation);
  const isTold = columns.length > 0 || (values !== undefined && inOrder?.known === true);
  const named = columns.length > 0 || !inOrder?.known ? columns : inOrder.value.map(({ name }) => name);
  const isLeft = (column: string) => {
    const place = named.indexOf(column);
    if (values !== undefined && isTold) return ['default', 'both'].includes(values[place] ?? 'default');
    // A query has one column at least.
    return isTold ? place < 0 : rows !== 'query' || place !== 0;
  };
  return sequencesOf(table, found, here, isLeft).map((one) => ({ ...one, certain: isTold || rows === 'default' }));
}

export function update(operation: OperationOf<'update'>, here: Here): readonly Part[] {
  const found = find(operation.table, here);
  if (!found) return [];
  const refused = operation.twice === undefined ? [] : [fails('42601')];
  return [...refused, ...reads(operation, here), ...drawn(operation.sequences, here), ...changes(found), ...throughView(found, here), ...keyChecks(found, here, operation.sets)];
}

export function changeRows(operation: OperationOf<'delete' | 'merge'>, here: Here): readonly Part[] {
  const found = find(operation.table, here);
  return found ? [...reads(operation, here), ...changes(found), ...throughView(found, here)] : [];
}

/** The query of CREATE TABLE AS reads it all. What the project's own functions do is told statement by statement. */
export function select(operation: OperationOf<'select'>, here: Here): readonly Part[] {
  const made = here.operations.find((one) => one.kind === 'create table' && one.fromQuery);
  if (made?.kind === 'create table' && (made.withoutData || (made.ifNotExists && find(made.table, here)?.relation))) return locksOnly(operation, here);
  const scans = (made ? operation.reads : []).flatMap((name) => {
    const found = find(name, here);
    return found ? sources(found, here).map((place) => work('scan', place)) : [];
  });
  return [...reads(operation, here), ...drawn(operation.sequences, here), ...scans];
}

/** The query of a table that is there already, or that gets no rows, is planned and not run. */
function locksOnly({ reads: names, rowLocks }: OperationOf<'select'>, here: Here): readonly Part[] {
  return reads({ reads: names, rowLocks }, here);
}

export function copy({ table, direction }: OperationOf<'copy'>, here: Here): readonly Part[] {
  const found = table && find(table, here);
  return found && direction === 'from' ? changes(found) : [];
}

/** Tables that reference it are emptied with it, or stand in the way. */
export function truncate({ table, cascade, restartIdentity }: OperationOf<'truncate'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found) return [];
  const users = referencing(found, here).filter(({ on }) => !isTruncatedToo(on, here));
  const parents = found.relation && here.major < 14 ? parentsOf(found.relation, here) : [];
  return [
    ...parents.map((parent): Part => ({ kind: 'lock', ...concerned(parent, 'parent'), mode: AS })),
    ...(restartIdentity ? lockAll(here, sequencesOf(table, found, here)) : []),
    ...(cascade ? lockAll(here, users) : users.some(({ certain }) => certain) ? [fails('0A000')] : []),
  ];
}

/** Tables that reference it, and tables that reference those. */
function referencing(found: Found, moment: Moment, seen: readonly Concerned[] = []): readonly Concerned[] {
  return referencingTables(found, moment).reduce((all, one) => {
    if (all.some(({ on }) => sameTarget(on, one.on))) return all;
    const next = [...all, one];
    return one.on.kind === 'relation' ? referencing({ on: one.on, relation: one.on.relation }, moment, next) : next;
  }, seen);
}

function isTruncatedToo(on: Concerned['on'], moment: Moment): boolean {
  return moment.operations.some((operation) => {
    const found = operation.kind === 'truncate' ? find(operation.table, moment) : undefined;
    return found !== undefined && sameTarget(found.on, on);
  });
}

/**
 * Rows of a view over one table are those of the table. Over several, a trigger or a rule says what is changed.
 * https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS
 */
function throughView(found: Found, here: Here): readonly Part[] {
  const all = behind(found, here);
  const updatable = all.filter(({ role }) => role === 'table').length === 1;
  return all.map((one): Part => ({ kind: 'lock', ...one, mode: RX, certain: one.certain && updatable }));
}

function changes(found: Found): readonly Part[] {
  return [work('row changes', { on: found.on, role: 'table', certain: true })];
}

/** A row that references another one locks it; whether the columns are NULL only the rows know. */
function keyChecks(found: Found, here: Here, columns?: readonly string[]): readonly Part[] {
  const keys = referencedTables(found, here, (key) => columns === undefined || key.columns.some((column) => columns.includes(column)));
  return lockAll(here, keys.filter(({ certain }) => certain).map((one) => ({ ...one, certain: false })));
}
