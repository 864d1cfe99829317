import type { Direction } from '../migrations/migration.ts';
import { AddressError } from '../revisions/address-error.ts';
import { addressOf } from '../revisions/address.ts';
import type { Graph } from '../revisions/graph.ts';
import { branchNamed } from '../revisions/named.ts';
import { rangeEnds } from '../revisions/range.ts';
import { downgradeTarget, upgradeTargets } from '../revisions/target.ts';

/** Does a target such as `+1` or `pay@-1` depend on where the database stands? */
export function countsFromTheDatabase(text: string): boolean {
  const { name, steps } = addressOf(text);
  return name === undefined && steps !== undefined;
}

/**
 * Finds out what is wrong with the target of a run while no database has been asked where it stands. Throws
 * `AddressError`.
 */
export function checkTarget(direction: Direction, graph: Graph, text: string): void {
  if (rangeEnds(text)) throw new AddressError('malformed', text, `"${text}" is a range, which --sql alone takes: elsewhere the database says where to begin.`);
  const { branch, steps = 0 } = addressOf(text);
  if (branch !== undefined) branchNamed(graph, branch);
  if (countsFromTheDatabase(text) && (direction === 'up' ? steps >= 0 : steps <= 0)) return;
  if (direction === 'up') upgradeTargets(graph, [], text);
  else downgradeTarget(graph, [], text);
}
