import type { Named } from '../../sql/name.ts';
import type { TableOperation } from '../../operations/kinds/table.ts';
import type { Draft } from '../draft.ts';
import { dropNamed } from '../drop.ts';
import type { PartitionOf } from '../object.ts';
import { joinPartition, leavePartition } from '../partitions.ts';
import { moveRelation } from '../relations.ts';
import { rename } from '../rename.ts';
import { createTable } from '../tables.ts';
import { rowType } from '../types.ts';
import { alterTable } from '../alter-table.ts';
import type { Folds } from './folds.ts';
import { onTable } from './folds.ts';

export const tableFolds: Folds<TableOperation['kind']> = {
  'create table': createTable,
  'drop table': (draft, { table }) => dropNamed(draft, table),
  'rename table': (draft, { table, to }) => rename(draft, table, to.name),
  'set schema': (draft, { table, schema }) => onTable(draft, table, ({ relation }) => moveRelation(draft, relation.id, schema)),
  'set persistence': (draft, { table, persistence }) =>
    onTable(draft, table, (record) => void draft.put({ ...record, relation: { ...record.relation, persistence } })),
  'attach partition': (draft, { table, partition, isDefault, bound }) => attach(draft, table, partition, { isDefault, bound: bound?.text }),
  'detach partition': (draft, { table, partition }) => detach(draft, table, partition),
  'set of': (draft, { table, type }) => onTable(draft, table, (record) => void draft.put({ ...record, of: rowType(draft, type) })),
  'alter table': alterTable,
};

function attach(draft: Draft, table: Named, partition: Named, how: Omit<PartitionOf, 'parent'>): void {
  const parent = draft.touch(table);
  const child = draft.touch(partition);
  if (parent && child) joinPartition(draft, parent, child.relation.id, how);
}

function detach(draft: Draft, table: Named, partition: Named): void {
  const parent = draft.touch(table);
  const child = draft.touch(partition);
  if (parent && child) leavePartition(draft, parent, child.relation.id);
}
