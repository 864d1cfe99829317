import type { Node } from '@pgsql/types';
import { parseStatement } from '../../sql/grammar.ts';
import type { Token } from '../../sql/tokens.ts';
import { nextToken } from '../../sql/tokens.ts';
import type { MappedText } from '../../text/mapped.ts';
import { placeOf, sliced } from '../../text/mapped.ts';
import type { Place, Span } from '../../text/place.ts';
import { bodyOf } from '../tree.ts';

/** An expression or a query of code: its tree, and where the words of its nodes stand. */
export class CodeExpression {
  readonly text: MappedText;
  readonly tree: Node;
  readonly #offsetOf: (location: number) => number;

  private constructor(text: MappedText, tree: Node, offsetOf: (location: number) => number) {
    this.text = text;
    this.tree = tree;
    this.#offsetOf = offsetOf;
  }

  /** Undefined where PostgreSQL would not read it either, or it is too much for us. */
  static of(text: MappedText): CodeExpression | undefined {
    const before = 'SELECT ';
    const parsed = parseStatement(before + text.text);
    if (parsed.kind !== 'parsed') return undefined;
    const [only, more] = bodyOf(parsed.tree, 'SelectStmt')?.targetList ?? [];
    const tree = bodyOf(only, 'ResTarget')?.val;
    return tree && !more ? new CodeExpression(text, tree, (location) => parsed.offsetOf(location) - before.length) : undefined;
  }

  static query(text: MappedText): CodeExpression | undefined {
    const parsed = parseStatement(text.text);
    return parsed.kind === 'parsed' ? new CodeExpression(text, parsed.tree, parsed.offsetOf) : undefined;
  }

  /** The token at a node's location. */
  tokenAt(location: number | undefined): Token | undefined {
    return nextToken(this.text.text, Math.max(0, this.#offsetOf(Math.max(0, location ?? 0))));
  }

  words(span: Span): MappedText {
    return sliced(this.text, span);
  }

  get place(): Place {
    return this.text.pieces.length > 0 ? placeOf(this.text, { start: 0, end: this.text.text.length }) : { path: '', span: { start: 0, end: 0 } };
  }
}
