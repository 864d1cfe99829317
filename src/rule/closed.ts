import { atLeast, stopsWrites } from '../effects/conflicts.ts';
import type { HeldLock, Lock, Target } from '../effects/effect.ts';
import { sameTarget } from '../effects/moment.ts';
import type { Situation } from './situation.ts';

/**
 * What earlier statements of the transaction keep from readers or writers: tables and views that were there before it and
 * still are, each once, in the order in which they were taken.
 */
export function closedBefore(here: Situation): readonly HeldLock[] {
  const closed = here.held.filter(({ lock }) => stopsWrites(lock.mode) && isRelationOfOthers(lock) && !here.isOnNew(lock) && isStillThere(lock.on, here));
  return closed.filter(({ lock }, at) => !closed.slice(0, at).some((earlier) => isSameTable(earlier.lock.on, lock.on, here)));
}

/** It takes a table from others that the transaction does not hold as strongly already. */
export function closesMore(lock: Lock, here: Situation): boolean {
  return isRelationOfOthers(lock) && !here.isOnNew(lock)
    && !here.held.some((held) => isSameTable(held.lock.on, lock.on, here) && atLeast(held.lock.mode, lock.mode));
}

/** A table that the history did not know is known from its first statement on. */
export function isSameTable(a: Target, b: Target, here: Situation): boolean {
  return sameTarget(a, b) || here.nameOf(a) === here.nameOf(b);
}

function isRelationOfOthers({ role, certain }: Lock): boolean {
  return certain && role !== 'index' && role !== 'sequence';
}

/** Who still uses what has been dropped is told by the rules of drops; what was made anew is waited for under its name. */
function isStillThere(on: Target, here: Situation): boolean {
  if (on.kind === 'unresolved' || here.catalog.byId(on.relation.id)) return true;
  const { schema, name } = on.relation;
  return here.relation({ schema, name, type: 'relation' }) !== undefined;
}
