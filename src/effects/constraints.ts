import type { ConstraintSpec, OperationOf } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import { broughtFor } from './brought.ts';
import { isInherited, referencedTables, referencingTables, withPartitions } from './foreign-keys.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import { AS, AX, S } from './lock-modes.ts';
import type { Found, Moment } from './moment.ts';
import { find, findIndex, foundOf, sameTarget } from './moment.ts';
import type { Meant } from './meant-constraint.ts';
import { isNotNull, meantConstraint, referencedOf, suspectedReferenced } from './meant-constraint.ts';
import { provenNotNull } from './not-null.ts';
import { equalForeignKey, equalKey, indexesOfKeys, isTakenOver, outside, partitionsThat, uniqueBelow } from './partition-keys.ts';
import { uncomparable } from './key-types.ts';
import type { Concerned, Part } from './part.ts';
import { fails, work } from './part.ts';
import { below, ownStorage, storage } from './tree.ts';

export function addConstraint({ table, constraint }: OperationOf<'add constraint'>, here: Here): readonly Part[] {
  const found = find(table, here);
  return found ? [...added(constraint, found, here), ...uncomparable(constraint, table, here)] : [];
}

/** What adding the constraint does besides the lock on its table. */
export function added(spec: ConstraintSpec, found: Found, here: Here): readonly Part[] {
  return [...broughtFor(spec), ...worked(spec, found, here)];
}

function worked(spec: ConstraintSpec, found: Found, here: Here): readonly Part[] {
  const checked = spec.validated && spec.enforced;
  switch (spec.type) {
    case 'check': {
      const places = spec.noInherit ? ownStorage(found, here) : storage(found, here);
      return checked ? places.map((place) => work('scan', place)) : [];
    }
    case 'foreign key':
      if (found.relation?.type === 'partitioned' && !spec.validated && here.major < 18) return [fails('42809')];
      return foreignKey(spec, found, here, checked ? 'checked' : 'unchecked');
    case 'unique': case 'primary key': case 'exclude': return key(spec, found, here);
    case 'not null': return [{ kind: 'since', major: 18 }, ...(spec.validated ? notNullScan(found, spec.columns, here) : [])];
  }
}

/** A scan for each place where the rows lie, unless no row can have NULL there. */
export function notNullScan(found: Found, columns: readonly string[], here: Moment): readonly Part[] {
  if (columns.every((column) => provenNotNull(found, column, here) === 'proven')) return [];
  return storage(found, here).flatMap((place) => {
    const own = place.on.kind === 'relation' ? foundOf(place.on.relation) : found;
    const proofs = columns.map((column) => provenNotNull(own, column, here));
    return proofs.every((proof) => proof === 'proven') ? [] : [work('scan', place, proofs.includes('unproven'))];
  });
}

export function scans(found: Found, here: Moment, sure = true): readonly Part[] {
  return storage(found, here).map((place) => work('scan', place, sure));
}

/** The table and the one it references; both are scanned where the rows are checked. */
export function foreignKey(spec: ConstraintSpec, found: Found, here: Here, rows: 'checked' | 'unchecked'): readonly Part[] {
  const referenced = spec.references && find(spec.references, here);
  const self = referenced !== undefined && sameTarget(referenced.on, found.on);
  const places: readonly Concerned[] = referenced && !self
    ? [{ on: referenced.on, role: 'referenced', certain: true }, ...below(referenced, 'partitions', here).map((one): Concerned => ({ ...one, role: 'referenced' }))]
    : [];
  // Partitions that have the key already are taken over: their own triggers on the referenced table go, which takes its readers' time.
  const taken = partitionsThat((partition) => isTakenOver(equalForeignKey(spec, partition, here), here), found, here);
  const triggers = taken.length > 0 && referenced && !self ? [{ kind: 'lock', on: referenced.on, role: 'referenced', mode: AX, certain: true } as const] : [];
  const locks = [...lockAll(here, [...places, ...childrenOn18(found, here)]), ...triggers];
  if (rows === 'unchecked') return locks;
  const proven = taken.filter((partition) => equalForeignKey(spec, partition, here)?.validated);
  const checked = outside(proven, ownStorage(found, here), here);
  return [
    ...locks,
    ...checked.map((place) => work('scan', place)),
    ...(checked.length > 0 && referenced && !self && !isAllNull(spec, here) ? ownStorage(referenced, here, 'referenced').map((place) => work('scan', { ...place, role: 'referenced' })) : []),
  ];
}

