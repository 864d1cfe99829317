import { inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { rest } from '../../src/rule/cure/clause.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';

export default defineRule({
  name: 'set-not-null-with-check-drop',
  summary: 'Drop the CHECK that proves a NOT NULL in a later statement than SET NOT NULL.',
  why: `
    Whatever its order in the text, ALTER TABLE drops constraints before it sets NOT NULL. A validated CHECK that would
    have spared the scan is gone by then, and the whole table is read under ACCESS EXCLUSIVE.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL'],
  on: ['set not null'],

  check(operation, here) {
    const { table, column } = operation;
    const scans = here.work('scan');
    const drop = scans.length === 0 || here.surelyNew(table) ? undefined : dropOfProof(operation, here);
    if (!drop) return [];
    const alter = `ALTER TABLE ${here.textOf(table.span)}`;
    return [{
      message: `Nobody can read or write ${here.named(table)} while every row is checked for a NULL in ${column.name}: the statement drops ${drop.constraint.name}, which proves that there is none, before it sets NOT NULL.`,
      at: here.at,
      because: scans,
      cure: phases(inTransaction('expand', ...rest(drop, here), sql(`${alter} ${here.textOf(drop.clause ?? drop.span)}`))),
    }];
  },
});

/** A sub-command that drops a validated CHECK from which the NOT NULL follows. */
function dropOfProof({ table, column }: OperationOf<'set not null'>, here: Situation): OperationOf<'drop constraint'> | undefined {
  const proofs = here.constraintsOn(table).filter(({ type, validated, check }) => type === 'check' && validated && check?.impliesNotNull.includes(column.name));
  return here.operations.filter((other) => other.kind === 'drop constraint').find(({ constraint }) => proofs.some(({ name }) => name === constraint.name));
}
