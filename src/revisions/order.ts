import { compareNatural } from '../text/natural.ts';

/** What must come before a revision: its parents and its dependencies. */
export interface Preceded { readonly id: string; readonly before: readonly string[] }

export interface Order {
  readonly order: readonly string[];
  /** Revisions in a circle or behind one; empty where there is none. */
  readonly unordered: readonly string[];
}

/**
 * The one linear order of a graph: each revision after all it follows and depends on, and of those that could come next
 * the one whose id comes first as people count (2 before 10). The order in which files were read plays no part, so every
 * reader of a project gets the same.
 */
export function linearOrder(revisions: readonly Preceded[]): Order {
  const ids = revisions.map(({ id }) => id).sort(compareNatural);
  const rankOf = new Map(ids.map((id, rank) => [id, rank]));
  const waitingFor = new Map<string, number>();
  const after = new Map<string, string[]>();
  for (const { id, before } of revisions) {
    const distinct = [...new Set(before)];
    waitingFor.set(id, distinct.length);
    for (const earlier of distinct) listAt(after, earlier).push(id);
  }

  const ready = new Ranks();
  const order: string[] = [];
  const free = (id: string) => ready.add(rankOf.get(id) ?? 0);
  for (const id of ids) if (waitingFor.get(id) === 0) free(id);
  for (let rank = ready.take(); rank !== undefined; rank = ready.take()) {
    const id = ids[rank] ?? '';
    order.push(id);
    for (const later of after.get(id) ?? []) {
      const left = (waitingFor.get(later) ?? 0) - 1;
      waitingFor.set(later, left);
      if (left === 0) free(later);
    }
  }
  const ordered = new Set(order);
  return { order, unordered: ids.filter((id) => !ordered.has(id)) };
}

function listAt(lists: Map<string, string[]>, key: string): string[] {
  const known = lists.get(key);
  if (known) return known;
  const fresh: string[] = [];
  lists.set(key, fresh);
  return fresh;
}

/** A heap that gives back the least number first. */
class Ranks {
  readonly #heap: number[] = [];

  add(rank: number): void {
    let at = this.#heap.push(rank) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#at(parent) <= rank) break;
      this.#heap[at] = this.#at(parent);
      at = parent;
    }
    this.#heap[at] = rank;
  }

  take(): number | undefined {
    const least = this.#heap[0];
    const moved = this.#heap.pop();
    if (moved === undefined || this.#heap.length === 0) return least;
    let at = 0;
    for (let child = 1; child < this.#heap.length; child = 2 * at + 1) {
      if (this.#at(child + 1) < this.#at(child)) child++;
      if (this.#at(child) >= moved) break;
      this.#heap[at] = this.#at(child);
      at = child;
    }
    this.#heap[at] = moved;
    return least;
  }

  #at(index: number): number {
    return this.#heap[index] ?? Infinity;
  }
}
