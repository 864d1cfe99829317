import { HISTORY_INCOMPLETE } from '../catalog/doubt.ts';
import type { Index } from '../catalog/object.ts';
import type { OperationOf } from '../operations/operation.ts';
import { tableOf } from './drops.ts';
import type { Form, Here } from './form.ts';
import { lockAll } from './form.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, findIndex, foundOf, lastKnown, suspected } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { fails, work } from './part.ts';
import { AX, S, SUX } from './lock-modes.ts';
import { ownStorage } from './tree.ts';

/** IF NOT EXISTS that finds an index of that name builds nothing, and has taken its lock. */
export function createIndex({ table, name, concurrently, only, ifNotExists }: OperationOf<'create index'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found) return [];
  if (ifNotExists && name && findIndex({ ...name, schema: name.schema ?? found.relation?.schema }, here)?.relation) return [];
  const partitioned = found.relation?.type === 'partitioned';
  if (partitioned && concurrently) return [fails('0A000')];
  if (partitioned && only) return [];
  const places = concurrently ? [{ on: found.on, role: 'table', certain: true } as const] : ownStorage(found, here);
  return places.map((place) => work('index build', place));
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
export function reindexForm({ what, concurrently, target }: OperationOf<'reindex'>, moment: Moment): Partial<Form> {
  const form = (concurrently ? REINDEX_CONCURRENTLY : REINDEX)[what];
  if (what !== 'table' || !target || find(target, moment)?.relation?.type !== 'partitioned') return form;
  return moment.major < 14 ? form : { ...form, transaction: 'refused', below: 'partitions' };
}

export function reindex(operation: OperationOf<'reindex'>, here: Here): readonly Part[] {
  const { what, target, concurrently } = operation;
  if (what === 'schema' || what === 'database') return reindexAll(operation, here);
  if (what === 'table' && target) return reindexTable(find(target, here), concurrently, here);
  const found = what === 'index' && target ? findIndex(target, here) : undefined;
  const table = found && tableOf(found, here);
  if (!found || !table) return [];
  return [...lockAll(here, [table]), work('index build', { on: found.on, role: 'index', certain: true }), ...(concurrently ? waits(table) : [])];
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
    ...lockAll(here, indexes.map(asConcerned)),
    ...builds.map((one) => work('index build', one)),
    ...(concurrently ? places.flatMap(waits) : []),
  ];
}

/** Two waits for writers and one for old snapshots as of any concurrent build, then two for readers of the old index. */
function waits(table: Concerned): readonly Part[] {
  return (['writers', 'writers', 'old snapshots', 'any user', 'any user'] as const).map((who) => ({ kind: 'wait', ...table, for: who }));
}

function asConcerned({ relation }: Index): Concerned {
  return concerned(relation, 'index');
}

