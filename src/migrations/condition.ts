import type { ObjectName } from '../sql/name.ts';
import type { Place } from '../text/place.ts';

/**
 * When a step runs: IF EXISTS guards, DO blocks over the catalogs, `sa.inspect`, `checkfirst`, in one vocabulary.
 * Sources state conditions; the catalog decides them, and in a run the server.
 */
export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'exists'; readonly object: ObjectName }
  /** There is at least one. */
  | { readonly kind: 'has constraint'; readonly like: ConstraintsLike }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'undecidable'; readonly reason: string; readonly place: Place };

/** Constraints of a table by what they are: all of a type, or those that have just these columns, reference that table, bear the name. */
export interface ConstraintsLike {
  readonly table: ObjectName;
  readonly type: 'primary key' | 'foreign key' | 'unique' | 'check';
  readonly columns?: readonly string[];
  readonly references?: string;
  readonly name?: string;
}

/** What a catalog, or the server, can be asked. */
export type Question = Extract<Condition, { kind: 'exists' | 'has constraint' }>;

/** What unread code may have changed: nothing that a catalog knows, rows only, these objects, or anything. */
export type Reach = 'nothing' | 'rows' | 'anything' | readonly ObjectName[];

export const ALWAYS: Condition = { kind: 'always' };
export const NEVER: Condition = { kind: 'not', of: ALWAYS };

export function isNever(condition: Condition): boolean {
  return condition.kind === 'not' && condition.of.kind === 'always';
}

/** Whether a condition asks anything that no catalog could tell. */
export function isUndecidable(condition: Condition): boolean {
  switch (condition.kind) {
    case 'always': case 'exists': case 'has constraint': return false;
    case 'undecidable': return true;
    case 'not': return isUndecidable(condition.of);
    case 'all': case 'any': return condition.of.some(isUndecidable);
  }
}

/** What has to be asked to know whether it holds. */
export function questionsIn(condition: Condition): readonly Question[] {
  switch (condition.kind) {
    case 'always': case 'undecidable': return [];
    case 'exists': case 'has constraint': return [condition];
    case 'not': return questionsIn(condition.of);
    case 'all': case 'any': return condition.of.flatMap(questionsIn);
  }
}

/**
 * A condition with answers in the places of the questions that somebody can answer. The same question stands in each
 * statement of a branch: whoever answers knows it by its identity.
 */
export function answered(condition: Condition, answer: (question: Question) => boolean | undefined): Condition {
  switch (condition.kind) {
    case 'always': case 'undecidable': return condition;
    case 'exists': case 'has constraint': {
      const known = answer(condition);
      return known === undefined ? condition : known ? ALWAYS : NEVER;
    }
    case 'not': {
      const of = answered(condition.of, answer);
      return of.kind === 'always' ? NEVER : isNever(of) ? ALWAYS : { kind: 'not', of };
    }
    case 'all': return joined('all', condition.of.map((part) => answered(part, answer)));
    case 'any': return joined('any', condition.of.map((part) => answered(part, answer)));
  }
}

/** One NEVER decides `all`, one ALWAYS decides `any`. */
function joined(kind: 'all' | 'any', parts: readonly Condition[]): Condition {
  const isDecisive = (part: Condition) => (kind === 'all' ? isNever(part) : part.kind === 'always');
  const isSilent = (part: Condition) => (kind === 'all' ? part.kind === 'always' : isNever(part));
  const decisive = parts.find(isDecisive);
  if (decisive) return decisive;
  const [only, ...others] = parts.filter((part) => !isSilent(part));
  if (!only) return kind === 'all' ? ALWAYS : NEVER;
  return others.length === 0 ? only : { kind, of: [only, ...others] };
}
