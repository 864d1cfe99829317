import type { Part, Phase } from '../../migrations/cure.ts';
import type { ObjectName } from '../../sql/name.ts';
import { quoteName } from '../../sql/quote.ts';
import type { Situation } from '../situation.ts';
import { inTransaction, sql } from './build.ts';
import { nameFor } from './name.ts';

/** Conditions for one column; `alter`: how its ALTER TABLE begins. */
export interface ColumnChecks {
  readonly table: ObjectName;
  readonly alter: string;
  readonly column: string;
  readonly checks: readonly string[];
}

/** Constraints that hold for new values from now on. */
export function addChecks(all: ColumnChecks, here: Situation): readonly Part[] {
  return all.checks.map((check, at) => sql(`${all.alter} ADD CONSTRAINT ${nameOf(all, at, here)} CHECK (${check}) NOT VALID`));
}

/** And for all that were there before. */
export function validateChecks(all: ColumnChecks, here: Situation): readonly Phase[] {
  return all.checks.map((_, at) => inTransaction('expand', sql(`${all.alter} VALIDATE CONSTRAINT ${nameOf(all, at, here)}`)));
}

function nameOf({ table, column }: ColumnChecks, at: number, here: Situation): string {
  return quoteName(here.freeConstraintName(table, nameFor(table.name, [column], at === 0 ? 'check' : `check_${at + 1}`)));
}
