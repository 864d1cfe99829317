import type { Condition } from '../../migrations/condition.ts';
import type { Span } from '../../text/place.ts';

/** `span`: the words that ask for it (`DROP COLUMN`, `CREATE INDEX`); names and clauses carry their own. */
export interface Op<K extends string> {
  readonly kind: K;
  readonly span: Span;
  readonly when: Condition;
  /** The whole sub-command where a statement has several, comma left out: what a cure takes out of an ALTER TABLE. */
  readonly clause?: Span;
}
