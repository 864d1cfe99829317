import { inTransaction, keep, phases, sql } from '../../src/rule/cure/build.ts';
import { releaseWords } from '../../src/rule/release-words.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'rename-table',
  summary: 'Leave a view under the old name when a table is renamed.',
  why: `
    A rename is instant, and that is the trouble: no release fits both names. A view with the old name, made in the same
    transaction, keeps simple reads and writes of the running application working.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME',
    'https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS',
  ],
  on: ['rename table'],

  check(operation, here) {
    const { table, to } = operation;
    if (here.surelyNew(table) || here.relation(table)?.type === 'index' || isBridged(operation, here)) return [];

    const [old, fresh] = [quoteQualified(table), quoteQualified({ schema: table.schema, name: to.name })];
    const { places, hint, atMost } = releaseWords({ table: table.name }, here);
    return [{
      message: `Statements of the running application that name ${here.named(table)}${places} fail from the moment this commits.${hint}`,
      at: here.at,
      because: here.locks,
      cure: phases(
        inTransaction('expand', keep(here.at), sql(`CREATE VIEW ${old} AS SELECT * FROM ${fresh}`)),
        {
          ...inTransaction('contract', sql(`DROP VIEW ${old}`)),
          deployBefore: `Deploy a release that names ${to.name} only.`,
        },
      ),
      atMost,
    }];
  },
});

/** A view takes over the old name later in the same transaction. */
function isBridged({ table, to }: OperationOf<'rename table'>, here: Situation): boolean {
  return here.later('create view').some(({ operation: { view, reads }, fact: { session: { transaction } } }) =>
    transaction !== undefined && transaction.id === here.session.transaction?.id && view.name === table.name && reads.some(({ name }) => name === to.name));
}
