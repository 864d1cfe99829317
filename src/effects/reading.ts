import type { Named } from '../sql/name.ts';
import type { LockMode } from './effect.ts';
import { AS, RS } from './lock-modes.ts';
import type { Found, Moment } from './moment.ts';
import { find } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { behind, below, storage } from './tree.ts';

/** What a statement reads, and of which relations it locks rows. */
interface Reading { readonly reads: readonly Named[]; readonly rowLocks?: readonly Named[] }

/** A query keeps the weakest lock on all that it reads until its transaction ends; FOR UPDATE and its kin the next one. */
export function reads({ reads: names, rowLocks = [] }: Reading, moment: Moment): readonly Part[] {
  return names.flatMap((name) => {
    const found = find(name, moment);
    return found ? locks(whole(found, moment), rowLocks.includes(name) ? RS : AS) : [];
  });
}

/** The query of a view is looked at and not planned: what stands below and behind the relations that it names is not touched. */
export function readsNamed(names: readonly Named[], moment: Moment): readonly Part[] {
  return names.flatMap((name) => {
    const found = find(name, moment);
    return found ? locks([itself(found)], AS) : [];
  });
}

/** The relation, what stands below it, and what lies behind it if it is a view. */
export function whole(found: Found, moment: Moment): readonly Concerned[] {
  return [itself(found), ...below(found, 'descendants', moment), ...behind(found, moment)];
}

/** Where the rows lie that a query goes through. */
export function sources(found: Found, moment: Moment): readonly Concerned[] {
  if (found.relation?.type !== 'view') return storage(found, moment);
  return behind(found, moment).filter(({ on }) => on.kind === 'unresolved' || (on.relation.type !== 'view' && on.relation.type !== 'partitioned'));
}

function itself({ on, relation }: Found): Concerned {
  return { on, role: relation?.type === 'view' ? 'view' : 'table', certain: true };
}

function locks(all: readonly Concerned[], mode: LockMode): readonly Part[] {
  return all.map((one): Part => ({ kind: 'lock', ...one, mode }));
}
