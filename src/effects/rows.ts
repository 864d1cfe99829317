import type { OperationOf } from '../operations/operation.ts';
import type { Named } from '../sql/name.ts';
import { sequencesOf } from './columns.ts';
import { referencedTables, referencingTables } from './foreign-keys.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, sameTarget } from './moment.ts';
import { AS } from './lock-modes.ts';
import type { Concerned, Part } from './part.ts';
import { fails, work } from './part.ts';
import { below, ownStorage, parentsOf } from './tree.ts';

/** Tables that a query reads; it keeps the weakest lock on them until its transaction ends. */
export function reads(names: readonly Named[], moment: Moment): readonly Part[] {
  return names.flatMap((name) => {
    const found = find(name, moment);
    return found ? readLocks(found, moment) : [];
  });
}

function readLocks(found: Found, moment: Moment): readonly Part[] {
  const all: readonly Concerned[] = [{ on: found.on, role: 'table', certain: true }, ...below(found, 'descendants', moment)];
  return all.map((one): Part => ({ kind: 'lock', ...one, mode: AS }));
}

export function insert(operation: OperationOf<'insert'>, here: Here): readonly Part[] {
  const found = find(operation.table, here);
  if (!found) return [];
  const rows = operation.rows === 'query' ? changes(found) : [];
  const partitions = below(found, 'partitions', here).map((one) => ({ ...one, certain: false }));
  return [...reads(operation.reads, here), ...rows, ...keyChecks(found, here), ...lockAll(here, [...partitions, ...numbering(operation, found, here)])];
}

/** A row that is given no number takes the next one of the sequence. */
function numbering({ table, columns }: OperationOf<'insert'>, found: Found, here: Here): readonly Concerned[] {
  return sequencesOf(table, found, here, (column) => columns.length === 0 || !columns.includes(column)).map((one) => ({ ...one, certain: columns.length > 0 }));
}

export function update(operation: OperationOf<'update'>, here: Here): readonly Part[] {
  const found = find(operation.table, here);
  return found ? [...reads(operation.reads, here), ...changes(found), ...keyChecks(found, here, operation.sets)] : [];
}

export function changeRows(operation: OperationOf<'delete' | 'merge'>, here: Here): readonly Part[] {
  const found = find(operation.table, here);
  return found ? [...reads(operation.reads, here), ...changes(found)] : [];
}

/** The query of CREATE TABLE AS reads it all. What the project's own functions do is told statement by statement. */
export function select(operation: OperationOf<'select'>, here: Here): readonly Part[] {
  const made = here.operations.find(({ kind }) => kind === 'create table');
  if (made?.kind === 'create table' && made.ifNotExists && find(made.table, here)?.relation) return locksOnly(operation, here);
  return operation.reads.flatMap((name) => {
    const found = find(name, here);
    if (!found) return [];
    return [...readLocks(found, here), ...(made ? ownStorage(found, here).map((place) => work('scan', place)) : [])];
  });
}

/** The query of a table that is there already is planned, and not run. */
function locksOnly({ reads: names }: OperationOf<'select'>, here: Here): readonly Part[] {
  return reads(names, here);
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

function changes(found: Found): readonly Part[] {
  return [work('row changes', { on: found.on, role: 'table', certain: true })];
}

/** A row that references another one locks it; whether the columns are NULL only the rows know. */
function keyChecks(found: Found, here: Here, columns?: readonly string[]): readonly Part[] {
  const keys = referencedTables(found, here, (key) => columns === undefined || key.columns.some((column) => columns.includes(column)));
  return lockAll(here, keys.filter(({ certain }) => certain).map((one) => ({ ...one, certain: false })));
}
