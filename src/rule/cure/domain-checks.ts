import type { Expression, SqlType } from '../../operations/operation.ts';
import { qualified } from '../../sql/keyword.ts';
import type { Situation } from '../situation.ts';

/** What a domain is over, and what it asks of its values, in words about a column. */
export interface DomainChecks {
  readonly base: SqlType;
  readonly checks: readonly string[];
  readonly notNull: boolean;
  /** What a new row gets that says nothing. */
  readonly fallback: Expression | undefined;
}

/** Undefined: not a domain, or not all of it is known. A domain may be over another one. */
export function domainChecks(type: SqlType, column: string, here: Situation): DomainChecks | undefined {
  const answer = here.catalog.userType(type, here.session);
  if (type.array || !answer.known || answer.value?.type !== 'domain' || answer.value.base === undefined) return undefined;
  const { base, constraints, fallback } = answer.value;
  const own = constraints.flatMap(({ check }) => (check ? [qualified(check.text, ['value'], () => column)] : []));
  const notNull = constraints.some((constraint) => constraint.type === 'not null');
  const below = here.stored(base);
  if (!below.known) return undefined;
  if (below.type.name === base.name) return { base, checks: own, notNull, fallback };
  const deeper = domainChecks(base, column, here);
  return deeper && { base: deeper.base, checks: [...deeper.checks, ...own], notNull: notNull || deeper.notNull, fallback: fallback ?? deeper.fallback };
}
