import type { Graph } from '../revisions/graph.ts';

/** Where a database stands: "at 003", "at 003 (head)", "at base". */
export function positionText(graph: Graph, rows: readonly string[]): string {
  if (rows.length === 0) return 'at base';
  return `at ${rows.map((id) => (graph.heads.includes(id) ? `${id} (head)` : id)).join(', ')}`;
}
