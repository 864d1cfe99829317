import type { Catalog } from '../catalog/catalog.ts';
import type { Index, Relation } from '../catalog/object.ts';
import type { OperationOf, PartitionBound } from '../operations/operation.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import { provenInside } from './implied.ts';
import { AX } from './lock-modes.ts';
import type { Found, Moment } from './moment.ts';
import { find, lastKnown } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { work } from './part.ts';
import { heldForeignKey, isTakenOver } from './partition-keys.ts';
import { defaultScan, hasCheck, isAlike, keyOf, knownReferenced, knownReferencing } from './partitions.ts';
import { defaultPartition, storage } from './tree.ts';

/** The new partition's rows are checked against its bounds, its missing indexes are built, the parent's keys checked. */
export function attachPartition({ table, partition, isDefault, bound }: OperationOf<'attach partition'>, here: Here): readonly Part[] {
  const parent = find(table, here);
  const found = find(partition, here);
  if (!parent) return [];
  const fallback = isDefault ? undefined : defaultPartition(parent, here);
  const attached: Concerned | undefined = found && { on: found.on, role: 'partition', certain: true };
  return [
    ...lockAll(here, [attached, fallback, ...knownReferencing(parent, here)]),
    ...(found ? [...boundScan(found, bound, parent, here), ...indexBuilds(parent, found, here), ...foreignKeys(parent, found, here)] : []),
    ...defaultScan(fallback, bound, parent, here),
  ];
}

/** Spared where a validated CHECK proves the bounds. */
function boundScan(found: Found, bound: PartitionBound | undefined, parent: Found, here: Moment): readonly Part[] {
  if (provenInside(found, bound, keyOf(parent, here), here)) return [];
  return storage(found, here, 'partition').map((place) => work('scan', { ...place, role: 'partition' }, !hasCheck(found, here)));
}

/** A key of the table that equals the parent's becomes part of it: its own triggers on the referenced table go. */
function foreignKeys(parent: Found, found: Found, here: Here): readonly Part[] {
  const own = (key: Parameters<typeof heldForeignKey>[0]) => found.relation && heldForeignKey(key, found.relation, here);
  const checked = knownReferenced(parent, here, (key) => !(isTakenOver(own(key), here) && own(key)?.validated));
  return [
    ...lockAll(here, knownReferenced(parent, here, (key) => !isTakenOver(own(key), here))),
    ...knownReferenced(parent, here, (key) => isTakenOver(own(key), here)).map((one): Part => ({ kind: 'lock', ...one, mode: AX })),
    ...(checked.length > 0 ? [work('scan', { on: found.on, role: 'partition', certain: true }), ...checked.map((one) => work('scan', one))] : []),
  ];
}

function indexBuilds(parent: Found, found: Found, { before }: Moment): readonly Part[] {
  if (!parent.relation) return [];
  const known = found.relation !== undefined && before.indexes(found.relation).known;
  return lackedIndexes(parent.relation, found.relation, before).map(() => work('index build', { on: found.on, role: 'partition', certain: true }, known));
}

/** Indexes of a partitioned table that another has nothing like; that of a key needs a key. */
export function lackedIndexes(parent: Relation, partition: Relation | undefined, before: Catalog): readonly Index[] {
  const own = partition ? lastKnown(before.indexes(partition)) : [];
  return lastKnown(before.indexes(parent)).filter((index) =>
    !own.some((one) => isAlike(one, index) && (!isOfKey(index, before) || isOfKey(one, before))));
}

export function isOfKey({ relation, table }: Index, before: Catalog): boolean {
  const on = before.byId(table);
  return on !== undefined && lastKnown(before.constraints(on)).some(({ index }) => index === relation.id);
}