/** A column that this very statement adds without a value is NULL in every row, which then references nothing. */
function isAllNull({ columns }: ConstraintSpec, { operations }: Moment): boolean {
  return operations.some((operation) => {
    if (operation.kind !== 'add column') return false;
    const { name, fallback, identity, generated, sqlType } = operation.column;
    return columns.includes(name.name) && !fallback && !identity && !generated && !sqlType.serial;
  });
}

/** UNIQUE, PRIMARY KEY and EXCLUDE build an index, unless one is handed to them. A primary key wants NOT NULL. */
function key(spec: ConstraintSpec, found: Found, here: Here): readonly Part[] {
  const index = spec.usingIndex && findIndex({ ...spec.usingIndex, schema: spec.usingIndex.schema ?? found.relation?.schema }, here);
  const columns = index?.index ? index.index.keys.flatMap(({ expression }) => expression.columns) : spec.columns;
  if (found.relation?.type === 'partitioned' && (spec.usingIndex || (spec.type === 'exclude' && here.major < 17))) return [fails('0A000')];
  const nulls = spec.type !== 'primary key' ? []
    : spec.usingIndex && !index?.index ? scans(found, here, false)
    : notNullScan(found, columns, here);
  const setsNotNull = spec.type === 'primary key' && columns.some((column) => provenNotNull(found, column, here) !== 'proven');
  if (spec.usingIndex) return [...lockAll(here, [index && { on: index.on, role: 'index', certain: true }]), ...nulls];
  const keyed = partitionsThat((partition) => equalKey(spec, partition, here) !== undefined, found, here);
  return [
    ...(spec.type === 'exclude' ? [] : uniqueBelow(found, columns, here)),
    ...lockKeyChildren(found, here, setsNotNull),
    ...indexesOfKeys(keyed.flatMap((partition) => equalKey(spec, partition, here) ?? []), here).map((one): Part => ({ kind: 'lock', ...one, mode: S })),
    ...outside(keyed, ownStorage(found, here), here).map((place) => work('index build', place)),
    ...nulls,
  ];
}

/** From 18 on NOT NULL goes down to children and partitions, and every key is looked for in them. */
function lockKeyChildren(found: Found, here: Here, setsNotNull: boolean): readonly Part[] {
  const all = below(found, 'descendants', here);
  const children = all.length > 0 && !setsNotNull && here.major < 18 ? below(found, 'partitions', here) : all;
  return setsNotNull ? children.map((one): Part => ({ kind: 'lock', ...one, mode: AX })) : lockAll(here, children);
}

function childrenOn18(found: Found, here: Here): readonly Concerned[] {
  const children = below(found, 'descendants', here);
  return children.length === 0 || here.major < 18 ? [] : children;
}

export function validateConstraint({ table, constraint }: OperationOf<'validate constraint'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found) return [];
  const meant = meantConstraint(found, constraint.name, here);
  if (meant === 'absent') return [];
  if (meant === 'unknown') return [...lockAll(here, suspectedReferenced(found, constraint.name)), ...scans(found, here, false)];
  if (meant.validated) return [];
  const referenced = meant.type === 'foreign key' ? referencedOf(meant, here).filter(({ on }) => !sameTarget(on, found.on)) : [];
  return [...lockAll(here, referenced), ...readBelow(referenced, here), ...scans(found, here), ...storageOf(referenced, here).map((place) => work('scan', place))];
}

