import type { Catalog } from '../catalog/catalog.ts';
import type { Graph } from '../revisions/graph.ts';
import { ancestors, before } from '../revisions/ancestry.ts';

/** A catalog after a sequence of upgrades; sequences that begin alike share their beginning. */
interface Link { readonly catalog: Catalog; readonly next: Map<string, Link> }

/**
 * The catalog before each revision: the fold over its ancestors in the one linear order. Branches fold apart from each
 * other; a merge folds all that is below it. `held`: the revisions that the start holds already.
 */
export class Chain {
  readonly #graph: Graph;
  readonly #upgrade: (catalog: Catalog, revision: string) => Catalog;
  readonly #start: Link;
  readonly #held: ReadonlySet<string>;
  readonly #after = new Map<string, Link>();

  constructor(graph: Graph, start: Catalog, upgrade: (catalog: Catalog, revision: string) => Catalog, held: ReadonlySet<string> = new Set()) {
    this.#graph = graph;
    this.#upgrade = upgrade;
    this.#start = { catalog: start, next: new Map() };
    this.#held = held;
  }

  before(revision: string): Catalog {
    return this.#linkBefore(revision).catalog;
  }

  after(revision: string): Catalog {
    return this.#linkAfter(revision).catalog;
  }

  /** All of these revisions, and what comes before them. */
  afterAll(revisions: readonly string[]): Catalog {
    return this.#linkAfterAll(revisions).catalog;
  }

  /** Walks back to what is known and forward again, so that long histories need no deep stack. */
  #linkAfter(revision: string): Link {
    const pending: string[] = [];
    for (let at: string | undefined = revision; at !== undefined && !this.#after.has(at);) {
      pending.push(at);
      const needed = this.#needed(at);
      at = needed.length === 1 ? needed[0] : undefined;
    }
    for (const step of pending.reverse()) this.#after.set(step, this.#follow(this.#linkBefore(step), step));
    return this.#after.get(revision) ?? this.#start;
  }

  #linkBefore(revision: string): Link {
    return this.#linkAfterAll(this.#needed(revision));
  }

  #linkAfterAll([only, ...more]: readonly string[]): Link {
    if (only === undefined) return this.#start;
    if (more.length === 0) return this.#linkAfter(only);
    const below = ancestors(this.#graph, [only, ...more]);
    return this.#graph.order.filter((id) => below.has(id) && !this.#held.has(id)).reduce((link, id) => this.#follow(link, id), this.#start);
  }

  #follow(link: Link, revision: string): Link {
    const known = link.next.get(revision);
    if (known) return known;
    const made: Link = { catalog: this.#upgrade(link.catalog, revision), next: new Map() };
    link.next.set(revision, made);
    return made;
  }

  #needed(revision: string): readonly string[] {
    const found = this.#graph.revisions.get(revision);
    return found ? before(found).filter((id) => !this.#held.has(id)) : [];
  }
}
