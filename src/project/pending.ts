import { revisionOf } from '../migrations/migration.ts';
import type { Changes } from '../rule/changes.ts';
import type { Pending } from '../rule/pending.ts';
import type { ScriptSituation } from '../rule/script-situation.ts';
import { isAbsolute, nameOf } from '../text/path.ts';
import type { Project } from './project.ts';
import { heldBy } from './start.ts';

/**
 * What is neither on the published branch nor in the database or snapshot that the history begins with; undefined where
 * nobody tells of either. `start-after` tells nothing: what came behind it has been applied since, nobody knows how far.
 */
export function pendingIn({ start, graph }: Pick<Project, 'start' | 'graph'>, { published }: Changes, upgrades: readonly ScriptSituation[]): Pending | undefined {
  const standing = start && graph && start.at.length > 0 ? { name: start.name, held: heldBy(start, graph) } : undefined;
  const missingIn = published?.name ?? standing?.name;
  if (missingIn === undefined) return undefined;
  const pending = upgrades.filter(({ script: { id } }) => published?.scriptOf(id) === undefined && standing?.held.has(revisionOf(id)) !== true);
  const ids = new Set<string>(pending.map(({ script }) => script.id));
  return {
    missingIn: isAbsolute(missingIn) ? nameOf(missingIn) : missingIn,
    upgrades: pending,
    isMade: (on) => on.kind === 'relation' && ids.has(on.relation.born.script),
  };
}
