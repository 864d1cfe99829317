import type { Cure } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { noCure, outside, phases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'set-tablespace-copy',
  summary: 'Do not move a table in use to another tablespace.',
  why: `
    SET TABLESPACE copies every block of the table under ACCESS EXCLUSIVE: nobody reads and nobody writes until the copy is
    complete. An index can be built in the other tablespace by REINDEX … CONCURRENTLY instead.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-TABLESPACE', 'https://www.postgresql.org/docs/current/sql-reindex.html'],
  on: ['alter table'],

  check(operation, here) {
    const { table, does } = operation;
    const copies = here.work('rewrite').filter((work) => !here.isOnNew(work));
    if (does !== 'SET TABLESPACE' || copies.length === 0) return [];
    const isIndex = table.type === 'index' || here.lastSeen(table)?.type === 'index';
    const nobody = copies.some(({ certain }) => certain) ? 'Nobody' : 'Unless it is there already, nobody';
    return [{
      message: isIndex
        ? `${nobody} can read or write ${tableOf(operation, here)} while the blocks of ${here.named(table)} are copied to the other tablespace.`
        : `${nobody} can read or write ${here.named(table)} while its blocks are copied to the other tablespace.`,
      at: here.at,
      because: copies,
      cure: isIndex ? rebuilt(operation, here) : noCure(`PostgreSQL has no concurrent form of it: take a window in which nobody needs ${here.named(table)}, or let the pg_repack extension move it.`),
    }];
  },
});

/** Every query locks all indexes of its tables, whether it uses them or not. */
function tableOf({ table: index }: OperationOf<'alter table'>, here: Situation): string {
  const answer = here.catalog.index(index, here.session);
  const table = answer.known && answer.value ? here.catalog.byId(answer.value.table) : undefined;
  return table ? here.nameOf({ kind: 'relation', relation: table }) : `the table of ${here.named(index)}`;
}

/** https://www.postgresql.org/docs/current/sql-reindex.html: TABLESPACE came with 14. */
function rebuilt({ table, to }: OperationOf<'alter table'>, here: Situation): Cure {
  if (here.lowest < 14 || to === undefined) return noCure('Create the same index concurrently in the other tablespace, and drop this one concurrently then.');
  return phases(outside('expand', sql(`REINDEX (TABLESPACE ${quoteName(to)}) INDEX CONCURRENTLY ${here.textOf(table.span)}`)));
}
