import type { Relation } from '../catalog/object.ts';
import type { OperationOf } from '../operations/operation.ts';
import type { Here } from './form.ts';
import { AX } from './lock-modes.ts';
import type { Moment } from './moment.ts';
import { concerned, find, lastKnown } from './moment.ts';
import type { Part } from './part.ts';
import { work } from './part.ts';
import { reads } from './rows.ts';

/** OR REPLACE locks the view that stands; a materialized view reads its tables while they are locked against DDL. */
export function createView(operation: OperationOf<'create view'>, here: Here): readonly Part[] {
  const standing = operation.replace ? find(operation.view, here)?.relation : undefined;
  const tables = reads(operation.reads, here);
  const isThere = operation.ifNotExists && find(operation.view, here)?.relation !== undefined;
  const scanned = operation.materialized && operation.withData && !isThere;
  return [
    ...(standing ? [{ kind: 'lock', ...concerned(standing, 'view'), mode: AX } as const] : []),
    ...tables,
    ...(scanned ? tables.flatMap((part) => (part.kind === 'lock' ? [work('scan', { ...part, role: 'table' })] : [])) : []),
  ];
}

export function refresh({ view, concurrently, withData }: OperationOf<'refresh'>, here: Here): readonly Part[] {
  const found = find(view, here);
  if (!found) return [];
  const own = { on: found.on, role: 'view', certain: true } as const;
  const sources = found.relation ? readBy(found.relation, here) : [];
  return [
    ...(withData ? [work(concurrently ? 'scan' : 'rewrite', own)] : []),
    ...sources.map((source): Part => ({ kind: 'lock', ...concerned(source, 'table'), mode: 'ACCESS SHARE' })),
    ...(withData ? sources.map((source) => work('scan', concerned(source, 'table'))) : []),
  ];
}

function readBy(view: Relation, { before }: Moment): readonly Relation[] {
  return before.relations().filter((relation) => lastKnown(before.viewsOn(relation)).some((one) => one.relation.id === view.id));
}
