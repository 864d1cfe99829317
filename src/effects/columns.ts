import type { OperationOf } from '../operations/operation.ts';
import { notNullScan } from './constraints.ts';
import type { Here } from './form.ts';
import { find } from './moment.ts';
import type { Part } from './part.ts';
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
  if (generated?.stored === false) return [];
  return storage(found, here).map((place) => work('rewrite', place, generated !== undefined));
}
