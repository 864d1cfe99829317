import { entriesOf, saidOf } from './entry.ts';
import type { Format } from './format.ts';
import { locationOf } from './location.ts';
import { printable } from './printable.ts';
import { summaryOf } from './summary.ts';

/** For people who search: a line for each entry, and one that sums up. */
export const compact: Format = {
  name: 'compact',
  render(reviews, { cwd }) {
    const lines = reviews.flatMap((review) => [
      ...entriesOf(review).map((entry) => {
        const { path, start } = locationOf(entry.place, review.project, cwd);
        return `${path}:${start.line}:${start.column}: ${entry.level} ${entry.name}: ${saidOf(entry)}`;
      }),
      summaryOf(review).join(' · '),
    ]);
    return lines.map((line) => `${printable(line)}\n`).join('');
  },
};
