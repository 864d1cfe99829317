import { addressOf } from './address.ts';
import { AddressError } from './address-error.ts';
import { ancestors, descendants } from './ancestry.ts';
import type { Graph } from './graph.ts';
import { revisionAt, revisionsAt, upgradeTargets } from './target.ts';
import { walkDown } from './walk.ts';

/** The two ends of `start:end`, as they were typed; an end left out is empty. Undefined where there is no colon. */
export function rangeEnds(text: string): { readonly start: string; readonly end: string } | undefined {
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { start: text.slice(0, colon), end: text.slice(colon + 1) };
}

/** Where a database stands, as an end of a range. */
export const CURRENT = 'current';

/** Does a range begin or end where a database stands? */
export function asksCurrent(text: string | undefined): boolean {
  const ends = text === undefined ? undefined : rangeEnds(text);
  return ends?.start === CURRENT || ends?.end === CURRENT;
}

/**
 * The revisions from one to another, both included, in the one linear order: `003:head`, `:003`, `003:`, `base:+2`,
 * `-2:`, `current:`. `rows`: where a database stands. Throws `AddressError`.
 */
export function revisionsIn(graph: Graph, text: string, rows: readonly string[] = []): readonly string[] {
  const ends = rangeEnds(text);
  if (!ends) throw new AddressError('malformed', text, `"${text}" is not a range. Write start:end, start: or :end.`);

  const at = (end: string) => (end === CURRENT ? rows.filter((id) => graph.revisions.has(id)) : revisionsAt(graph, end));
  const start = isRelative(ends.start) ? undefined : at(ends.start === '' ? 'base' : ends.start);
  const end = isRelative(ends.end) ? upgradeTargets(graph, start ?? [], ends.end) : at(ends.end === '' ? 'heads' : ends.end);
  const from = start ?? stepsBefore(graph, ends.start, end);
  const upTo = ancestors(graph, end);
  const above = from.length === 0 ? undefined : descendants(graph, from);
  return graph.order.filter((id) => upTo.has(id) && (!above || above.has(id)));
}

function isRelative(end: string): boolean {
  return end !== '' && addressOf(end).steps !== undefined && addressOf(end).name === undefined;
}

function stepsBefore(graph: Graph, text: string, end: readonly string[]): readonly string[] {
  const { steps = 0 } = addressOf(text);
  const last = end.length === 1 ? revisionAt(graph, end[0] ?? '') : undefined;
  if (steps >= 0 || !last) {
    throw new AddressError('malformed', text, `"${text}" cannot begin a range that does not end at one revision. Write an id.`);
  }
  const stand = walkDown(graph, last, -steps, text);
  return stand === 'base' ? [] : [stand.id];
}
