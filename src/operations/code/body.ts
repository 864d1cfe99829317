import type { Token } from '../../sql/tokens.ts';
import { tokensOf } from '../../sql/tokens.ts';
import { Lines } from '../../text/lines.ts';
import type { MappedText } from '../../text/mapped.ts';
import { sliced } from '../../text/mapped.ts';
import type { Span } from '../../text/place.ts';

/**
 * The text of a body, in which the parser's pieces are found again: it gives their words and the line of their
 * statement. They come in the order of the text, so that each is looked for behind the one before.
 */
export class BodyText {
  readonly #mapped: MappedText;
  readonly #tokens: readonly Token[];
  readonly #lines: Lines;
  #next = 0;

  constructor(mapped: MappedText) {
    this.#mapped = mapped;
    this.#tokens = tokensOf(mapped.text).filter(({ kind }) => kind !== 'comment');
    this.#lines = new Lines(mapped.text);
  }

  /** The piece with its places: exact where its words are found, else those of the line. */
  locate(query: string, line = 1): MappedText {
    const { text } = this.#mapped;
    const least = this.#startOf(line);
    for (let index = this.#next; index < this.#tokens.length; index++) {
      const { start } = this.#tokens[index] ?? { start: 0 };
      if (start < least) continue;
      const at = query.startsWith('SELECT') && saysPerform(text, start) ? start + 1 : start;
      if (!isWrittenAt(text, at, query)) continue;
      this.#next = index + 1;
      return { text: query, pieces: sliced(this.#mapped, { start: at, end: at + query.length }).pieces };
    }
    return { text: query, pieces: inexact(query, sliced(this.#mapped, this.#lineOf(line))) };
  }

  /** Where the next piece is looked for: a loop that is gone through again begins there again. */
  mark(): number {
    return this.#next;
  }

  back(mark: number): void {
    this.#next = mark;
  }

  /** The words of a line, or of the body where it has none. */
  lineAt(line = 1): MappedText {
    return sliced(this.#mapped, this.#lineOf(line));
  }

  #startOf(line: number): number {
    return line <= this.#lines.count ? this.#lines.spanOf(line).start : 0;
  }

  #lineOf(line: number): Span {
    const whole = { start: 0, end: this.#mapped.text.length };
    if (line > this.#lines.count) return whole;
    const { start, end } = this.#lines.spanOf(line);
    const words = this.#tokens.filter((token) => token.start >= start && token.start < end);
    const [first] = words;
    return first ? { start: first.start, end: Math.min(end, words.at(-1)?.end ?? end) } : whole;
  }
}

/** The parser turns PERFORM into SELECT and begins one character later. */
function saysPerform(text: string, start: number): boolean {
  return /^perform\b/i.test(text.slice(start, start + 8));
}

/** Whether the words stand there; the parser blanks the variables behind INTO, and PERFORM ends as SELECT does. */
function isWrittenAt(text: string, at: number, query: string): boolean {
  if (/[\w$]$/.test(query) && /[\w$]/.test(text.charAt(at + query.length))) return false;
  if (text.startsWith(query, at)) return true;
  const performs = /^erform/i.test(text.slice(at, at + 6));
  if (!performs && !text.startsWith(query.slice(0, 6), at)) return false;
  const original = text.slice(at, at + query.length);
  if (original.length !== query.length) return false;
  const behind = performs ? 6 : 0;
  return original.slice(behind) === query.slice(behind) || (/\binto\b/i.test(original) && isBlanked(original, query, behind));
}

function isBlanked(original: string, query: string, behind: number): boolean {
  for (let at = behind; at < query.length; at++) {
    if (query[at] !== original[at] && query[at] !== ' ') return false;
  }
  return true;
}

function inexact(text: string, line: MappedText): MappedText['pieces'] {
  const [first] = line.pieces;
  return first && text !== '' ? [{ span: { start: 0, end: text.length }, from: first.from, exact: false }] : [];
}
