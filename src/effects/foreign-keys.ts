import type { Constraint } from '../catalog/object.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, foundOf, lastKnown, suspected, wordsOf } from './moment.ts';
import type { Concerned } from './part.ts';
import { below, parentsOf } from './tree.ts';

export type Which = (constraint: Constraint) => boolean;

/** The tables that the foreign keys of a table reference, those that fit; suspected where its keys are not known. */
export function referencedTables(found: Found, moment: Moment, fits: Which = () => true): readonly Concerned[] {
  const { on, relation } = found;
  const words = `tables that ${wordsOf(on)} references`;
  if (!relation) return on.kind === 'unresolved' ? [suspected(words, on.doubt, 'referenced')] : [];
  const keys = moment.before.constraints(relation);
  const known = lastKnown(keys).filter((key) => key.type === 'foreign key' && fits(key)).flatMap(({ references }) => {
    const referenced = references === undefined ? undefined : moment.before.byId(references);
    return referenced && referenced.id !== relation.id ? [concerned(referenced, 'referenced')] : [];
  });
  return keys.known ? known : [...known, suspected(words, keys.doubt, 'referenced')];
}

/** The tables whose foreign keys reference a table; suspected where that is not known. */
export function referencingTables(found: Found, moment: Moment, fits: Which = () => true): readonly Concerned[] {
  const { on, relation } = found;
  const words = `tables that reference ${wordsOf(on)}`;
  if (!relation) return on.kind === 'unresolved' ? [suspected(words, on.doubt, 'referencing')] : [];
  const keys = moment.before.referencedBy(relation);
  const known = lastKnown(keys).filter(fits).flatMap(({ table }) => {
    const referencing = moment.before.byId(table);
    return referencing && referencing.id !== relation.id ? [concerned(referencing, 'referencing')] : [];
  });
  return keys.known ? known : [...known, suspected(words, keys.doubt, 'referencing')];
}

/** A foreign key has its triggers on every partition of the table that it references, too. */
export function withPartitions(all: readonly Concerned[], moment: Moment): readonly Concerned[] {
  return all.flatMap((one) => (one.on.kind === 'unresolved' ? [one]
    : [one, ...below(foundOf(one.on.relation), 'partitions', moment).map(({ on, certain }): Concerned => ({ on, role: one.role, certain: certain && one.certain }))]));
}

/** A key that a partition has from its parent: the triggers on the referenced table are the parent's. */
export function isInherited(key: Constraint, moment: Moment): boolean {
  const table = moment.before.byId(key.table);
  return table !== undefined && parentsOf(table, moment).some((parent) =>
    lastKnown(moment.before.constraints(parent)).some((above) =>
      above.type === key.type && above.references === key.references && above.columns.join() === key.columns.join()));
}

/** The columns of a referenced table that a key names: its primary key where the writer named none. */
export function referencedColumns(key: Constraint, moment: Moment): readonly string[] {
  if (key.referencedColumns.length > 0 || key.references === undefined) return key.referencedColumns;
  const referenced = moment.before.byId(key.references);
  const all = referenced ? lastKnown(moment.before.constraints(referenced)) : [];
  return all.find(({ type }) => type === 'primary key')?.columns ?? [];
}
