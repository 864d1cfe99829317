import { addressOf } from './address.ts';
import type { Address } from './address.ts';
import { AddressError } from './address-error.ts';
import { ancestors, tips } from './ancestry.ts';
import type { Graph } from './graph.ts';
import { branchNamed, lineage, listed, revisionNamed } from './named.ts';
import type { Destination } from './path.ts';
import { titled } from './revision.ts';
import type { Revision } from './revision.ts';
import { walkDown, walkUp } from './walk.ts';
import type { Stand } from './walk.ts';

/**
 * The revisions that an address names, apart from any database; none for `base`. `heads` leaves out a head that another
 * branch depends on. Throws `AddressError`, also for `+1` and `-1`, which need a place to start from.
 */
export function revisionsAt(graph: Graph, text: string): readonly string[] {
  const address = addressOf(text);
  if (address.steps === undefined) return absolute(graph, address);
  if (address.name === undefined) {
    throw new AddressError('malformed', text, `"${text}" counts from where a database stands, and none is asked here. Write an id before it: 003${text}.`);
  }
  return idsOf(relativeToName(graph, address, address.name, address.steps));
}

/** The one revision that an address names, as `show` needs it; undefined for `base`. Throws `AddressError`. */
export function revisionAt(graph: Graph, text: string): Revision | undefined {
  const [id, ...others] = revisionsAt(graph, text);
  if (others.length > 0) throw severalHeads(graph, text, [id ?? '', ...others]);
  return id === undefined ? undefined : graph.revisions.get(id);
}

/** Where an upgrade from these rows is to arrive. Throws `AddressError`. */
export function upgradeTargets(graph: Graph, rows: readonly string[], text: string): readonly string[] {
  const address = addressOf(text);
  if (address.steps === undefined || address.name !== undefined) return revisionsAt(graph, text);
  if (address.steps < 0) throw new AddressError('wrong-way', text, `"${text}" goes down, and this is an upgrade. Use \`phasewise downgrade ${text}\`.`);
  return [walkUp(graph, standOn(graph, rows, address), address.steps, text, address.branch).id];
}

/** Where a downgrade from these rows is to arrive. Throws `AddressError`. */
export function downgradeTarget(graph: Graph, rows: readonly string[], text: string): Destination {
  const address = addressOf(text);
  const branch = address.branch === undefined ? undefined : branchNamed(graph, address.branch).id;
  if (address.steps === undefined || address.name !== undefined) {
    const id = revisionAt(graph, text)?.id;
    return { to: id ?? 'base', ...(branch !== undefined && { branch }) };
  }
  if (address.steps > 0) throw new AddressError('wrong-way', text, `"${text}" goes up, and this is a downgrade. Use \`phasewise upgrade ${text}\`.`);
  const start = standOn(graph, rows, address);
  if (start !== 'base' && branch !== undefined && !rows.includes(start.id) && !ancestors(graph, rows).has(branch)) {
    throw new AddressError('too-far', text, `"${text}" goes too far: nothing of the branch ${address.branch ?? ''} is applied but ${titled(start)}, which others follow too.`);
  }
  if (start === 'base') throw new AddressError('too-far', text, `"${text}" goes too far: the database is at base, and nothing is applied.`);
  const to = walkDown(graph, start, -address.steps, text);
  return { to: to === 'base' ? 'base' : to.id, branch: start.id };
}

function absolute(graph: Graph, { text, name = '', branch }: Address): readonly string[] {
  if (name === 'base') return [];
  if (name !== 'head' && name !== 'heads') return [revisionNamed(graph, name, branch).id];

  const onBranch = branch === undefined ? undefined : lineage(graph, branchNamed(graph, branch));
  const heads = graph.heads.filter((id) => !onBranch || onBranch.has(id));
  if (name === 'heads') return onBranch ? heads : tips(graph, heads);
  if (heads.length > 1) throw severalHeads(graph, text, heads);
  return heads;
}

function relativeToName(graph: Graph, { text, branch }: Address, name: string, steps: number): Stand {
  const [from, ...others] = absolute(graph, { text, name, ...(branch !== undefined && steps < 0 && { branch }) });
  if (others.length > 0) throw severalHeads(graph, name, [from ?? '', ...others]);
  const start = from === undefined ? undefined : graph.revisions.get(from);
  if (steps >= 0) return walkUp(graph, start ?? 'base', steps, text, branch);
  if (!start) throw new AddressError('too-far', text, `"${text}" goes too far: nothing comes before base.`);
  return walkDown(graph, start, -steps, text);
}

/** The one row, or applied revision of a branch, that `+1` and `-1` count from. */
function standOn(graph: Graph, rows: readonly string[], { text, branch }: Address): Stand {
  const candidates = branch === undefined ? rows : activeOn(graph, rows, branchNamed(graph, branch));
  const revisions = candidates.flatMap((id) => graph.revisions.get(id) ?? []);
  if (revisions.length > 1) {
    const message = `"${text}" is ambiguous: the database is at ${listed(revisions)}. Name the revision to go to, or say which branch: ${branchOf(revisions[0])}@${text.replace(/^.*@/, '')}.`;
    throw new AddressError('ambiguous', text, message, candidates);
  }
  return revisions[0] ?? 'base';
}

/** The rows on a branch; else the last applied revisions of it, where another branch has taken over its row. */
function activeOn(graph: Graph, rows: readonly string[], branch: Revision): readonly string[] {
  const line = lineage(graph, branch);
  const onLine = rows.filter((id) => line.has(id));
  return onLine.length > 0 ? onLine : tips(graph, [...ancestors(graph, rows)].filter((id) => line.has(id)));
}

function branchOf(revision: Revision | undefined): string {
  return revision?.labels[0] ?? revision?.id ?? 'label';
}

function idsOf(stand: Stand): readonly string[] {
  return stand === 'base' ? [] : [stand.id];
}

function severalHeads(graph: Graph, address: string, heads: readonly string[]): AddressError {
  const revisions = heads.flatMap((id) => graph.revisions.get(id) ?? []);
  const message = `there are ${heads.length} heads: ${listed(revisions)}. Name one${/heads$/.test(address) ? ' of them.' : ', or say `heads` for all of them.'}`;
  return new AddressError('several-heads', address, message, heads);
}
