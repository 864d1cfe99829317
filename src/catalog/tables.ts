import type { ConstraintSpec, OperationOf } from '../operations/operation.ts';
import type { Named } from '../sql/name.ts';
import { columnFrom } from './columns.ts';
import { addConstraints } from './add-constraint.ts';
import { typedColumns } from './composites.ts';
import type { Doubt } from './doubt.ts';
import type { Draft } from './draft.ts';
import { dropRelation } from './drop.ts';
import { joinPartition } from './partitions.ts';
import type { Column } from './object.ts';
import type { ColumnRecord, RelationRecord } from './record.ts';
import { addLike, likeColumns } from './like.ts';
import { own, sequenceFor } from './sequences.ts';
import { doubtAboutPart, doubtOfEarlier, findRelation, TEMPORARY } from './state.ts';
import { link } from './link.ts';
import { taint } from './taint.ts';
import { rowType } from './types.ts';

type CreateTable = OperationOf<'create table'>;

export function createTable(draft: Draft, operation: CreateTable): void {
  const schema = operation.persistence === 'temporary' ? TEMPORARY : draft.schemaFor(operation.table);
  const { name } = operation.table;
  const found = findRelation(draft.state, { schema, name }, draft.searchPath);
  if (found.kind === 'found') {
    // Without IF NOT EXISTS success proves that there was none.
    if (operation.ifNotExists || !found.doubt) return;
    dropRelation(draft, found.it);
  }
  makeTable(draft, operation, schema);
  const earlier = operation.ifNotExists ? doubtOfEarlier(found) : undefined;
  if (earlier) taint(draft, { type: 'relation', schema, name }, { ...earlier, about: [operation.table] });
}

function makeTable(draft: Draft, operation: CreateTable, schema: string): void {
  const { name } = operation.table;
  const parents = [...operation.inherits, ...(operation.partitionOf ? [operation.partitionOf] : [])];
  const sequences = operation.columns.map((column) => sequenceFor(draft, schema, name, column));
  const copied = [...parents.flatMap((parent) => inherited(draft, parent)), ...operation.like.flatMap((like) => likeColumns(draft, like)), ...(operation.of ? typedColumns(draft, operation.of) : [])];
  const table = draft.create({
    schema, name, persistence: operation.persistence, type: operation.partitionBy ? 'partitioned' : 'table', partitioning: operation.partitionBy, of: rowType(draft, operation.of),
    columns: merged(copied, operation.columns.map((column, at) => columnFrom(column, draft, sequences[at]?.relation.name))),
  });
  const { id } = table.relation;
  operation.columns.forEach((column, at) => own(draft, sequences[at], id, column.name.name));
  doubtWhatWasCopied(draft, table, operation, parents);
  for (const parent of operation.inherits) inherit(draft, parent, id);
  for (const like of operation.like) addLike(draft, id, like);
  addConstraints(draft, id, [...operation.columns.flatMap(({ constraints }) => constraints), ...operation.constraints].map(proven));
  const parent = operation.partitionOf && draft.touch(operation.partitionOf);
  if (parent) joinPartition(draft, parent, id, { isDefault: operation.isDefaultPartition, bound: operation.bound?.text });
}

/** A new table has no rows that NOT VALID could leave unchecked. */
function proven(spec: ConstraintSpec): ConstraintSpec {
  return spec.type === 'check' || spec.type === 'foreign key' ? { ...spec, validated: true } : spec;
}

function inherited(draft: Draft, parent: Named): readonly ColumnRecord[] {
  return (draft.touch(parent)?.columns ?? []).map(({ column, unsure }) => ({ column: { ...column, born: draft.by }, at: draft.now, inherited: true, unsure }));
}

/** Columns of the same name become one; what the table says itself comes on top. */
function merged(copied: readonly ColumnRecord[], own: readonly ColumnRecord[]): readonly ColumnRecord[] {
  const all = new Map<string, ColumnRecord>();
  for (const record of [...copied, ...own]) {
    const { name } = record.column;
    const before = all.get(name);
    all.set(name, before ? { ...record, column: onTop(before.column, record.column) } : record);
  }
  return [...all.values()];
}

/** A partition may name a column of its parent without a type. */
function onTop(below: Column, above: Column): Column {
  return {
    ...above,
    sqlType: above.sqlType.name === '' ? below.sqlType : above.sqlType,
    notNull: below.notNull === 'yes' ? 'yes' : above.notNull,
    fallback: above.fallback ?? below.fallback,
  };
}

/** Columns of unknown tables and types, and of queries. */
function doubtWhatWasCopied(draft: Draft, table: RelationRecord, operation: CreateTable, parents: readonly Named[]): void {
  const { id } = table.relation;
  const undecidable: Doubt = { about: [operation.table], because: 'undecidable' };
  for (const source of [...parents, ...operation.like]) {
    const record = draft.touch(source);
    const doubt = record ? doubtAboutPart(draft.state, record, 'columns', undefined, record.at) : draft.incomplete;
    if (doubt) draft.update(id, ({ doubts }) => ({ doubts: [...doubts, { part: 'columns', doubt, at: draft.now + 1 }] }));
  }
  const untyped = operation.of !== undefined && !table.of;
  if (untyped || (operation.fromQuery && operation.columns.length === 0)) {
    draft.update(id, ({ doubts }) => ({ doubts: [...doubts, { part: 'columns', doubt: undecidable, at: draft.now + 1 }] }));
  }
}

/** Checks come with the columns; keys and foreign keys do not. */
function inherit(draft: Draft, parent: Named, child: string): void {
  const record = draft.touch(parent);
  if (!record) return;
  link(draft, record.relation.id, 'children', child);
  link(draft, child, 'parents', record.relation.id);
  const held = draft.record(child)?.constraints ?? [];
  const checks = record.constraints.filter(({ constraint: { type, name, noInherit } }) =>
    (type === 'check' || type === 'not null') && !noInherit && !held.some(({ constraint }) => constraint.name === name));
  for (const { constraint } of checks) {
    draft.update(child, (old) => ({
      constraints: [...old.constraints, { constraint: { ...constraint, table: child, born: draft.by }, at: draft.now, inherited: true }],
    }));
    draft.nameConstraint(draft.record(child)?.relation.schema ?? '', constraint.name, child, true);
  }
}
