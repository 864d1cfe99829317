import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'set-logged-unlogged-rewrite',
  summary: 'Do not switch a table in use between LOGGED and UNLOGGED.',
  why: `
    Either way the whole table and all its indexes are written again under ACCESS EXCLUSIVE. SET LOGGED writes all of it to
    the WAL as well; an UNLOGGED table is empty after a crash, and replicas have nothing of it.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-LOGGED-UNLOGGED', 'https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED'],
  on: ['set persistence'],

  check({ table, persistence }, here) {
    const rewrites = here.work('rewrite');
    if (rewrites.length === 0 || here.surelyNew(table)) return [];
    const isUnlogged = persistence === 'unlogged';
    const nobody = rewrites.some(({ certain }) => certain) ? 'Nobody' : `Unless it is ${isUnlogged ? 'UNLOGGED' : 'LOGGED'} already, nobody`;
    const then = isUnlogged
      ? 'From then on its rows are gone after a crash of the server, and replicas have none of them.'
      : 'All of it goes through the WAL to the replicas.';
    return [{
      message: `${nobody} can read or write ${here.named(table)} while it and its indexes are written again. ${then}`,
      at: here.at,
      because: rewrites,
      cure: advice(`Create ${isUnlogged ? 'an unlogged' : 'a logged'} table of the same shape, keep it equal by a trigger, copy the rows in batches, and let it take over the name of ${here.named(table)} in one short transaction; or take a window in which nobody needs it.`),
    }];
  },
});
