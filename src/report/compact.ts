import { entriesOf, saidOf } from './entry.ts';
import { defineStream } from './format.ts';
import { locationOf } from './location.ts';
import { printable } from './printable.ts';
import { summaryOf } from './summary.ts';

/** For people who search: a line for each entry, and one that sums up. */
export const compact = defineStream({
  name: 'compact',
  of(review, { cwd }) {
    const lines = entriesOf(review).map((entry) => {
      const { path, start } = locationOf(entry.place, review.project, cwd);
      return `${path}:${start.line}:${start.column}: ${entry.level} ${entry.name}: ${saidOf(entry)}`;
    });
    return { text: [...lines, summaryOf(review).join(' · ')].map((line) => `${printable(line)}\n`).join(''), kept: undefined };
  },
  end: () => '',
});
