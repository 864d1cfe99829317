import type { Cure } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { quoteName } from '../../sql/quote.ts';
import type { Situation } from '../situation.ts';
import { change, inTransaction, insertion, samePhases, sql } from './build.ts';
import { nameFor } from './name.ts';

/**
 * A constraint added NOT VALID, then validated in a transaction of its own; it gets a name where it has none. What else
 * the statement does stays beside it: of a constraint that is dropped and added anew no moment is without.
 */
export function unproven({ table, constraint }: OperationOf<'add constraint'>, here: Situation, suffix: 'check' | 'fkey'): Cure {
  const name = constraint.name?.name ?? here.freeConstraintName(table, nameFor(table.name, columnsInName(constraint), suffix));
  const named = constraint.name === undefined ? [insertion(constraint.span.start, `CONSTRAINT ${quoteName(name)} `)] : [];
  return samePhases(
    inTransaction('expand', change(here.at, 'not valid', ...named, insertion(constraint.span.end, ' NOT VALID'))),
    inTransaction('expand', sql(`ALTER TABLE ${here.textOf(table.span)} VALIDATE CONSTRAINT ${quoteName(name)}`)),
  );
}

/** A CHECK is named after its column only where it has just one. */
function columnsInName({ type, check, columns }: OperationOf<'add constraint'>['constraint']): readonly string[] {
  if (type !== 'check') return columns;
  const read = check?.columns ?? columns;
  return read.length === 1 ? read : [];
}
