import { inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'index-rename-through-alter-table',
  summary: 'Rename indexes with ALTER INDEX.',
  why: `
    ALTER TABLE renames indexes as well, under ACCESS EXCLUSIVE on the index, which every query on its table needs:
    whoever comes later waits behind the rename, reads included. ALTER INDEX does the same under a lock that no reader or
    writer meets.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-alterindex.html'],
  on: ['rename table'],

  check({ table, to, when }, here) {
    const answer = here.catalog.index({ ...table, type: 'index' }, here.session);
    const index = answer.known ? answer.value : undefined;
    const owner = index && here.catalog.byId(index.table);
    if (!index || !owner || here.isNew(owner) || here.isNew(index.relation)) return [];

    const guard = when.kind === 'exists' ? 'IF EXISTS ' : '';
    return [{
      message: `Nobody can read or write ${here.nameOf({ kind: 'relation', relation: owner })} from the moment ALTER TABLE asks for its lock on ${here.named(table)} ${here.untilWhen}: every query on the table needs its indexes.`,
      at: here.at,
      because: here.locks,
      cure: phases(inTransaction('expand', sql(`ALTER INDEX ${guard}${quoteQualified(table)} RENAME TO ${quoteName(to.name)}`))),
    }];
  },
});
