import { keysOfPartitions } from '../../src/rule/cure/on-partitions.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'partitioned-primary-key',
  summary: 'Make the primary key on each partition first, then on the partitioned table.',
  why: `
    ADD PRIMARY KEY on a partitioned table holds ACCESS EXCLUSIVE while it builds an index on one partition after the
    other. Writes to the partitions wait as well, and from PostgreSQL 18 on, which makes their columns NOT NULL one by
    one, their reads do too. A key that a partition has already is taken over in a moment.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE'],
  on: ['add constraint'],
  yieldsTo: ['partition-key-missing-in-key'],

  check(operation, here) {
    const { table, constraint } = operation;
    if (constraint.type !== 'primary key' || !here.isPartitioned(table) || here.surelyNew(table)) return [];
    const builds = here.work('index build');
    if (builds.length === 0) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while the index of the primary key is built on each of its partitions.`,
      at: here.at,
      because: builds,
      cure: keysOfPartitions(operation, here, 'PRIMARY KEY'),
    }];
  },
});
