import type { Span } from './place.ts';

/** Line and column, both from 1; columns count UTF-16 units. */
export interface Position { readonly line: number; readonly column: number }

/** The offsets at which lines start. CRLF, LF and a lone CR each end one line. */
export class Lines {
  readonly #starts: readonly number[];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
    }
    this.#starts = starts;
  }

  get count(): number {
    return this.#starts.length;
  }

  positionOf(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#startOf(low) + 1 };
  }

  /** The span of a line (counted from 1) without its line end. */
  spanOf(line: number): Span {
    const start = this.#startOf(line - 1);
    let end = line < this.#starts.length ? this.#startOf(line) : this.#text.length;
    while (end > start && '\r\n'.includes(this.#text.charAt(end - 1))) end--;
    return { start, end };
  }

  textOf(line: number): string {
    const { start, end } = this.spanOf(line);
    return this.#text.slice(start, end);
  }

  #startOf(index: number): number {
    return this.#starts[index] ?? this.#text.length;
  }
}
