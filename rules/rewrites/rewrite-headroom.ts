import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { bytesInWords } from '../../src/rule/bytes.ts';

export default defineRule({
  name: 'rewrite-headroom',
  summary: 'Make room on disk before a large table is written again.',
  why: `
    A rewrite makes a second copy of the table and its indexes, and the first one goes only when the transaction commits. As
    much again is written to the WAL, which replicas and the archive have to take in.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES', 'https://www.postgresql.org/docs/current/routine-vacuuming.html'],
  on: ['add column', 'set type', 'set expression', 'set persistence', 'alter table', 'vacuum', 'cluster'],

  check(operation, here) {
    return here.work('rewrite').flatMap(({ on }) => {
      if (on.kind !== 'relation' || here.isNew(on.relation) || on.relation.type === 'index') return [];
      const { schema, name } = on.relation;
      const table = { type: 'relation', schema, name } as const;
      const bytes = here.statisticsOf(table)?.bytes;
      if (bytes === undefined || !here.mayBeLarge(table)) return [];
      return [{
        message: `Two copies of ${here.nameOf(on)} are on disk ${here.untilWhen}: about ${bytesInWords(bytes)} more than now, and as much WAL for the replicas and the archive.`,
        at: here.at,
        // What is done about the lock leaves the copy, so this stands beside the finding about it.
        because: [],
        cure: advice(`See to ${bytesInWords(2 * bytes)} of free space for the copy and the WAL before, and watch how far the replicas are behind.`),
      }];
    });
  },
});
