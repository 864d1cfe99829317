import type { Constraint, Index } from '../catalog/object.ts';
import type { OperationOf, PartitionBound } from '../operations/operation.ts';
import { referencedTables, referencingTables } from './foreign-keys.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import { provenOutside } from './implied.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, findIndex, lastKnown } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { fails, work } from './part.ts';
import { AX } from './lock-modes.ts';
import { tableOf } from './drops.ts';
import { below, defaultPartition, storage } from './tree.ts';

/** CREATE and ATTACH beside a default partition look for rows in it that the new one takes. */
export function defaultScan(fallback: Concerned | undefined, bound: PartitionBound | undefined, parent: Found, here: Moment): readonly Part[] {
  if (!fallback) return [];
  const found = fallback.on.kind === 'relation' ? { on: fallback.on, relation: fallback.on.relation } : undefined;
  if (found && provenOutside(found, bound, keyOf(parent, here), here)) return [];
  return [work('scan', fallback, !hasCheck(found, here))];
}

export function keyOf({ relation }: Found, { before }: Moment) {
  return relation && before.partitioning(relation);
}

/** It may prove more than is seen here. */
export function hasCheck(found: Found | undefined, { before }: Moment): boolean {
  if (!found?.relation) return true;
  const constraints = before.constraints(found.relation);
  return !constraints.known || constraints.value.some(({ type, validated }) => type === 'check' && validated);
}

/** Indexes of a partition that are parts of its parent's. */
function attachedIndexes(parent: Found, found: Found, here: Moment): readonly Index[] {
  const above = indexesOf(parent, here);
  return indexesOf(found, here).filter((index) => above.some((one) => isAlike(one, index)));
}

export function indexesOf({ relation }: Found, { before }: Moment): readonly Index[] {
  return relation ? lastKnown(before.indexes(relation)) : [];
}

/** Does an index of a partition say what one of its parent says? */
export function isAlike(a: Index, b: Index): boolean {
  const written = ({ keys }: Index) => keys.map(({ expression }) => expression.text).join();
  return a.unique === b.unique && written(a) === written(b);
}

/** CREATE TABLE … PARTITION OF: nothing is scanned but the default partition. */
export function createPartition(parent: Found, isDefault: boolean, bound: PartitionBound | undefined, here: Here): readonly Part[] {
  const fallback = isDefault ? undefined : defaultPartition(parent, here);
  return [
    ...lockAll(here, [{ on: parent.on, role: 'parent', certain: true }, fallback, ...knownReferenced(parent, here), ...knownReferencing(parent, here)]),
    ...defaultScan(fallback, bound, parent, here),
  ];
}

export function detachPartition({ table, partition, concurrently }: OperationOf<'detach partition'>, here: Here): readonly Part[] {
  const parent = find(table, here);
  const found = find(partition, here);
  if (!parent) return [];
  const fallback = defaultPartition(parent, here);
  if (concurrently && fallback?.certain) return [fails('55000')];
  const indexes = found ? attachedIndexes(parent, found, here).map(({ relation }) => concerned(relation, 'index')) : [];
  const referencing = knownReferencing(parent, here);
  const alone = [...(found ? below(found, 'partitions', here) : []), ...(found && referencing.length > 0 ? [{ on: found.on, role: 'partition', certain: true } as const] : [])];
  return [
    ...lockAll(here, [found && { on: found.on, role: 'partition', certain: true }, ...indexes, fallback, ...knownReferenced(parent, here), ...referencing]),
    ...alone.map((one): Part => ({ kind: 'lock', ...one, mode: AX })),
    ...(found && referencing.length > 0 ? [...storage(found, here, 'partition'), ...referencing].map((place) => work('scan', place)) : []),
  ];
}

export function attachIndexPartition({ index, partition }: OperationOf<'attach index partition'>, here: Here): readonly Part[] {
  const parent = findIndex(index, here);
  const found = findIndex(partition, here);
  const above = parent && tableOf(parent, here);
  const below = found && tableOf(found, here);
  return lockAll(here, [
    found && { on: found.on, role: 'partition', certain: true },
    above && { ...above, role: 'parent' },
    below && { ...below, role: 'referenced' },
  ]);
}

/** Whoever references the parent may reference rows of the partition. */
export function knownReferencing(parent: Found, here: Moment): readonly Concerned[] {
  return referencingTables(parent, here).filter(({ certain }) => certain);
}

export function knownReferenced(parent: Found, here: Moment, fits: (key: Constraint) => boolean = () => true): readonly Concerned[] {
  return referencedTables(parent, here, fits).filter(({ certain }) => certain);
}
