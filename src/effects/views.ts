import type { OperationOf } from '../operations/operation.ts';
import type { Here } from './form.ts';
import { AS, AX } from './lock-modes.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, foundOf, lastKnown } from './moment.ts';
import type { Part } from './part.ts';
import { work } from './part.ts';
import { reads, readsNamed, sources, whole } from './reading.ts';

/** OR REPLACE locks the view that stands; a materialized view reads its tables while they are locked against DDL. */
export function createView(operation: OperationOf<'create view'>, here: Here): readonly Part[] {
  const standing = operation.replace ? find(operation.view, here)?.relation : undefined;
  const isThere = operation.ifNotExists && find(operation.view, here)?.relation !== undefined;
  const runs = operation.materialized && operation.withData && !isThere;
  return [
    ...(standing ? [{ kind: 'lock', ...concerned(standing, 'view'), mode: AX } as const] : []),
    ...(runs ? reads(operation, here) : readsNamed(operation.reads, here)),
    ...(runs ? scansOf(operation.reads.flatMap((name) => find(name, here) ?? []), here) : []),
  ];
}

export function refresh({ view, concurrently, withData }: OperationOf<'refresh'>, here: Here): readonly Part[] {
  const found = find(view, here);
  if (!found) return [];
  const own = { on: found.on, role: 'view', certain: true } as const;
  // WITH NO DATA the query is not so much as planned.
  const read = withData && found.relation ? lastKnown(here.before.readBy(found.relation)).map(foundOf) : [];
  return [
    ...(withData ? [work(concurrently ? 'scan' : 'rewrite', own)] : []),
    ...read.flatMap((one) => whole(one, here)).map((one): Part => ({ kind: 'lock', ...one, mode: AS })),
    ...scansOf(read, here),
  ];
}

function scansOf(all: readonly Found[], here: Moment): readonly Part[] {
  return all.flatMap((found) => sources(found, here)).map((place) => work('scan', place));
}
