import { stopsReads } from '../../src/effects/conflicts.ts';
import { inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { filesBefore } from '../../src/rule/cure/files-before.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'create-matview-with-data',
  summary: 'Fill a table or a materialized view by a query in another transaction than that of other DDL.',
  why: `
    CREATE MATERIALIZED VIEW and CREATE TABLE … AS run their query at once. Locks that the transaction has taken before are
    held while it runs, and that grows with the tables that it reads.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-creatematerializedview.html', 'https://www.postgresql.org/docs/current/sql-createtableas.html'],
  on: ['create view', 'create table'],

  check(operation, here) {
    if (operation.kind === 'create table' && !operation.fromQuery) return [];
    const scans = here.effects.work.filter((work) => work.kind === 'scan' && !here.isOnNew(work));
    const held = here.heldAgainstOthers;
    const [worst] = held;
    if (!worst || scans.length === 0) return [];

    const name = here.nameOf(worst.lock.on);
    const who = stopsReads(worst.lock.mode) ? `Nobody can read or write ${name}` : `Nobody can write to ${name}`;
    const made = operation.kind === 'create view' ? operation.view : operation.table;
    return [{
      message: `${who} ${here.untilWhen}, and that takes as long as the query that fills ${here.named(made)}: ${worst.by} at line ${here.lineOf(worst.taken)} already holds ${worst.lock.mode}.`,
      at: here.at,
      related: [worst.taken],
      because: scans,
      cure: phases(...filesBefore(held, here), inTransaction('expand', keep(here.at))),
    }];
  },
});
