import { HISTORY_INCOMPLETE } from '../catalog/doubt.ts';
import type { Index } from '../catalog/object.ts';
import type { OperationOf } from '../operations/operation.ts';
import { tableOf } from './drops.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Wait } from './effect.ts';
import type { Form, Here } from './form.ts';
import { lockAll } from './form.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, findIndex, foundOf, lastKnown, suspected } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { fails, work } from './part.ts';
import { AX, S, SUX } from './lock-modes.ts';
import { uniqueBelow } from './partition-keys.ts';
import { isAlike } from './partitions.ts';
import { below, ownStorage } from './tree.ts';

export function createIndex(operation: OperationOf<'create index'>, here: Here): readonly Part[] {
  return [...(operation.nullsNotDistinct ? [{ kind: 'since', major: 15 } as const] : []), ...built(operation, here)];
}

/** IF NOT EXISTS that finds an index of that name builds nothing, and has taken its lock. */
function built({ table, name, concurrently, only, unique, keys, ifNotExists }: OperationOf<'create index'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found) return [];
  if (ifNotExists && name && findIndex({ ...name, schema: name.schema ?? found.relation?.schema }, here)?.relation) return [];
  const partitioned = found.relation?.type === 'partitioned';
  if (partitioned && concurrently) return [fails('0A000')];
  const refused = unique ? uniqueBelow(found, keys.map(({ expression }) => (expression.shape === 'column' ? expression.columns[0] ?? '' : '')), here) : [];
  if (refused.length > 0 || (partitioned && only)) return refused;
  const places = concurrently ? [{ on: found.on, role: 'table', certain: true } as const] : ownStorage(found, here);
  return [...places.map((place) => work('index build', place)), ...(concurrently ? places.flatMap((place) => waitsFor(place, BUILD)) : [])];
}

/** What a concurrent build waits for: those who know nothing of the new index yet, and those who may still see rows that it does not have. */
const BUILD: readonly Wait['for'][] = ['writers', 'writers', 'old snapshots'];
/** Then those who may still read the old one: before it is marked dead, and before it is dropped. */
const REBUILD: readonly Wait['for'][] = [...BUILD, 'any user', 'any user'];

/** Nobody writes to a materialized view beside REFRESH, whose own lock is in the way sooner. */
function waitsFor(table: Concerned, all: readonly Wait['for'][]): readonly Part[] {
  const isView = table.on.kind === 'relation' && table.on.relation.type === 'matview';
  return all.filter((who) => who !== 'writers' || !isView).map((who): Part => ({ kind: 'wait', ...table, for: who }));
}

type What = OperationOf<'reindex'>['what'];

/** REINDEX locks the table against writes, and its indexes against everybody who plans a query on the table. */
const REINDEX: Readonly<Record<What, Partial<Form>>> = {
  index: { lock: AX, role: 'index', others: { table: S } },
  table: { lock: S, others: { index: AX } },
  schema: { lock: 'none', transaction: 'refused', others: { table: S, index: AX } },
  database: { lock: 'none', transaction: 'refused', others: { table: S, index: AX } },
  system: { lock: 'none', transaction: 'refused' },
};
const REINDEX_CONCURRENTLY: Readonly<Record<What, Partial<Form>>> = {
  index: { lock: SUX, role: 'index', others: { table: SUX } },
  table: { lock: SUX, others: { index: SUX } },
  schema: { lock: 'none', others: { table: SUX, index: SUX } },
  database: { lock: 'none', others: { table: SUX, index: SUX } },
  system: { lock: 'none' },
};

/** Before 14 a partitioned table is passed over with a warning. */
export function reindexForm({ what, concurrently, target, tablespace }: OperationOf<'reindex'>, moment: Moment): Partial<Form> {
  const form = { ...(concurrently ? REINDEX_CONCURRENTLY : REINDEX)[what], ...(tablespace === undefined ? {} : { since: 14 } as const) };
  if (!target || moment.major < 14) return form;
  if (what === 'index') return partitionedTableOf(target, moment) ? { ...form, transaction: 'refused', others: { ...form.others, index: concurrently ? SUX : AX } } : form;
  if (what !== 'table' || find(target, moment)?.relation?.type !== 'partitioned') return form;
  // With CONCURRENTLY, too, it begins with SHARE on all partitions at once, for which it waits and others behind it.
  return { ...form, transaction: 'refused', ...(concurrently ? { others: { ...form.others, partition: S } } : { below: 'partitions' }) };
}

