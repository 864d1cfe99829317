import { compareNatural } from '../text/natural.ts';
import { after, ancestors, before, descendants, tips } from './ancestry.ts';
import type { Graph } from './graph.ts';
import type { Revision } from './revision.ts';

/** One change of the version table. An update or delete must hit exactly one row. */
export type RowChange =
  | { readonly kind: 'insert'; readonly revision: string }
  | { readonly kind: 'update'; readonly from: string; readonly to: string }
  | { readonly kind: 'delete'; readonly revision: string };

/**
 * What a version table holds while revisions come and go: those applied that no other applied one follows or depends on,
 * as Alembic keeps them. Where Alembic leaves the choice of a row to chance, the last in sorted order is updated.
 */
export class Rows {
  readonly #graph: Graph;
  readonly #applied: Set<string>;
  readonly #rows: Set<string>;

  constructor(graph: Graph, rows: readonly string[]) {
    this.#graph = graph;
    this.#applied = new Set(ancestors(graph, rows));
    this.#rows = new Set(rows);
  }

  get now(): readonly string[] {
    return sorted(this.#rows);
  }

  upgraded(revision: Revision): readonly RowChange[] {
    const gone = before(revision).filter((id) => this.#rows.has(id));
    this.#applied.add(revision.id);
    return this.#replace(gone, [revision.id]);
  }

  downgraded(revision: Revision): readonly RowChange[] {
    this.#applied.delete(revision.id);
    return this.#replace([revision.id], before(revision).filter((id) => !this.#isCovered(id)));
  }

  #isCovered(id: string): boolean {
    const revision = this.#graph.revisions.get(id);
    return revision !== undefined && after(revision).some((later) => this.#applied.has(later));
  }

  #replace(gone: readonly string[], come: readonly string[]): readonly RowChange[] {
    for (const id of gone) this.#rows.delete(id);
    for (const id of come) this.#rows.add(id);
    return changes(gone, come);
  }
}

/** The version table told where the database stands, without running anything: rows of other branches stay. */
export function stampChanges(graph: Graph, rows: readonly string[], targets: readonly string[]): readonly RowChange[] {
  const wanted = tips(graph, targets);
  const related = targets.length === 0 ? new Set(rows) : new Set([...ancestors(graph, wanted), ...descendants(graph, wanted)]);
  return changes(
    rows.filter((id) => related.has(id) && !wanted.includes(id)),
    wanted.filter((id) => !rows.includes(id)),
  );
}

/** As `stampChanges`, but every row goes first, those of unknown revisions too. */
export function purgeChanges(graph: Graph, rows: readonly string[], targets: readonly string[]): readonly RowChange[] {
  return [
    ...sorted(rows).map((revision): RowChange => ({ kind: 'delete', revision })),
    ...sorted(tips(graph, targets)).map((revision): RowChange => ({ kind: 'insert', revision })),
  ];
}

/** One row of those that go becomes one of those that come; the rest is deleted and inserted before. */
function changes(gone: readonly string[], come: readonly string[]): readonly RowChange[] {
  const leaving = sorted(gone);
  const coming = sorted(come);
  const from = coming.length > 0 ? leaving.pop() : undefined;
  const to = from === undefined ? undefined : coming.pop();
  return [
    ...leaving.map((revision): RowChange => ({ kind: 'delete', revision })),
    ...coming.map((revision): RowChange => ({ kind: 'insert', revision })),
    ...(from !== undefined && to !== undefined ? [{ kind: 'update' as const, from, to }] : []),
  ];
}

function sorted(ids: Iterable<string>): string[] {
  return [...ids].sort(compareNatural);
}
