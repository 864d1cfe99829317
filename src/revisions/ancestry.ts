import type { Graph } from './graph.ts';
import type { Revision } from './revision.ts';

/** Parents and dependencies: what must be applied first. */
export function before({ parents, dependsOn }: Pick<Revision, 'parents' | 'dependsOn'>): readonly string[] {
  return [...new Set([...parents, ...dependsOn])];
}

/** Children and dependents: what must be gone before this revision can be undone. */
export function after({ children, dependents }: Pick<Revision, 'children' | 'dependents'>): readonly string[] {
  return [...new Set([...children, ...dependents])];
}

type Neighbours = (revision: Revision) => readonly string[];

/** These revisions and all that must be applied before them. */
export function ancestors(graph: Graph, ids: Iterable<string>): ReadonlySet<string> {
  return reached(graph, ids, before);
}

/** These revisions and all that cannot stay without them. */
export function descendants(graph: Graph, ids: Iterable<string>): ReadonlySet<string> {
  return reached(graph, ids, after);
}

/** These revisions and all they descend from, dependencies left aside: their own branch. */
export function lineBelow(graph: Graph, ids: Iterable<string>): ReadonlySet<string> {
  return reached(graph, ids, ({ parents }) => parents);
}

/** These revisions and all that descend from them, dependents left aside. */
export function lineAbove(graph: Graph, ids: Iterable<string>): ReadonlySet<string> {
  return reached(graph, ids, ({ children }) => children);
}

/** Those that no other of them follows or depends on, however far: what a version table holds. */
export function tips(graph: Graph, ids: Iterable<string>): readonly string[] {
  const all = [...ids];
  const covered = reached(graph, all.flatMap((id) => neighboursOf(graph, id, before)), before);
  return all.filter((id) => !covered.has(id));
}

function reached(graph: Graph, from: Iterable<string>, neighbours: Neighbours): ReadonlySet<string> {
  const seen = new Set(from);
  for (const id of seen) for (const next of neighboursOf(graph, id, neighbours)) seen.add(next);
  return seen;
}

function neighboursOf(graph: Graph, id: string, neighbours: Neighbours): readonly string[] {
  const revision = graph.revisions.get(id);
  return revision ? neighbours(revision) : [];
}
