import { columnsOf } from '../report/width.ts';
import { flowed } from '../report/wrap.ts';
import type { Io } from './io.ts';

/** The column in which the facts begin, in a terminal of some width and in a narrow one. */
const FACTS = { wide: 48, narrow: 40 };
const WIDE = 100;
const INDENT = ' '.repeat(6);

/** A line's words, painted or not. */
export interface Words { readonly text: string; readonly painted?: string }

/** Words with what is to be known of them beside, or below where the terminal is too narrow. */
export function beside({ text, painted = text }: Words, facts: readonly string[], { colors, columns }: Pick<Io, 'colors' | 'columns'>): string {
  if (facts.length === 0) return painted;
  const at = Math.max(columns < WIDE ? FACTS.narrow : FACTS.wide, columnsOf(text) + 2);
  const one = facts.join(', ');
  if (at + columnsOf(one) <= columns) return `${painted}${' '.repeat(at - columnsOf(text))}${colors.dim(one)}`;
  const below = flowed(facts, ', ', columns - INDENT.length).map((line) => `\n${INDENT}${colors.dim(line)}`);
  return `${painted}${below.join('')}`;
}
