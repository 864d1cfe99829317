import type { Draft } from './draft.ts';
import { link, unlink } from './link.ts';
import type { RelationRecord } from './record.ts';

/** INHERIT: the table has all that it gets already, and keeps it as its own. https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-INHERIT */
export function joinParent(draft: Draft, parent: RelationRecord, child: RelationRecord): void {
  link(draft, parent.relation.id, 'children', child.relation.id);
  link(draft, child.relation.id, 'parents', parent.relation.id);
}

/** NO INHERIT: it keeps all that it had from there. */
export function leaveParent(draft: Draft, parent: RelationRecord, child: RelationRecord): void {
  unlink(draft, parent.relation.id, 'children', child.relation.id);
  unlink(draft, child.relation.id, 'parents', parent.relation.id);
  makeOwn(draft, child.relation.id);
}

/** ONLY: what stands below the relation is not meant, and keeps as its own what is taken from above it. */
export function alone(draft: Draft, { relation: { id }, children }: RelationRecord, does: (record: RelationRecord) => void): void {
  draft.update(id, () => ({ children: [] }));
  const record = draft.record(id);
  if (record) does(record);
  draft.update(id, () => ({ children }));
  for (const child of children) makeOwn(draft, child);
}

export function hasFromParent(draft: Draft, { parents }: RelationRecord, list: 'columns' | 'constraints', name: string): boolean {
  return parents.some((id) => {
    const parent = draft.record(id);
    return list === 'columns' ? parent?.columns.some(({ column }) => column.name === name) : parent?.constraints.some(({ constraint }) => constraint.name === name);
  });
}

/** What no parent has any longer is the child's own. Partitions have keys of other names from theirs, and part with them by DETACH. */
function makeOwn(draft: Draft, child: string): void {
  const record = draft.record(child);
  if (!record || record.partitionOf) return;
  draft.update(child, ({ columns, constraints }) => ({
    columns: columns.map((held) => ({ ...held, inherited: held.inherited && hasFromParent(draft, record, 'columns', held.column.name) })),
    constraints: constraints.map((held) => ({ ...held, inherited: held.inherited && hasFromParent(draft, record, 'constraints', held.constraint.name) })),
  }));
}
