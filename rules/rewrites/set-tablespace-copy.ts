import { noCure } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'set-tablespace-copy',
  summary: 'Do not move a table in use to another tablespace.',
  why: `
    SET TABLESPACE copies every block of the table under ACCESS EXCLUSIVE: nobody reads and nobody writes until the copy is
    complete.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-TABLESPACE'],
  on: ['alter table'],

  check({ table, does }, here) {
    const copies = here.work('rewrite').filter((work) => !here.isOnNew(work));
    if (does !== 'SET TABLESPACE' || table.type === 'index' || here.lastSeen(table)?.type === 'index' || copies.length === 0) return [];
    const nobody = copies.some(({ certain }) => certain) ? 'Nobody' : 'Unless it is there already, nobody';
    return [{
      message: `${nobody} can read or write ${here.named(table)} while its blocks are copied to the other tablespace.`,
      at: here.at,
      because: copies,
      cure: noCure(`PostgreSQL has no concurrent form of it: take a window in which nobody needs ${here.named(table)}, or let the pg_repack extension move it.`),
    }];
  },
});
