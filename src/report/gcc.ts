import { entriesOf, saidOf } from './entry.ts';
import { defineStream } from './format.ts';
import { locationOf } from './location.ts';
import { printable } from './printable.ts';

/**
 * As compilers say it, so that editors and build tools jump to the place.
 * https://www.gnu.org/prep/standards/html_node/Errors.html
 */
export const gcc = defineStream({
  name: 'gcc',
  of(review, { cwd }) {
    const lines = entriesOf(review).map((entry) => {
      const { path, start } = locationOf(entry.place, review.project, cwd);
      return `${path}:${start.line}:${start.column}: ${entry.level}: ${saidOf(entry)} [${entry.name}]`;
    });
    return { text: lines.map((line) => `${printable(line)}\n`).join(''), kept: undefined };
  },
  end: () => '',
});
