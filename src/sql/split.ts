import type { Span } from '../text/place.ts';
import type { Token } from './tokens.ts';
import { nextToken, wordOf } from './tokens.ts';

/**
 * One statement of a file: its span from the first word to before the semicolon, trailing comments left out.
 * `comments` are those before it, back to the previous statement; `text` between pieces is blank, comment or semicolon.
 */
export interface Piece extends Span { readonly comments: readonly Span[] }

export interface Split {
  readonly pieces: readonly Piece[];
  /** Comments after the last statement. */
  readonly trailing: readonly Span[];
}

/**
 * Cuts a text at the semicolons that end its statements: not those in strings, comments, the parenthesised actions of a
 * rule or the body of `BEGIN ATOMIC … END`. Nothing is lost when a statement is broken: a parenthesis that was never
 * closed hides no other statement, and an unclosed quote makes the rest of the text one piece, which the grammar refuses.
 */
export function split(text: string): Split {
  const pieces: Piece[] = [];
  let comments: Span[] = [];
  let first: Token | undefined;
  let last: Token | undefined;
  let previous = '';
  const rule = new RuleActions();
  const body = new AtomicBody();

  const close = () => {
    if (first && last) pieces.push({ start: first.start, end: last.end, comments });
    if (first) comments = [];
    first = last = undefined;
    rule.leave();
    body.leave();
  };

  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) {
    if (token.kind === 'comment') {
      if (!first) comments.push({ start: token.start, end: token.end });
      continue;
    }
    const word = token.end - token.start <= 8 ? wordOf(text, token) : '';
    if (word === ';' && token.kind === 'operator' && !rule.entered && !body.entered) {
      close();
      continue;
    }
    // Behind AS or a point any keyword is a name: `SELECT x AS end`.
    const isName = token.kind !== 'word' || previous === 'as' || previous === '.';
    if (token.kind === 'operator' || token.kind === 'word') rule.see(word);
    body.see(isName ? '' : word);
    previous = word;
    first ??= token;
    last = token;
  }
  close();
  return { pieces, trailing: comments };
}

/** Whether we are inside the parentheses of a CREATE RULE, the only ones in which semicolons stand. */
class RuleActions {
  #words: string[] = [];
  #depth = 0;

  get entered(): boolean {
    return this.#depth > 0 && /^create (?:or replace )?rule\b/.test(this.#words.join(' '));
  }

  see(word: string): void {
    if (this.#words.length < 4) this.#words.push(word);
    if (word === '(') this.#depth++;
    if (word === ')') this.#depth--;
  }

  leave(): void {
    this.#words = [];
    this.#depth = 0;
  }
}

/** Whether we are inside `BEGIN ATOMIC … END`, whose statements end in semicolons of their own; CASE has an END too. */
class AtomicBody {
  #depth = 0;
  #previous = '';

  get entered(): boolean {
    return this.#depth > 0;
  }

  see(word: string): void {
    if (word === 'atomic' && this.#previous === 'begin') this.#depth = 1;
    else if (this.entered && word === 'case') this.#depth++;
    else if (this.entered && word === 'end') this.#depth--;
    this.#previous = word;
  }

  leave(): void {
    this.#depth = 0;
    this.#previous = '';
  }
}