/** The partitions of referenced tables are read, and no more. */
function readBelow(referenced: readonly Concerned[], here: Here): readonly Part[] {
  return withPartitions(referenced, here).filter((one) => !referenced.includes(one)).map((one): Part => ({ kind: 'lock', ...one, mode: AS }));
}

function storageOf(referenced: readonly Concerned[], here: Here): readonly Concerned[] {
  return withPartitions(referenced, here).filter(({ on }) => on.kind === 'unresolved' || on.relation.type !== 'partitioned');
}

export function dropConstraint({ table, constraint, cascade, ifExists }: OperationOf<'drop constraint'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found) return [];
  const meant = meantConstraint(found, constraint.name, here);
  if (isNotNull(meant, found, constraint.name, here)) return ifExists ? [] : byItsName(here);
  if (meant === 'absent') return [];
  if (meant === 'unknown') return lockAll(here, suspectedReferenced(found, constraint.name));
  return droppedConstraint(meant, found, here, cascade);
}

/** A NOT NULL has a name, and can be dropped by it, from 18 on. */
function byItsName({ major }: Here): readonly Part[] {
  return [{ kind: 'since', major: 18 }, ...(major < 18 ? [fails('42704')] : [])];
}

/** A foreign key has triggers on the table it references; a key goes only together with the keys that reference it. */
function droppedConstraint(meant: Meant, found: Found, here: Here, cascade: boolean): readonly Part[] {
  if (meant.type === 'foreign key') {
    const inherited = meant.own !== undefined && isInherited(meant.own, here);
    return inherited ? [] : lockAll(here, withPartitions(referencedOf(meant, here).filter(({ on }) => !sameTarget(on, found.on)), here));
  }
  if (meant.type !== 'primary key' && meant.type !== 'unique') return [];
  return lostKey(meant.columns, found, here, cascade);
}

/** What happens to the foreign keys that reference these columns. */
export function lostKey(columns: readonly string[], found: Found, here: Here, cascade: boolean): readonly Part[] {
  const users = referencingTables(found, here, (key) => key.referencedColumns.length === 0 || key.referencedColumns.join() === columns.join());
  const others = cascade ? lockAll(here, users) : [];
  return !cascade && users.some(({ certain }) => certain) ? [fails('2BP01')] : others;
}

/** ALTER CONSTRAINT … ENFORCED: the rows of both tables are checked. */
export function enforce(table: ObjectName, constraint: string, here: Here): readonly Part[] {
  const found = find(table, here);
  const meant = found && meantConstraint(found, constraint, here);
  if (!found || !meant || meant === 'absent') return [];
  if (meant === 'unknown') return [...lockAll(here, suspectedReferenced(found, constraint)), ...scans(found, here, false)];
  const referenced = referencedOf(meant, here);
  return [...lockAll(here, referenced), ...scans(found, here), ...referenced.map((place) => work('scan', place))];
}

/** ALTER CONSTRAINT … NOT ENFORCED: the triggers on the referenced table go. */
export function lockReferenced(table: ObjectName, constraint: string, here: Here): readonly Part[] {
  const found = find(table, here);
  const meant = found && meantConstraint(found, constraint, here);
  if (!found || !meant || meant === 'absent') return [];
  return lockAll(here, meant === 'unknown' ? suspectedReferenced(found, constraint) : referencedOf(meant, here).filter(({ on }) => !sameTarget(on, found.on)));
}

/** Foreign keys that go with a column or a table: the tables they reference. */
export function droppedKeys(found: Found, here: Here, column?: string): readonly Part[] {
  return lockAll(here, triggered(referencedTables(found, here, (key) =>
    (column === undefined || key.columns.includes(column)) && !isInherited(key, here)), here));
}

/** Where the triggers of a foreign key are: before 15 not on a partitioned table itself. */
function triggered(referenced: readonly Concerned[], here: Here): readonly Concerned[] {
  return withPartitions(referenced, here).filter(({ on }) => on.kind === 'unresolved' || on.relation.type !== 'partitioned' || here.major >= 15);
}
