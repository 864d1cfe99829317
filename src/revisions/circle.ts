import { compareNatural } from '../text/natural.ts';
import type { Preceded } from './order.ts';

/**
 * One circle among revisions that no order could hold, each followed by one that it follows; the least id first. Empty
 * where `unordered` is.
 */
export function circleIn(revisions: readonly Preceded[], unordered: readonly string[]): readonly string[] {
  const stuck = new Set(unordered);
  const before = new Map(revisions.map(({ id, before }) => [id, before.filter((earlier) => stuck.has(earlier))]));
  const walked: string[] = [];
  const seenAt = new Map<string, number>();
  // Each stuck revision waits for another stuck one, so that walking back must come round.
  let at = unordered[0];
  while (at !== undefined && !seenAt.has(at)) {
    seenAt.set(at, walked.length);
    walked.push(at);
    at = [...(before.get(at) ?? [])].sort(compareNatural)[0];
  }
  const circle = walked.slice(at === undefined ? walked.length : seenAt.get(at));
  const least = [...circle].sort(compareNatural)[0];
  const turn = least === undefined ? 0 : circle.indexOf(least);
  return [...circle.slice(turn), ...circle.slice(0, turn)];
}
