import type { Revision } from './revision.ts';

/**
 * Spreads each label from the revision that declares it: up to all its descendants, and down to its ancestors until the
 * line forks or merges, as Alembic does.
 */
export function reachOfLabels(
  revisions: ReadonlyMap<string, Revision>,
  declared: ReadonlyMap<string, string>,
): ReadonlyMap<string, Revision> {
  if (declared.size === 0) return revisions;
  const reached = new Map<string, Set<string>>();
  for (const [label, id] of declared) {
    for (const holder of [...withDescendants(revisions, id), ...lineBelow(revisions, id)]) {
      const labels = reached.get(holder) ?? new Set();
      reached.set(holder, labels.add(label));
    }
  }
  return new Map([...revisions].map(([id, revision]) => [id, { ...revision, labels: [...(reached.get(id) ?? [])].sort() }]));
}

function withDescendants(revisions: ReadonlyMap<string, Revision>, id: string): ReadonlySet<string> {
  const seen = new Set([id]);
  for (const at of seen) for (const child of revisions.get(at)?.children ?? []) seen.add(child);
  return seen;
}

function lineBelow(revisions: ReadonlyMap<string, Revision>, id: string): readonly string[] {
  const line: string[] = [];
  let at = revisions.get(id);
  while (at?.parents.length === 1) {
    at = revisions.get(at.parents[0] ?? '');
    if (!at || at.parents.length > 1 || at.children.length + at.dependents.length > 1) break;
    line.push(at.id);
  }
  return line;
}
