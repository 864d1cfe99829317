import type { Catalog } from '../catalog/catalog.ts';
import type { Relation } from '../catalog/object.ts';
import type { Use } from './conflicts.ts';
import { USES, conflicts } from './conflicts.ts';
import type { Lock, Major, Target } from './effect.ts';
import { sameTarget } from './moment.ts';

/** What of an application must wait for locks on a table; `suspected`: more that may have to. */
export interface Blocked {
  readonly on: Target;
  readonly uses: readonly Use[];
  readonly suspected: readonly Use[];
}

/**
 * Which ordinary statements must wait while these locks are held, on which table: whoever plans a query opens every
 * index of the table. A view is only read.
 */
export function blockedBy(locks: readonly Lock[], before: Catalog, major: Major): readonly Blocked[] {
  const onTables = locks.flatMap((lock) => {
    const on = tableOf(lock, before, major);
    return on ? [{ on, lock }] : [];
  });
  const tables = onTables.filter(({ on }, at) => onTables.findIndex((other) => sameTarget(other.on, on)) === at);
  return tables.flatMap(({ on }) => {
    const own = onTables.filter((other) => sameTarget(other.on, on)).map(({ lock }) => lock);
    const all = usesOf(on).filter((use) => own.some(({ mode }) => conflicts(mode, USES[use])));
    const uses = all.filter((use) => own.some(({ mode, certain }) => certain && conflicts(mode, USES[use])));
    return all.length > 0 ? [{ on, uses, suspected: all.filter((use) => !uses.includes(use)) }] : [];
  });
}

const ALL: readonly Use[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'FK check'];

function usesOf(on: Target): readonly Use[] {
  const type = on.kind === 'relation' ? on.relation.type : 'table';
  return type === 'view' || type === 'matview' ? ['SELECT'] : ALL;
}

/** The table whose users a lock stands in the way of; undefined for a sequence, and for an index of no known table. */
function tableOf({ on, role }: Lock, before: Catalog, major: Major): Target | undefined {
  if (on.kind === 'unresolved') return role === 'index' || role === 'sequence' ? undefined : on;
  if (on.relation.type === 'sequence') return undefined;
  if (on.relation.type !== 'index') return on;
  const relation = before.indexed(on.relation);
  return relation && opensIndexes(relation, major) ? { kind: 'relation', relation } : undefined;
}

/** Before 16 no plan opens the indexes of a partitioned table itself. */
function opensIndexes({ type }: Relation, major: Major): boolean {
  return type !== 'partitioned' || major >= 16;
}
