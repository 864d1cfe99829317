import type { Direction } from '../migrations/migration.ts';
import { compareNatural } from '../text/natural.ts';
import { ancestors, descendants, lineBelow, tips } from './ancestry.ts';
import type { Graph } from './graph.ts';
import { PathError } from './path-error.ts';
import { titled } from './revision.ts';
import type { Revision } from './revision.ts';
import { Rows } from './rows.ts';
import type { RowChange } from './rows.ts';

/** One script to run, and what becomes of the version table with it. */
export interface PathStep {
  readonly revision: Revision;
  readonly direction: Direction;
  readonly rows: readonly RowChange[];
}

/** Where a downgrade ends: at a revision, which stays, or at `base`. `branch`: only the part that this revision descends from. */
export interface Destination { readonly to: string | 'base'; readonly branch?: string }

/**
 * What an upgrade from these rows to these revisions runs: all that they need and the database has not, in the one
 * linear order. Empty where nothing is missing. Throws `PathError` where the rows make no sense.
 */
export function upgradePath(graph: Graph, rows: readonly string[], targets: readonly string[]): readonly PathStep[] {
  checkRows(graph, rows);
  const applied = ancestors(graph, rows);
  const needed = ancestors(graph, targets);
  const table = new Rows(graph, rows);
  return inOrder(graph, [...needed].filter((id) => !applied.has(id)))
    .map((revision) => ({ revision, direction: 'up', rows: table.upgraded(revision) }));
}

/**
 * What a downgrade runs: the children of its destination and all that follows or depends on them, the last first. Throws
 * `PathError` where the destination is not applied or the rows make no sense.
 */
export function downgradePath(graph: Graph, rows: readonly string[], destination: Destination): readonly PathStep[] {
  checkRows(graph, rows);
  const applied = ancestors(graph, rows);
  const target = graph.revisions.get(destination.to);
  if (target && !applied.has(target.id)) throw notApplied(graph, rows, target);

  const undone = [...descendants(graph, rootsOf(graph, target, destination.branch))].filter((id) => applied.has(id));
  if (target && undone.length === 0 && !rows.includes(target.id)) throw nothingAbove(target);
  const table = new Rows(graph, rows);
  return [...inOrder(graph, undone)].reverse()
    .map((revision) => ({ revision, direction: 'down', rows: table.downgraded(revision) }));
}

/** The rows must be revisions that we know, none of which includes another. Throws `PathError`. */
export function checkRows(graph: Graph, rows: readonly string[]): void {
  const unknown = rows.filter((id) => !graph.revisions.has(id));
  if (unknown.length > 0) {
    const named = listed(unknown);
    throw new PathError(
      'unknown-row',
      unknown,
      `the database is at ${named}, which no file declares. Bring ${unknown.length > 1 ? 'their files' : 'its file'} back, or say where the database stands with \`phasewise stamp --purge <revision>\`.`,
    );
  }
  const held = new Set(tips(graph, rows));
  const covered = rows.filter((id) => !held.has(id));
  if (covered.length === 0) return;
  const message = `the version table holds ${listed(rows)}, but ${listed([...held])} already includes ${listed(covered)}. Say where the database stands with \`phasewise stamp --purge ${[...held].join(' ')}\`.`;
  throw new PathError('overlapping-rows', covered, message);
}

/** The first revisions to undo; of several, those that the branch descends from. */
function rootsOf(graph: Graph, target: Revision | undefined, branch: string | undefined): readonly string[] {
  const roots = target ? target.children : graph.bases;
  if (branch === undefined || roots.length < 2) return roots;
  const line = lineBelow(graph, [branch]);
  return roots.filter((id) => line.has(id));
}

function inOrder(graph: Graph, ids: readonly string[]): readonly Revision[] {
  const wanted = new Set(ids);
  return graph.order.flatMap((id) => (wanted.has(id) ? graph.revisions.get(id) ?? [] : []));
}

function notApplied(graph: Graph, rows: readonly string[], target: Revision): PathError {
  const at = rows.length === 0 ? 'base' : listed(rows.flatMap((id) => graph.revisions.get(id) ?? []).map(titled));
  return new PathError('not-applied', [target.id], `${titled(target)} is not applied: the database is at ${at}. A downgrade ends at an applied revision or at base.`);
}

/** Another branch depends on it and holds its row, so that going back to it would undo nothing of its own. */
function nothingAbove(target: Revision): PathError {
  return new PathError('nothing-above', [target.id], `nothing that follows ${titled(target)} is applied; what stands above it belongs to another branch. Name a revision of that branch.`);
}

function listed(names: readonly string[]): string {
  const inOrder = [...names].sort(compareNatural);
  return inOrder.length < 2 ? inOrder.join('') : `${inOrder.slice(0, -1).join(', ')} and ${inOrder.at(-1)}`;
}