/** The partitioned table whose index that is. */
function partitionedTableOf(index: ObjectName, moment: Moment): Found | undefined {
  const found = findIndex(index, moment);
  const table = found && tableOf(found, moment);
  return table?.on.kind === 'relation' && table.on.relation.type === 'partitioned' ? foundOf(table.on.relation) : undefined;
}

export function reindex(operation: OperationOf<'reindex'>, here: Here): readonly Part[] {
  const { what, target, concurrently } = operation;
  if (what === 'schema' || what === 'database') return reindexAll(operation, here);
  if (what === 'table' && target) return reindexTable(find(target, here), concurrently, here);
  if (what === 'index' && target && partitionedTableOf(target, here)) return reindexPartitionedIndex(target, concurrently, here);
  const found = what === 'index' && target ? findIndex(target, here) : undefined;
  const table = found && tableOf(found, here);
  if (!found || !table) return [];
  return [...lockAll(here, [table]), work('index build', { on: found.on, role: 'index', certain: true }), ...(concurrently ? waitsFor(table, REBUILD) : [])];
}

/** Its parts on the partitions are built anew, one by one; before 14 that is not done. */
function reindexPartitionedIndex(target: ObjectName, concurrently: boolean, here: Here): readonly Part[] {
  const table = partitionedTableOf(target, here);
  const index = findIndex(target, here)?.index;
  if (!table || !index) return [];
  if (here.major < 14) return [fails('0A000')];
  const partitions = below(table, 'partitions', here);
  const parts = partitions.flatMap(({ on }) => (on.kind === 'relation' ? lastKnown(here.before.indexes(on.relation)) : [])).filter((one) => isAlike(one, index));
  return [
    ...lockAll(here, [{ on: table.on, role: 'table', certain: true }, ...partitions.map((one): Concerned => ({ ...one, role: 'table' })), ...parts.map(asConcerned)]),
    ...parts.map((one) => work('index build', asConcerned(one))),
    ...(concurrently ? ownStorage(table, here).flatMap((place) => waitsFor(place, REBUILD)) : []),
  ];
}


/** Table by table, each in a transaction of its own; what the history does not know is among them. */
function reindexAll({ what, target, concurrently }: OperationOf<'reindex'>, here: Here): readonly Part[] {
  const tables = here.before.relations().filter(({ type, schema }) => type === 'table' && (what === 'database' || schema === target?.name));
  const rest = suspected(`whatever else stands in ${what === 'schema' ? `schema ${target?.name}` : 'the database'}`, HISTORY_INCOMPLETE, 'table');
  return [
    ...tables.flatMap((table) => [...lockAll(here, [concerned(table, 'table')]), ...reindexTable(foundOf(table), concurrently, here)]),
    ...lockAll(here, [rest]), work('index build', rest),
  ];
}

function reindexTable(found: Found | undefined, concurrently: boolean, here: Here): readonly Part[] {
  if (!found || (found.relation?.type === 'partitioned' && here.major < 14)) return [];
  const places = ownStorage(found, here);
  const indexes = places.flatMap(({ on }) => (on.kind === 'relation' ? lastKnown(here.before.indexes(on.relation)) : []));
  const builds: readonly Concerned[] = indexes.length > 0 ? indexes.map(asConcerned) : places;
  return [
    ...(concurrently ? lockAll(here, below(found, 'partitions', here)) : []),
    ...lockAll(here, indexes.map(asConcerned)),
    ...builds.map((one) => work('index build', one)),
    ...(concurrently ? places.flatMap((place) => waitsFor(place, REBUILD)) : []),
  ];
}

function asConcerned({ relation }: Index): Concerned {
  return concerned(relation, 'index');
}

