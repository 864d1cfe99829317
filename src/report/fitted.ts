/** A part of a text that may have to be cut short: what introduces it, its items in the order of their weight, what is said instead of the rest. */
export interface Section {
  readonly head: string;
  readonly items: readonly string[];
  /** Between two items. */
  readonly between: '\n' | '\n\n';
  rest(count: number): string;
}

/** What is kept free for the words about the rest. */
const RESERVE = 200;

/** The sections that have items, cut to about as many characters as there is room for; what is left out is said. */
export function fitted(sections: readonly Section[], room: number): readonly string[] {
  let left = room;
  return sections.filter(({ items }) => items.length > 0).flatMap(({ head, items, between, rest }) => {
    left -= head.length + RESERVE;
    const past = items.findIndex((item) => (left -= item.length + between.length) < 0);
    if (past < 0) {
      left += RESERVE;
      return [[head, items.join(between)].join(head === '' ? '' : between)];
    }
    left = 0;
    const kept = items.slice(0, past);
    return [...(kept.length > 0 ? [[head, kept.join(between)].join(head === '' ? '' : between)] : []), rest(items.length - past)];
  });
}
