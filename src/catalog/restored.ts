import type { Operation, OperationOf, ColumnSpec } from '../operations/operation.ts';
import { readStatement } from '../operations/read.ts';
import { split } from '../sql/split.ts';
import { hashOf } from '../text/hash.ts';
import type { Catalog } from './catalog.ts';
import { columnFrom } from './columns.ts';
import { HISTORY_INCOMPLETE } from './doubt.ts';
import { BEFORE, Draft } from './draft.ts';
import { fold } from './fold.ts';
import { link } from './link.ts';
import type { RelationRecord } from './record.ts';
import { catalogOf } from './replayed.ts';
import type { SavedTable, SavedView, Snapshot } from './snapshot.ts';
import { SnapshotError } from './snapshot.ts';
import { emptyState } from './state.ts';

/**
 * The catalog that a snapshot tells. What is not in it does not exist. Its tables are made one by one, each whole, and
 * joined with their parents afterwards, for what a parent hands down they hold already. Throws `SnapshotError`.
 */
export function restored(snapshot: Snapshot, from: 'snapshot' | 'server'): Catalog {
  const draft = new Draft(emptyState(true), BEFORE, []);
  for (const schema of snapshot.schemas) draft.setSchema({ name: schema, exists: true, whole: true });
  if (!snapshot.schemas.includes('public')) draft.setSchema({ name: 'public', exists: false, whole: true });
  for (const extension of snapshot.extensions) draft.setExtension(extension, true);
  run(draft, [...snapshot.types, ...snapshot.functions].join(';\n'));

  for (const table of snapshot.tables) makeTable(draft, table);
  for (const view of snapshot.views) makeView(draft, view);
  run(draft, snapshot.sequences.join(';\n'));
  for (const table of snapshot.tables) addParts(draft, table);
  for (const { indexes = [] } of snapshot.views) run(draft, indexes.join(';\n'));
  for (const table of snapshot.tables) addForeignKeys(draft, table);
  for (const { attached = [] } of [...snapshot.tables, ...snapshot.views]) run(draft, attached.join(';\n'));
  run(draft, snapshot.publications.join(';\n'));
  for (const table of snapshot.tables) join(draft, table);
  for (const view of snapshot.views) setReads(draft, view);
  return catalogOf(draft.kept(), hashOf(JSON.stringify(snapshot)), from);
}

/** A foreign table is there; the rest is known to its own server. */
function makeTable(draft: Draft, { table, columns, persistence, partitionBy, foreign, of }: SavedTable): void {
  const unlogged = persistence === 'unlogged' ? 'UNLOGGED ' : '';
  const partitioned = partitionBy === undefined ? '' : ` PARTITION BY ${partitionBy}`;
  run(draft, `CREATE ${unlogged}TABLE ${table} (${columns.join(', ')})${partitioned}`);
  if (of !== undefined) run(draft, `ALTER TABLE ${table} OF ${of}`);
  const { relation } = recordOf(draft, table);
  if (foreign) draft.update(relation.id, () => ({ doubts: [{ part: 'all', doubt: HISTORY_INCOMPLETE, at: draft.now + 1 }] }));
}

/** Keys and checks first: a foreign key rests on the index of a key. */
function addParts(draft: Draft, { table, constraints = [], indexes = [] }: SavedTable): void {
  alter(draft, table, constraints.filter((constraint) => !isForeignKey(constraint)));
  run(draft, indexes.join(';\n'));
}

function addForeignKeys(draft: Draft, { table, constraints = [] }: SavedTable): void {
  alter(draft, table, constraints.filter(isForeignKey));
}

function isForeignKey(constraint: string): boolean {
  return /^CONSTRAINT (?:"(?:[^"]|"")*"|[^ ]+) FOREIGN KEY /.test(constraint);
}

function alter(draft: Draft, table: string, constraints: readonly string[]): void {
  if (constraints.length > 0) run(draft, `ALTER TABLE ONLY ${table} ${constraints.map((constraint) => `ADD ${constraint}`).join(', ')}`);
}

function join(draft: Draft, saved: SavedTable): void {
  const { relation: { id } } = recordOf(draft, saved.table);
  const { partition, inherits = [], inherited, invalid = [], parts = {} } = saved;
  for (const parent of partition ? [partition.of] : inherits) {
    link(draft, recordOf(draft, parent).relation.id, 'children', id);
    link(draft, id, 'parents', recordOf(draft, parent).relation.id);
  }
  const isInherited = (name: string, names: readonly string[] = []) => names.includes(name);
  draft.update(id, ({ columns, constraints, attached }) => ({
    columns: columns.map((held) => ({ ...held, inherited: partition !== undefined || isInherited(held.column.name, inherited?.columns) })),
    constraints: constraints.map((held) => ({ ...held, inherited: isInherited(held.constraint.name, inherited?.constraints) })),
    attached: attached.map((one) => (one.kind === 'trigger' ? { ...one, inherited: isInherited(one.name, inherited?.triggers) } : one)),
  }));
  if (partition) draft.update(id, () => ({ partitionOf: { parent: recordOf(draft, partition.of).relation.id, isDefault: partition.bound === 'DEFAULT', bound: partition.bound } }));
  for (const [name, parent] of Object.entries(parts)) changeIndex(draft, id, name, { parent: recordOf(draft, parent).relation.id });
  for (const name of invalid) changeIndex(draft, id, name, { valid: false });
}

function changeIndex(draft: Draft, table: string, name: string, change: Partial<NonNullable<RelationRecord['index']>>): void {
  const schema = draft.record(table)?.relation.schema ?? '';
  const record = draft.named(schema, name);
  if (!record?.index) throw new SnapshotError(`there is no index ${schema}.${name}.`);
  draft.put({ ...record, index: { ...record.index, ...change } });
}

/** Its columns are those of its query. */
function makeView(draft: Draft, { view, materialized, columns, query }: SavedView): void {
  const { table, columns: specs } = readTable(`CREATE TABLE ${view} (${columns.join(', ')})`);
  draft.tick();
  draft.create({
    schema: draft.schemaFor(table), name: table.name, type: materialized ? 'matview' : 'view', query,
    columns: specs.map((spec: ColumnSpec) => columnFrom(spec, draft, undefined)),
  });
}

function setReads(draft: Draft, { view, reads }: SavedView): void {
  const { id } = recordOf(draft, view).relation;
  for (const [source, columns] of Object.entries(reads)) {
    const { relation } = recordOf(draft, source);
    draft.update(id, ({ uses }) => ({ uses: { ...uses, [relation.id]: columns } }));
    link(draft, id, 'reads', relation.id);
    link(draft, relation.id, 'views', id);
  }
}

function recordOf(draft: Draft, written: string): RelationRecord {
  const { table } = readTable(`CREATE TABLE ${written} ()`);
  const record = draft.find(table);
  if (!record) throw new SnapshotError(`there is no ${written}.`);
  return record;
}

function readTable(sql: string): OperationOf<'create table'> {
  const [operation] = operationsOf(sql);
  if (operation?.kind !== 'create table') throw new SnapshotError(`this makes no table: ${sql}`);
  return operation;
}

function run(draft: Draft, sql: string): void {
  for (const { start, end } of split(sql).pieces) fold(draft, operationsOf(sql.slice(start, end)));
}

function operationsOf(sql: string): readonly Operation[] {
  const { operations, error } = readStatement(sql);
  if (error) throw new SnapshotError(`PostgreSQL would refuse ${sql}: ${error.message}.`);
  return operations;
}
