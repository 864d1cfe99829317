import { inTransaction, keep, phases, sql } from '../../src/rule/cure/build.ts';
import { rest } from '../../src/rule/cure/clause.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'validate-in-same-transaction',
  summary: 'Validate a constraint in a later transaction than the one that adds it.',
  why: `
    NOT VALID exists so that adding a constraint needs its strong lock for a moment only. VALIDATE in the same
    transaction scans the table while that lock is still held: nothing is gained.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  on: ['validate constraint'],

  check(operation, here) {
    const { table, constraint } = operation;
    if (here.surelyNew(table)) return [];
    const added = additionOf(operation, here);
    if (added === undefined) return [];

    const held = here.held.find(({ lock }) => here.isOn(lock, table));
    const mode = held?.lock.mode ?? here.locks[0]?.mode ?? 'ACCESS EXCLUSIVE';
    const who = mode === 'ACCESS EXCLUSIVE' ? 'Nobody can read or write' : 'Nobody can write to';
    return [{
      message: `${who} ${here.named(table)} while ${constraint.name} is checked against every row: the ${mode} lock of adding it is still held.`,
      at: here.at,
      because: here.work('scan'),
      cure: added,
    }];
  },
});

/** The cure, if the constraint was added NOT VALID in the same statement or transaction. */
function additionOf({ table, constraint }: OperationOf<'validate constraint'>, here: Situation): Cure | undefined {
  const beside = here.operations.find((other) => other.kind === 'add constraint' && other.constraint.name?.name === constraint.name);
  const validate = sql(`ALTER TABLE ${here.textOf(table.span)} VALIDATE CONSTRAINT ${quoteName(constraint.name)}`);
  if (beside) {
    const own = here.operations.find((other) => other.kind === 'validate constraint' && other.constraint.name === constraint.name);
    return phases(inTransaction('expand', ...(own ? rest(own, here) : [])), inTransaction('expand', validate));
  }
  const relation = here.relation(table);
  const answer = relation && here.catalog.constraint(relation, constraint.name);
  const found = answer?.known ? answer.value : undefined;
  if (!found || found.validated || here.session.transaction === undefined) return undefined;
  if (found.born.script !== here.at.script || found.born.transaction !== here.session.transaction.id) return undefined;
  return phases(
    inTransaction('expand', keep({ script: here.at.script, index: found.born.statement })),
    inTransaction('expand', keep(here.at)),
  );
}
