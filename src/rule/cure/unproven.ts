import type { Cure } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { quoteName } from '../../sql/quote.ts';
import type { Situation } from '../situation.ts';
import { change, inTransaction, insertion, phases, samePhases, sql } from './build.ts';
import { rest } from './clause.ts';
import { nameFor } from './name.ts';

/** A constraint added NOT VALID, then validated in a transaction of its own; it gets a name where it has none. */
export function unproven({ table, constraint, ...operation }: OperationOf<'add constraint'>, here: Situation, suffix: string): Cure {
  const name = constraint.name?.name ?? nameFor(table.name, constraint.columns, suffix);
  const named = constraint.name === undefined ? `CONSTRAINT ${quoteName(name)} ` : '';
  const written = here.textOf(table.span);
  const validate = inTransaction('expand', sql(`ALTER TABLE ${written} VALIDATE CONSTRAINT ${quoteName(name)}`));
  const { start, end } = constraint.span;

  if (here.operations.length === 1) {
    const edits = [...(named === '' ? [] : [insertion(start, named)]), insertion(end, ' NOT VALID')];
    return samePhases(inTransaction('expand', change(here.at, 'not valid', ...edits)), validate);
  }
  const add = sql(`ALTER TABLE ${written} ADD ${named}${here.textOf(constraint.span)} NOT VALID`);
  return phases(inTransaction('expand', ...rest({ table, constraint, ...operation }, here)), inTransaction('expand', add), validate);
}
