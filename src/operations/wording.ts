import type { Token } from '../sql/tokens.ts';
import { tokensOf, wordOf } from '../sql/tokens.ts';
import type { Span } from '../text/place.ts';

/** A run of a statement's tokens, by index, half open. */
export interface Stretch { readonly from: number; readonly to: number }

/**
 * The words of one statement. The grammar's tree says what is meant but mostly not where; tokens say where. They are
 * scanned when first asked for; comments are left out.
 */
export class Wording {
  readonly sql: string;
  readonly #offsetOf: (location: number) => number;
  #tokens: readonly Token[] | undefined;
  readonly #words: string[] = [];
  #closing: ReadonlyMap<number, number> | undefined;

  constructor(sql: string, offsetOf: (location: number) => number) {
    this.sql = sql;
    this.#offsetOf = offsetOf;
  }

  get tokens(): readonly Token[] {
    this.#tokens ??= tokensOf(this.sql).filter(({ kind }) => kind !== 'comment');
    return this.#tokens;
  }

  /** All of the statement, a semicolon behind it left out. */
  get whole(): Stretch {
    let to = this.tokens.length;
    while (to > 0 && this.word(to - 1) === ';') to--;
    return { from: 0, to };
  }

  /** The token at a node's location; the tree leaves 0 out. */
  at(location: number | undefined): number {
    const offset = this.#offsetOf(Math.max(0, location ?? 0));
    let low = 0;
    let high = this.tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tokens[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** In lower case for unquoted words, as it stands for all else; empty outside the statement. */
  word(index: number): string {
    const held = this.#words[index];
    if (held !== undefined) return held;
    const token = this.tokens[index];
    return token ? (this.#words[index] = wordOf(this.sql, token)) : '';
  }

  /** Do these words stand there, one after the other? */
  says(index: number, ...words: readonly string[]): boolean {
    return words.every((word, at) => this.word(index + at) === word);
  }

  /** The token behind; behind the closing one if a parenthesis or bracket opens here. */
  next(index: number): number {
    return (this.#groups().get(index) ?? index) + 1;
  }

  /** The first of these words outside parentheses. */
  find(within: Stretch, ...words: readonly string[]): number | undefined {
    for (let index = within.from; index < within.to; index = this.next(index)) {
      if (words.includes(this.word(index))) return index;
    }
    return undefined;
  }

  /** All places of these words outside parentheses. */
  findAll(within: Stretch, ...words: readonly string[]): readonly number[] {
    const found: number[] = [];
    for (let index = within.from; index < within.to; index = this.next(index)) {
      if (words.includes(this.word(index))) found.push(index);
    }
    return found;
  }

  /** The parts between commas outside parentheses. */
  parts(within: Stretch): readonly Stretch[] {
    const commas = this.findAll(within, ',');
    return [...commas, within.to].map((to, at) => ({ from: at === 0 ? within.from : (commas[at - 1] ?? 0) + 1, to }));
  }

  /** What stands in the parentheses that open here. */
  inside(index: number): Stretch {
    return { from: index + 1, to: this.next(index) - 1 };
  }

  /** A name with its qualifiers: `a."B".c`. */
  name(index: number): Stretch {
    let to = index + 1;
    while (this.word(to) === '.') to += 2;
    return { from: index, to: Math.min(to, this.tokens.length) };
  }

  spanOf({ from, to }: Stretch): Span {
    const start = this.tokens[from]?.start ?? this.sql.length;
    return { start, end: Math.max(start, this.tokens[to - 1]?.end ?? start) };
  }

  /** From one token to another, both included. */
  through(from: number, last: number): Span {
    return this.spanOf({ from, to: last + 1 });
  }

  /**
   * The words that ask for something, from the first token: each of `words` is looked for in order before `end`; what
   * is not said (`COLUMN`) is passed over.
   */
  asking(within: Stretch, end: number, ...words: readonly string[]): Span {
    let last = within.from;
    let from = within.from;
    for (const word of words) {
      const found = this.find({ from, to: Math.min(end, within.to) }, word);
      if (found === undefined) continue;
      last = found;
      from = found + 1;
    }
    return this.through(within.from, last);
  }

  text(span: Span): string {
    return this.sql.slice(span.start, span.end);
  }

  #groups(): ReadonlyMap<number, number> {
    if (this.#closing) return this.#closing;
    const closing = new Map<number, number>();
    const open: number[] = [];
    this.tokens.forEach(({ start, end }, index) => {
      if (end - start !== 1) return;
      const unit = this.sql.charAt(start);
      if (unit === '(' || unit === '[') open.push(index);
      else if (unit === ')' || unit === ']') {
        const opening = open.pop();
        if (opening !== undefined) closing.set(opening, index);
      }
    });
    this.#closing = closing;
    return closing;
  }
}
