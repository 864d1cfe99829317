import type { Relation } from '../catalog/object.ts';
import type { Role } from './effect.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, foundOf, lastKnown, suspected, wordsOf } from './moment.ts';
import type { Concerned } from './part.ts';

/** The partitions of a table, and theirs; with `descendants` its inheritance children as well. */
export function below({ relation, only }: Found, which: 'partitions' | 'descendants', moment: Moment): readonly Concerned[] {
  if (!relation || only) return [];
  const partitions = relation.type === 'partitioned' ? moment.before.partitions(relation) : undefined;
  const children = which === 'descendants' && relation.type === 'table' ? lastKnown(moment.before.inheritors(relation)) : [];
  const next = [...(partitions ? lastKnown(partitions) : []), ...children];
  const unknown = partitions?.known === false ? [suspected(`partitions of ${relation.name}`, partitions.doubt, 'partition')] : [];
  return [...next.flatMap((child) => [concerned(child, 'partition'), ...below(foundOf(child), which, moment)]), ...unknown];
}

/** Where the rows lie that a column of a table has: in its leaves if it is partitioned, else in itself and what inherits from it. */
export function storage(found: Found, moment: Moment, role: Role = 'table'): readonly Concerned[] {
  return placesOf(found, 'descendants', moment, role);
}

/** Where the rows lie that are the table's own: indexes, keys and foreign keys are not inherited. */
export function ownStorage(found: Found, moment: Moment, role: Role = 'table'): readonly Concerned[] {
  return placesOf(found, 'partitions', moment, role);
}

function placesOf(found: Found, which: 'partitions' | 'descendants', moment: Moment, role: Role): readonly Concerned[] {
  const self = found.relation?.type === 'partitioned' ? [] : [{ on: found.on, role, certain: true }];
  const leaves = below(found, which, moment).filter(({ on }) => on.kind === 'unresolved' || on.relation.type !== 'partitioned');
  return [...self, ...leaves];
}

/** What lies behind a view: all that its query reads, and the queries of views among that, each with what stands below it. */
export function behind({ relation }: Found, moment: Moment): readonly Concerned[] {
  if (relation?.type !== 'view') return [];
  const reads = moment.before.readBy(relation);
  const unknown = reads.known ? [] : [suspected(`relations behind ${relation.name}`, reads.doubt, 'table')];
  return [...lastKnown(reads).flatMap((read) => {
    const found = foundOf(read);
    return [concerned(read, read.type === 'view' ? 'view' : 'table'), ...below(found, 'descendants', moment), ...behind(found, moment)];
  }), ...unknown];
}

/** The partitioned tables above a partition, nearest first. */
export function parentsOf(relation: Relation, moment: Moment): readonly Relation[] {
  const above = moment.before.partitionOf(relation);
  const parent = above && moment.before.byId(above.parent);
  return parent ? [parent, ...parentsOf(parent, moment)] : [];
}

/** The default partition of a partitioned table: known, or suspected where its partitions are not known. */
export function defaultPartition(parent: Found, moment: Moment): Concerned | undefined {
  const words = `the default partition of ${wordsOf(parent.on)}`;
  if (!parent.relation) return parent.on.kind === 'unresolved' ? suspected(words, parent.on.doubt, 'default partition') : undefined;
  const partitions = moment.before.partitions(parent.relation);
  const known = lastKnown(partitions).find((partition) => moment.before.partitionOf(partition)?.isDefault);
  if (known) return concerned(known, 'default partition');
  return partitions.known ? undefined : suspected(words, partitions.doubt, 'default partition');
}
