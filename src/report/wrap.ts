import { columnsOf } from './width.ts';

/** Narrower than this no text is pressed: the terminal may break it where it likes. */
const LEAST = 20;

/** Longer lines of prose tire the eye. */
const WIDEST = 110;

/** Columns for prose in a terminal of this width. */
export function proseWidth(columns: number): number {
  return Math.min(columns, WIDEST);
}

/**
 * A text in lines no wider than `columns`, broken between words. Words longer than a line and code between backticks
 * stay whole, so that they can be copied.
 */
export function wrapped(text: string, columns: number): readonly string[] {
  return flowed(wordsOf(text), ' ', columns);
}

/** Pieces that are not to be broken, as many on a line as fit. */
export function flowed(pieces: readonly string[], between: string, columns: number): readonly string[] {
  const room = Math.max(columns, LEAST) - columnsOf(between.trimEnd());
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const longer = line === '' ? piece : `${line}${between}${piece}`;
    if (line !== '' && columnsOf(longer) > room) {
      lines.push(`${line}${between}`.trimEnd());
      line = piece;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The same, each line behind an indent. */
export function paragraph(text: string, columns: number, indent: string): string {
  return wrapped(text, columns - indent.length).map((line) => indent + line).join('\n');
}

/** Pieces in lines of which all but the first are indented further. A piece is never broken, so that it can be copied. */
export function hanging(pieces: readonly string[], columns: number, indent: string, further = `${indent}  `): string {
  return flowed(pieces, ' ', columns - further.length).map((line, at) => `${at === 0 ? indent : further}${line}`).join('\n');
}

/** Split at blanks that are not between two backticks. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/(?:`[^`]*`|[^\s`]|`)+/g) ?? [];
}
