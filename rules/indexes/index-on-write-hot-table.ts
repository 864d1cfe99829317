import { advice } from '../../src/rule/cure/build.ts';
import { bytesInWords } from '../../src/rule/bytes.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'index-on-write-hot-table',
  summary: 'Weigh a further index of a table that is written much or is very large.',
  why: `
    Every INSERT, and every UPDATE that cannot stay on its page, writes all indexes of the table. A concurrent build waits for
    nobody's rows, but it reads the table twice and writes an index as large as its columns, on the disks that serve the
    application.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY', 'https://www.postgresql.org/docs/current/storage-hot.html'],
  options: {
    writes: { kind: 'number', about: 'From how many writes a minute on a table is hot.', otherwise: 6000, least: 1 },
    gigabytes: { kind: 'number', about: 'From what size on a table is very large.', otherwise: 100, least: 1 },
  } as const,
  on: ['create index'],

  check({ table }, here, { writes, gigabytes }) {
    const known = here.statisticsOf(table);
    const builds = here.work('index build');
    if (!known || builds.length === 0 || here.surelyNew(table)) return [];
    const { bytes, writesPerMinute = 0 } = known;
    const isHot = writesPerMinute >= writes;
    const isLarge = bytes >= gigabytes * 1024 ** 3;
    if (!isHot && !isLarge) return [];
    const facts = [...(isHot ? [`is written ${Math.round(writesPerMinute).toLocaleString('en-US')} times a minute`] : []), ...(isLarge ? [`is ${bytesInWords(bytes)} large`] : [])].join(' and ');
    const harms = [...(isHot ? ['each of those writes pays for this index from now on'] : []), ...(isLarge ? ['the build reads all of it twice'] : [])].join(', and ');
    return [{
      message: `${here.named(table)} ${facts}: ${harms}.`,
      at: here.at,
      because: builds,
      cure: advice('Build it in a quiet hour, watch the disks and the replicas meanwhile, and see whether an index that is there can be widened instead.'),
    }];
  },
});
