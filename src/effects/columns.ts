import type { OperationOf } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import { notNullScan } from './constraints.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import { RX } from './lock-modes.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, lastKnown } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { work } from './part.ts';
import { storage } from './tree.ts';

export function setNotNull({ table, column }: OperationOf<'set not null'>, here: Here): readonly Part[] {
  const found = find(table, here);
  return found ? notNullScan(found, [column.name], here) : [];
}

/** A stored column is computed again for every row; a virtual one (18) has nothing stored. */
export function setExpression({ table, column }: OperationOf<'set expression'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found) return [];
  const answer = found.relation && here.before.column(found.relation, column.name);
  const generated = answer?.known ? answer.value?.generated : undefined;
  if (generated?.stored === false) return [{ kind: 'since', major: 18 }];
  return storage(found, here).map((place) => work('rewrite', place, generated !== undefined));
}

/** The sequence behind an identity column goes with it. */
export function dropIdentity({ table, column }: OperationOf<'drop identity'>, here: Here): readonly Part[] {
  return lockAll(here, [sequenceOf(table, column.name, here)]);
}

/** The sequences that number the rows of a table. */
export function sequencesOf(table: ObjectName, { relation }: Found, here: Moment, which: (column: string) => boolean = () => true): readonly Concerned[] {
  const columns = relation ? lastKnown(here.before.columns(relation)) : [];
  const numbered = columns.filter(({ name, identity, fallback }) => which(name) && (identity || fallback?.calls.includes('nextval')));
  return numbered.flatMap(({ name }) => sequenceOf(table, name, here) ?? []);
}

/** Sequences that an expression names are drawn from or set: nothing but DDL on them waits. */
export function drawn(sequences: readonly ObjectName[], here: Moment): readonly Part[] {
  const places = sequences.flatMap((name): readonly Concerned[] => {
    if (name.of !== undefined) return [sequenceOf({ type: 'relation', schema: name.schema, name: name.of }, name.name, here)].flatMap((one) => one ?? []);
    const found = find(name, here);
    return found ? [{ on: found.on, role: 'sequence', certain: true }] : [];
  });
  return places.map((place) => ({ kind: 'lock', ...place, mode: RX }));
}

/** The sequence that a column owns; of a serial or identity column that the history does not make, by the name that PostgreSQL gives it. */
export function sequenceOf(table: ObjectName, column: string, here: Moment): Concerned | undefined {
  const relation = find(table, here)?.relation;
  const owned = relation && lastKnown(here.before.sequencesOf(relation)).find((one) => one.column === column);
  if (owned) return concerned(owned.sequence, 'sequence');
  const name = `${relation?.name ?? table.name}_${column}_seq`;
  const sequence = relation && find({ type: 'relation', schema: relation.schema, name }, here)?.relation;
  return sequence?.type === 'sequence' ? concerned(sequence, 'sequence') : undefined;
}
