import { AddressError } from './address-error.ts';
import type { Graph } from './graph.ts';
import { branchNamed, lineage, listed } from './named.ts';
import { titled } from './revision.ts';
import type { Revision } from './revision.ts';

/** A place on a walk: a revision, or `base` before all of them. */
export type Stand = Revision | 'base';

/** The revision so many steps after another, on a branch where the line forks. Throws `AddressError`. */
export function walkUp(graph: Graph, start: Stand, steps: number, address: string, branch?: string): Revision {
  const wanted = branch === undefined ? undefined : lineage(graph, branchNamed(graph, branch));
  let at = start;
  for (let done = 0; done < steps; done++) {
    const next = revisionsOf(graph, at === 'base' ? graph.bases : at.children).filter(({ id }) => !wanted || wanted.has(id));
    const [only] = next;
    if (!only) throw tooFar(address, done, `follow ${nameOf(start)}`);
    if (next.length > 1) {
      const both = next.length === 2 ? 'both' : 'all';
      const message = `"${address}" is ambiguous: ${listed(next)} ${both} ${at === 'base' ? 'begin at base' : `follow ${titled(at)}`}. Name the one you mean.`;
      throw new AddressError('ambiguous', address, message, next.map(({ id }) => id));
    }
    at = only;
  }
  if (at === 'base') throw new AddressError('malformed', address, `"${address}" goes nowhere. Write +1 or more.`);
  return at;
}

/** What stands so many steps before a revision: another, or `base`. Throws `AddressError`. */
export function walkDown(graph: Graph, start: Revision, steps: number, address: string): Stand {
  let at: Stand = start;
  for (let done = 0; done < steps; done++) {
    if (at === 'base') throw tooFar(address, done - 1, `precede ${titled(start)}`);
    const below = revisionsOf(graph, at.parents);
    if (below.length > 1) {
      const message = `"${address}" is ambiguous: ${titled(at)} merges ${listed(below)}. Name the one you mean; undoing the merge leaves them all applied.`;
      throw new AddressError('ambiguous', address, message, below.map(({ id }) => id));
    }
    at = below[0] ?? 'base';
  }
  return at;
}

function revisionsOf(graph: Graph, ids: readonly string[]): readonly Revision[] {
  return ids.flatMap((id) => graph.revisions.get(id) ?? []);
}

function tooFar(address: string, found: number, what: string): AddressError {
  const count = found === 0 ? 'no revisions' : `only ${found} ${found === 1 ? 'revision' : 'revisions'}`;
  return new AddressError('too-far', address, `"${address}" goes too far: ${count} ${found === 1 ? what.replace(/^(follow|precede)/, '$1s') : what}.`);
}

function nameOf(stand: Stand): string {
  return stand === 'base' ? 'base' : titled(stand);
}
