import { advice, inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { proveNotNull } from '../../src/rule/cure/not-null.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';

export default defineRule({
  name: 'primary-key-on-nullable',
  summary: 'Prove that the columns have no NULL before a primary key takes over an index.',
  why: `
    PRIMARY KEY USING INDEX is done in a moment only where its columns are NOT NULL already: otherwise it makes them so,
    and reads the whole table for that under ACCESS EXCLUSIVE.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX'],
  on: ['add constraint'],

  check(operation, here) {
    const { table, constraint } = operation;
    if (constraint.type !== 'primary key' || !constraint.usingIndex || here.surelyNew(table)) return [];
    const scans = here.work('scan');
    if (scans.length === 0) return [];
    const columns = columnsOf(operation, here);
    const unproven = columns?.filter((column) => !here.surelyWithoutNull(table, column));
    const written = here.textOf(table.span);
    return [{
      message: unproven === undefined
        ? `Nobody can read or write ${here.named(table)} while every row is checked for NULL, unless the columns of ${constraint.usingIndex.name} are NOT NULL already.`
        : `Nobody can read or write ${here.named(table)} while every row is checked for a NULL in ${listed(unproven)}.`,
      at: here.at,
      because: scans,
      cure: unproven === undefined
        ? advice(`Prove each column of ${constraint.usingIndex.name} first: ADD CHECK (… IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, SET NOT NULL, each in a file of its own.`)
        : phases(...unproven.flatMap((column) => proveNotNull({ table: table.name, written, column }, here.lowest)), inTransaction('expand', keep(here.at))),
    }];
  },
});

/** Those of the index, if the history tells. */
function columnsOf({ table, constraint: { usingIndex } }: OperationOf<'add constraint'>, here: Situation): readonly string[] | undefined {
  const schema = here.relation(table)?.schema;
  const answer = usingIndex && here.catalog.index(schema === undefined ? usingIndex : { ...usingIndex, schema }, here.session);
  const index = answer?.known ? answer.value : answer?.last;
  return index?.keys.flatMap(({ expression }) => expression.columns);
}
