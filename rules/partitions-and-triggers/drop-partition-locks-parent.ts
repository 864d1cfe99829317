import { describe } from '../../src/operations/describe.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { inTransaction, keep, outside, phases, sql } from '../../src/rule/cure/build.ts';
import { GIVE_UP, givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'drop-partition-locks-parent',
  summary: 'Detach a partition concurrently before it is dropped.',
  why: `
    Dropping a partition takes ACCESS EXCLUSIVE on the partitioned table and on its default partition as well: everybody
    who uses any part of it waits. A partition that was detached concurrently is a table of its own, whose drop concerns
    nobody else.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE'],
  on: ['drop table'],

  check(operation, here) {
    const queues = here.queues.filter(({ role }) => role === 'parent' || role === 'default partition');
    if (!queues.some(({ role }) => role === 'parent')) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      span: operation.table.span,
      because: queues,
      cure: cureOf(operation, here),
    }];
  },
});

function cureOf({ table }: OperationOf<'drop table'>, here: Situation): Cure {
  const partition = here.relation(table);
  const above = partition && here.catalog.partitionOf(partition);
  const parent = above && here.catalog.byId(above.parent);
  const hasDefault = here.locks.some(({ role }) => role === 'default partition');
  if (!parent || above.isDefault || hasDefault || here.lowest < 14 || here.operations.length > 1) return givesUpSoon('contract', keep(here.at));
  const of = quoteQualified({ schema: table.schema === undefined ? undefined : parent.schema, name: parent.name });
  return phases(
    outside('contract', sql(`ALTER TABLE ${of} DETACH PARTITION ${here.textOf(table.span)} CONCURRENTLY`)),
    inTransaction('contract', GIVE_UP, keep(here.at)),
  );
}
