import type { Draft } from './draft.ts';
import { link, unlink } from './link.ts';
import { freeRelationName, indexColumns, joinedColumns } from './made-name.ts';
import type { IndexFacts, RelationRecord } from './record.ts';

/** What PostgreSQL calls an index that nobody named. */
export type IndexUse = 'pkey' | 'key' | 'excl' | 'idx';

export type NewIndex = Omit<IndexFacts, 'table'>;

/** Builds an index on one table; its partitions are left to `addParts`. */
export function addIndex(draft: Draft, table: RelationRecord, index: NewIndex, name: string | undefined, use: IndexUse): RelationRecord {
  const { schema, name: tableName, persistence } = table.relation;
  const columns = use === 'pkey' ? undefined : joinedColumns(indexColumns(index.keys, index.include));
  const made = draft.create({
    schema, persistence, type: 'index', name: name ?? freeRelationName(draft, schema, tableName, columns, use),
    index: { ...index, table: table.relation.id },
  });
  link(draft, table.relation.id, 'indexes', made.relation.id);
  return made;
}

/** Gives every partition of a partitioned table its part. */
export function addParts(draft: Draft, table: RelationRecord, index: RelationRecord): void {
  if (table.relation.type !== 'partitioned') return;
  for (const child of table.children) addPart(draft, child, index);
}

/** Gives a partition its part of a partitioned index: an equal index that it has already, or a new one. */
export function addPart(draft: Draft, partition: string, parent: RelationRecord): RelationRecord | undefined {
  const table = draft.record(partition);
  if (!table || !parent.index) return undefined;
  const equal = indexesOf(draft, table).find(({ index }) => index?.parent === undefined && index && parent.index && isEqual(index, parent.index));
  if (equal?.index) return draft.put({ ...equal, index: { ...equal.index, parent: parent.relation.id } });
  const part = addIndex(draft, table, { ...parent.index, valid: true, parent: parent.relation.id }, undefined, useOf(draft, parent));
  addParts(draft, table, part);
  return part;
}

/** An index of a key is named like a key. */
function useOf(draft: Draft, index: RelationRecord): IndexUse {
  const constraint = draft.record(index.index?.table)?.constraints.find((candidate) => candidate.constraint.index === index.relation.id);
  switch (constraint?.constraint.type) {
    case 'primary key': return 'pkey';
    case 'unique': return 'key';
    case 'exclude': return 'excl';
    default: return 'idx';
  }
}

export function indexesOf(draft: Draft, table: RelationRecord): readonly RelationRecord[] {
  return table.indexes.flatMap((id) => draft.record(id) ?? []);
}

/** The parts of a partitioned index. */
export function partsOf(draft: Draft, index: RelationRecord): readonly RelationRecord[] {
  const table = draft.record(index.index?.table);
  const partitions = table?.children.flatMap((id) => draft.record(id) ?? []) ?? [];
  return partitions.flatMap((partition) => indexesOf(draft, partition)).filter((part) => part.index?.parent === index.relation.id);
}

function isEqual(a: IndexFacts, b: IndexFacts): boolean {
  const shape = ({ unique, method, keys, include, where }: IndexFacts) =>
    JSON.stringify([unique, method, keys.map(({ expression, ...rest }) => [expression.text, rest]), include, where?.text]);
  return shape(a) === shape(b);
}

/** Drops an index and its parts; the constraint that it enforces is the caller's. */
export function removeIndex(draft: Draft, index: RelationRecord): void {
  for (const part of partsOf(draft, index)) removeIndex(draft, part);
  if (index.index) unlink(draft, index.index.table, 'indexes', index.relation.id);
  draft.forget(index);
}

/** A partitioned index becomes valid when every partition has its part. */
export function attachPart(draft: Draft, parent: RelationRecord, part: RelationRecord): void {
  if (!part.index || !parent.index) return;
  draft.put({ ...part, index: { ...part.index, parent: parent.relation.id } });
  const partitions = draft.record(parent.index.table)?.children.length ?? 0;
  if (partsOf(draft, parent).filter(({ index }) => index?.valid).length >= partitions) {
    draft.put({ ...parent, index: { ...parent.index, valid: true } });
  }
}

/** Does the index read the column, as a key, beside the keys or in its condition? */
export function reads({ keys, include, where }: IndexFacts, column: string): boolean {
  return include.includes(column) || [...keys.map(({ expression }) => expression), ...(where ? [where] : [])]
    .some(({ columns }) => columns.includes(column));
}
