import type { Direction } from '../migrations/migration.ts';
import { addressOf } from '../revisions/address.ts';
import type { Graph } from '../revisions/graph.ts';
import { branchNamed } from '../revisions/named.ts';
import { downgradeTarget, upgradeTargets } from '../revisions/target.ts';

/**
 * Finds out what is wrong with the target of a run while no database has been asked where it stands. Throws
 * `AddressError`.
 */
export function checkTarget(direction: Direction, graph: Graph, text: string): void {
  const { branch, name, steps } = addressOf(text);
  if (branch !== undefined) branchNamed(graph, branch);
  const fromWhereItStands = name === undefined && steps !== undefined && (direction === 'up' ? steps >= 0 : steps <= 0);
  if (fromWhereItStands) return;
  if (direction === 'up') upgradeTargets(graph, [], text);
  else downgradeTarget(graph, [], text);
}
