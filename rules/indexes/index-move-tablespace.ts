import { noCure, outside, samePhases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'index-move-tablespace',
  summary: 'Move an index to another tablespace by building it there.',
  why: `
    SET TABLESPACE copies an index block by block under ACCESS EXCLUSIVE on it. Every query on its table needs that lock
    for planning, so reads and writes of the table wait until the copy is done.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-reindex.html', 'https://www.postgresql.org/docs/current/sql-alterindex.html'],
  on: ['alter table'],

  check({ table, does, to }, here) {
    const answer = does === 'SET TABLESPACE' ? here.catalog.index({ ...table, type: 'index' }, here.session) : undefined;
    const index = answer?.known ? answer.value : undefined;
    const isIndex = table.type === 'index' || index !== undefined;
    const owner = index && here.catalog.byId(index.table);
    if (does !== 'SET TABLESPACE' || !isIndex || (owner && here.isNew(owner))) return [];

    const name = here.named(table);
    const tablespace = to === undefined ? undefined : quoteName(to);
    const work = here.work('rewrite');
    if (work.length === 0) return [];
    const nobody = work.some(({ certain }) => certain) ? 'Nobody' : 'Unless it is there already, nobody';
    return [{
      message: `${nobody} can read or write ${owner ? here.nameOf({ kind: 'relation', relation: owner }) : `the table of ${name}`} while the blocks of ${name} are copied to the other tablespace: every query needs the indexes of its table.`,
      at: here.at,
      because: [...here.locks, ...work],
      cure: here.lowest < 14 || tablespace === undefined
        ? noCure(`REINDEX moves an index concurrently from PostgreSQL 14 on; before, build a copy of ${name} with CREATE INDEX CONCURRENTLY … TABLESPACE …, drop ${name} concurrently and rename the copy.`)
        : samePhases(outside('expand', sql(`REINDEX (TABLESPACE ${tablespace}) INDEX CONCURRENTLY ${quoteQualified(table)}`))),
    }];
  },
});
