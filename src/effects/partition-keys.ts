import type { Constraint, Relation } from '../catalog/object.ts';
import type { ConstraintSpec, Partitioning } from '../operations/operation.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, lastKnown } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { fails } from './part.ts';
import { below } from './tree.ts';

/**
 * A unique index holds for one partition alone, so that a key must have all columns of the partition key, on every
 * level, and each of them as it is. https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-LIMITATIONS
 */
export function uniqueBelow({ relation }: Found, columns: readonly string[], here: Moment): readonly Part[] {
  if (relation?.type !== 'partitioned') return [];
  const nested = below({ on: { kind: 'relation', relation }, relation }, 'partitions', here)
    .flatMap(({ on, certain }) => (certain && on.kind === 'relation' && on.relation.type === 'partitioned' ? [on.relation] : []));
  const levels = [relation, ...nested].flatMap((one) => here.before.partitioning(one) ?? []);
  return levels.some((level) => isBeyond(level, columns)) ? [fails('0A000')] : [];
}

/** Does the partition key have a part that these columns lack? */
export function isBeyond({ columns, expressions }: Partitioning, key: readonly string[]): boolean {
  return expressions === true || columns.some((column) => !key.includes(column));
}

/** The key that a partition has already and that becomes its part of the parent's. */
export function equalKey(spec: Pick<ConstraintSpec, 'type' | 'columns'>, partition: Relation, { before }: Moment): Constraint | undefined {
  return lastKnown(before.constraints(partition)).find((own) =>
    own.type === spec.type && own.index !== undefined && own.columns.join('\0') === spec.columns.join('\0'));
}

/** The same for a foreign key, which has to do the same in every respect. */
export function equalForeignKey(spec: ConstraintSpec, partition: Relation, here: Moment): Constraint | undefined {
  const referenced = spec.references && find(spec.references, here)?.relation;
  if (!referenced) return undefined;
  const primary = () => lastKnown(here.before.constraints(referenced)).find(({ type }) => type === 'primary key')?.columns ?? [];
  const columns = spec.referencedColumns.length > 0 ? spec.referencedColumns : primary();
  return lastKnown(here.before.constraints(partition)).find((own) => own.type === 'foreign key' && own.enforced && own.references === referenced.id
    && own.columns.join('\0') === spec.columns.join('\0') && own.referencedColumns.join('\0') === columns.join('\0')
    && does(own) === does(spec));
}

/** The same for a foreign key that a table has already. */
export function heldForeignKey(key: Constraint, partition: Relation, { before }: Moment): Constraint | undefined {
  return lastKnown(before.constraints(partition)).find((own) => own.type === 'foreign key' && own.enforced && own.references === key.references
    && own.columns.join('\0') === key.columns.join('\0') && own.referencedColumns.join('\0') === key.referencedColumns.join('\0')
    && does(own) === does(key));
}

/** Before 18 one that is NOT VALID stays beside the new one. */
export function isTakenOver(key: Constraint | undefined, { major }: Moment): boolean {
  return key !== undefined && (key.validated || major >= 18);
}

function does({ onDelete = 'no action', onUpdate = 'no action', deferrable }: Pick<ConstraintSpec, 'onDelete' | 'onUpdate' | 'deferrable'>): string {
  return [onDelete, onUpdate, deferrable ?? ''].join();
}

/** The topmost partitions of which this holds. */
export function partitionsThat(holds: (partition: Relation) => boolean, { relation, only }: Found, here: Moment): readonly Relation[] {
  const partitions = relation?.type === 'partitioned' && !only ? lastKnown(here.before.partitions(relation)) : [];
  return partitions.flatMap((partition) => (holds(partition) ? [partition] : partitionsThat(holds, { on: { kind: 'relation', relation: partition }, relation: partition }, here)));
}

/** Places that are not, and do not lie in, one of these partitions. */
export function outside(partitions: readonly Relation[], places: readonly Concerned[], here: Moment): readonly Concerned[] {
  if (partitions.length === 0) return places;
  const inside = new Set(partitions.flatMap((relation) => [relation.id, ...below({ on: { kind: 'relation', relation }, relation }, 'partitions', here)
    .flatMap(({ on }) => (on.kind === 'relation' ? [on.relation.id] : []))]));
  return places.filter(({ on }) => on.kind === 'unresolved' || !inside.has(on.relation.id));
}

/** The indexes of these keys, in their part of partitioned ones. */
export function indexesOfKeys(keys: readonly Constraint[], { before }: Moment): readonly Concerned[] {
  return keys.flatMap(({ index }) => {
    const relation = index === undefined ? undefined : before.byId(index);
    return relation ? [concerned(relation, 'index')] : [];
  });
}
