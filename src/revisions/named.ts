import { nearest } from '../text/nearest.ts';
import { AddressError } from './address-error.ts';
import { lineAbove, lineBelow } from './ancestry.ts';
import type { Graph } from './graph.ts';
import { titled } from './revision.ts';
import type { Revision } from './revision.ts';

/** Shorter ids must be written out, as in Alembic: `0` is not yet `001`. */
const LEAST_ABBREVIATED = 4;

/**
 * The revision of a full id, a label, or the beginning of one of them that fits no other, on a branch if one is given.
 * Throws `AddressError`.
 */
export function revisionNamed(graph: Graph, name: string, branch?: string): Revision {
  const onBranch = branch === undefined ? undefined : lineage(graph, branchNamed(graph, branch));
  const exact = graph.revisions.get(graph.labels.get(name) ?? name);
  if (exact) {
    if (onBranch && !onBranch.has(exact.id)) throw offBranch(exact, branch ?? '', name);
    return exact;
  }

  const names = [...graph.order.map((id): [string, string] => [id, id]), ...graph.labels];
  const fitting = names.filter(([known]) => known.length >= LEAST_ABBREVIATED && known.startsWith(name)).map(([, id]) => id);
  const candidates = [...new Set(fitting)].filter((id) => !onBranch || onBranch.has(id)).flatMap((id) => graph.revisions.get(id) ?? []);
  const [only, ...others] = candidates;
  if (!only) throw unknown(graph, name);
  if (others.length > 0) throw ambiguous(name, candidates);
  return only;
}

/** The revision that stands for a branch: that of a label, or any revision on it. Throws `AddressError`. */
export function branchNamed(graph: Graph, branch: string): Revision {
  return revisionNamed(graph, branch);
}

/** All revisions above and below one on its own line; dependencies do not make a branch. */
export function lineage(graph: Graph, { id }: Revision): ReadonlySet<string> {
  return new Set([...lineBelow(graph, [id]), ...lineAbove(graph, [id])]);
}

/** "a (one), b (two) and c (three)". */
export function listed(revisions: readonly Revision[]): string {
  const names = revisions.map(titled);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function unknown(graph: Graph, name: string): AddressError {
  const whole = likely(graph, name);
  const word = whole ? undefined : nearest(name, WORDS);
  if (word !== undefined) return new AddressError('unknown', name, `no revision starts with "${name}". Did you mean ${word}?`, []);
  const meant = whole ?? beginning(graph, name);
  const wayOut = meant
    ? `Did you mean ${titled(meant)}?`
    : graph.order.length === 0 ? 'There are no revisions yet.' : '`phasewise history` lists them all.';
  return new AddressError('unknown', name, `no revision starts with "${name}". ${wayOut}`, meant ? [meant.id] : []);
}

/** Addresses that are no names. */
const WORDS = ['head', 'heads', 'base', 'current'];

/** `3` may mean 003; else the name with the fewest differing letters. */
function likely(graph: Graph, name: string): Revision | undefined {
  const sameNumber = /^\d+$/.test(name) ? graph.order.find((id) => /^\d+$/.test(id) && BigInt(id) === BigInt(name)) : undefined;
  const known = sameNumber ?? nearest(name, [...graph.order, ...graph.labels.keys()]);
  return known === undefined ? undefined : graph.revisions.get(graph.labels.get(known) ?? known);
}

/** An id that was cut short. Of few letters too many are alike. */
function beginning({ order, revisions }: Graph, name: string): Revision | undefined {
  const start = name.length > LEAST_ABBREVIATED ? nearest(name, order.map((id) => id.slice(0, name.length))) : undefined;
  const id = start === undefined ? undefined : order.find((known) => known.startsWith(start));
  return id === undefined ? undefined : revisions.get(id);
}

function ambiguous(name: string, candidates: readonly Revision[]): AddressError {
  const shown = candidates.length > 5 ? `${candidates.slice(0, 5).map(titled).join(', ')} and ${candidates.length - 5} more` : listed(candidates);
  return new AddressError('ambiguous', name, `${candidates.length} revisions start with "${name}": ${shown}. Write more of the one you mean.`, candidates.map(({ id }) => id));
}

function offBranch(revision: Revision, branch: string, name: string): AddressError {
  return new AddressError('off-branch', `${branch}@${name}`, `${titled(revision)} is not on the branch ${branch}. Name it without \`${branch}@\`.`, [revision.id]);
}
