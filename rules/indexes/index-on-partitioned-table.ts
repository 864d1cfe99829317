import type { OperationOf } from '../../src/operations/operation.ts';
import { describe } from '../../src/operations/describe.ts';
import { change, inTransaction, phases } from '../../src/rule/cure/build.ts';
import { onPartitions } from '../../src/rule/cure/partitioned-index.ts';
import type { Finding } from '../../src/rule/finding.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { concurrentlyIn } from '../../src/sql/guard.ts';

export default defineRule({
  name: 'index-on-partitioned-table',
  summary: 'Build the index of a partitioned table on one partition after the other.',
  why: `
    CREATE INDEX on a partitioned table locks it and all of its partitions against writes until the index is built on
    the last of them, and PostgreSQL refuses the concurrent forms there. Made ON ONLY the parent, built concurrently on
    each partition and then attached, the same index makes nobody wait for long.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE'],
  on: ['create index', 'drop index'],

  check(operation, here) {
    if (operation.kind === 'drop index') return dropped(operation, here);
    if (!here.isPartitioned(operation.table)) return [];
    return operation.concurrently ? refused(operation, here) : built(operation, here);
  },
});

function built(operation: OperationOf<'create index'>, here: Situation): readonly Finding[] {
  const builds = here.work('index build');
  if (builds.every((build) => here.isOnNew(build))) return [];
  const closed = here.stopsReadsOf(operation.table);
  const many = builds.length > 1 && builds.every(({ certain }) => certain);
  return [{
    message: [
      `Nobody can ${closed ? 'read or write' : 'write to'} ${here.named(operation.table)} or ${many ? `any of its ${builds.length}` : 'its'} partitions until the index is built on ${many ? 'all of ' : ''}them.`,
      ...(closed ? [] : ['Reads go on.']),
    ].join(' '),
    at: here.at,
    because: [...here.locks, ...builds],
    cure: onPartitions(operation, here),
  }];
}

function refused(operation: OperationOf<'create index'>, here: Situation): readonly Finding[] {
  if (here.effects.fails?.sqlstate !== NOT_SUPPORTED) return [];
  return [{
    message: `${describe(operation)} fails: ${here.named(operation.table)} is partitioned, and PostgreSQL builds no index of such a table concurrently (0A000).`,
    at: here.at,
    because: here.locks,
    cure: onPartitions(operation, here),
  }];
}

function dropped(operation: OperationOf<'drop index'>, here: Situation): readonly Finding[] {
  const word = concurrentlyIn(here.sql, operation.afterIndex);
  const answer = here.catalog.index(operation.index, here.session);
  const table = answer.known && answer.value ? here.catalog.byId(answer.value.table) : undefined;
  if (here.effects.fails?.sqlstate !== NOT_SUPPORTED || !word || table?.type !== 'partitioned') return [];
  return [{
    message: `${describe(operation)} fails: ${here.nameOf({ kind: 'relation', relation: table })} is partitioned, and PostgreSQL drops the indexes of such a table in the plain form only (0A000).`,
    at: here.at,
    because: here.locks,
    cure: phases(inTransaction('contract', change(here.at, 'without clause', { span: word, text: '' }))),
  }];
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: feature_not_supported */
const NOT_SUPPORTED = '0A000';
