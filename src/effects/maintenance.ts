import type { OperationOf } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import type { LockMode } from './effect.ts';
import { LOCK_MODES } from './effect.ts';
import { sequencesOf } from './columns.ts';
import type { Form, Here } from './form.ts';
import { lockAll } from './form.ts';
import { AS, AX, SUX } from './lock-modes.ts';
import type { Found } from './moment.ts';
import { find } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { work } from './part.ts';
import { behind, below, ownStorage } from './tree.ts';

/** VACUUM FULL, CLUSTER: a new copy of the table and of all its indexes. */
export function vacuum({ full, tables }: OperationOf<'vacuum'>, here: Here): readonly Part[] {
  const children = inheritors(tables, here);
  const places = here.major < 18 ? [] : children;
  return [
    ...lockAll(here, children),
    ...(full ? tables.flatMap((table) => rewriteOf(find(table, here), here)) : []),
    ...(full ? places.map((place) => work('rewrite', place)) : []),
  ];
}

/** Rows of the children are sampled with those of their parent; from 18 on they have statistics of their own. */
export function analyze({ tables }: OperationOf<'analyze'>, here: Here): readonly Part[] {
  return lockAll(here, inheritors(tables, here));
}

/** Tables that inherit from these without being their partitions. */
function inheritors(tables: readonly ObjectName[], here: Here): readonly Concerned[] {
  return tables.flatMap((name) => {
    const found = find(name, here);
    return found?.relation?.type === 'table' ? below(found, 'descendants', here) : [];
  });
}

export function cluster({ table }: OperationOf<'cluster'>, here: Here): readonly Part[] {
  return table ? rewriteOf(find(table, here), here) : [];
}

/** Without a table CLUSTER goes through all of them, in transactions of its own. */
export function clusterForm({ table }: OperationOf<'cluster'>): Partial<Form> {
  return table ? {} : { transaction: 'refused' };
}

/** A change to the persistence that the table is known to have costs its lock and no more. */
export function setPersistence({ table, persistence }: OperationOf<'set persistence'>, here: Here): readonly Part[] {
  const found = find(table, here);
  if (!found || found.relation?.persistence === persistence) return [];
  return [...rewriteOf(found, here, found.relation !== undefined), ...lockAll(here, sequencesOf(table, found, here))];
}

export function rewriteOf(found: Found | undefined, here: Here, sure = true): readonly Part[] {
  return found ? ownStorage(found, here).map((place) => work('rewrite', place, sure)) : [];
}

export function lockTableForm({ mode }: OperationOf<'lock table'>): Partial<Form> {
  return { lock: modeNamed(mode) };
}

/** Locking a view locks all that lies behind it. https://www.postgresql.org/docs/current/sql-lock.html */
export function lockBehind({ table, mode }: OperationOf<'lock table'>, here: Here): readonly Part[] {
  const found = find(table, here);
  return found ? behind(found, here).map((one): Part => ({ kind: 'lock', ...one, mode: modeNamed(mode) })) : [];
}

function modeNamed(text: string): LockMode {
  const words = text.toUpperCase().replace(/\s*MODE$/, '');
  return LOCK_MODES.find((mode) => mode === words) ?? AX;
}

export function commentForm({ on }: OperationOf<'comment'>): Partial<Form> {
  switch (on?.type) {
    case 'relation': case 'column': return { lock: SUX };
    case 'index': return { lock: SUX, role: 'index' };
    case 'constraint': case 'trigger': case 'policy': case 'rule': return { lock: AS };
    case 'default': case 'type': case 'enum label': case 'function': case 'schema': case 'statistics': case 'publication': case undefined: return { lock: 'none' };
  }
}
