import type { OperationOf } from '../operations/operation.ts';
import type { Named } from '../sql/name.ts';
import { broughtForTable } from './brought.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import { AS, SUX } from './lock-modes.ts';
import type { LockMode, Role } from './effect.ts';
import { uncomparable } from './key-types.ts';
import { find } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { fails } from './part.ts';
import { isBeyond } from './partition-keys.ts';
import { createPartition } from './partitions.ts';
import { below } from './tree.ts';

type CreateTable = OperationOf<'create table'>;

/** A table that is made takes no lock that anybody could wait for; those it refers to do. */
export function createTable(operation: CreateTable, here: Here): readonly Part[] {
  if (operation.ifNotExists && find(operation.table, here)?.relation) return broughtForTable(operation);
  const parent = operation.partitionOf && find(operation.partitionOf, here);
  return [
    ...broughtForTable(operation),
    ...keysBeyond(operation),
    ...[...operation.columns.flatMap((column) => column.constraints), ...operation.constraints].flatMap((constraint) => uncomparable(constraint, operation.table, here)),
    ...referenced(operation, here),
    ...locks(operation.like, 'table', AS, here),
    ...locks(operation.inherits, 'parent', SUX, here),
    ...(parent ? createPartition(parent, operation.isDefaultPartition, operation.bound, here) : []),
  ];
}

/** A key of a partitioned table that lacks columns of the partition key. */
function keysBeyond({ partitionBy, columns, constraints }: CreateTable): readonly Part[] {
  if (!partitionBy) return [];
  const keys = [...columns.flatMap((column) => column.constraints), ...constraints].filter(({ type }) => type === 'unique' || type === 'primary key');
  return keys.some((key) => isBeyond(partitionBy, key.columns)) ? [fails('0A000')] : [];
}

function referenced({ table, columns, constraints }: CreateTable, here: Here): readonly Part[] {
  const keys = [...columns.flatMap((column) => column.constraints), ...constraints].flatMap(({ references }) => references ?? []);
  const others = keys.filter(({ schema, name }) => name !== table.name || schema !== table.schema);
  return others.flatMap((name) => {
    const found = find(name, here);
    if (!found) return [];
    const partitions = below(found, 'partitions', here).map((one): Concerned => ({ ...one, role: 'referenced' }));
    return lockAll(here, [{ on: found.on, role: 'referenced', certain: true }, ...partitions]);
  });
}

function locks(names: readonly Named[], role: Role, mode: LockMode, here: Here): readonly Part[] {
  return names.flatMap((name) => {
    const found = find(name, here);
    return found ? [{ kind: 'lock', on: found.on, role, mode, certain: true } as const] : [];
  });
}

/** OWNED BY ties a sequence to its table. */
export function createSequence({ ownedBy }: OperationOf<'create sequence'>, here: Here): readonly Part[] {
  const owner = ownedBy && find(ownedBy.table, here);
  return owner ? lockAll(here, [{ on: owner.on, role: 'table', certain: true }]) : [];
}
