import { describe } from '../../src/operations/describe.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { change, insertion, keep, outside, phases } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import type { Finding } from '../../src/rule/finding.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'detach-not-concurrent',
  summary: 'Detach partitions concurrently.',
  why: `
    A plain DETACH PARTITION takes ACCESS EXCLUSIVE on the partitioned table: it waits for everybody who uses any part of
    it, everybody who comes later waits behind it, and the lock lasts until the transaction ends. DETACH … CONCURRENTLY
    waits for the same people while the table stays open, and locks the partition alone at the end.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION'],
  on: ['detach partition'],

  check(operation, here) {
    if (operation.concurrently || operation.finalize || here.surelyNew(operation.table)) return [];
    return here.lowest >= 14 && defaultPartition(here) !== 'yes' ? [concurrentInstead(operation, here)] : onlyPlain(operation, here);
  },
});

function concurrentInstead({ table, partition }: OperationOf<'detach partition'>, here: Situation): Finding {
  const concurrently = outside('contract', change(here.at, 'concurrently', insertion(partition.span.end, ' CONCURRENTLY')));
  return {
    message: `Nobody can read or write ${here.named(table)}, nor ${here.named(partition)}, from the moment DETACH PARTITION asks for its locks ${here.untilWhen}.`,
    at: here.at,
    because: here.locks,
    cure: phases(defaultPartition(here) === 'no' ? concurrently : {
      ...concurrently, gate: `${here.named(table)} has no default partition: beside one PostgreSQL refuses the concurrent form (55000).`,
    }),
  };
}

/** Beside a default partition, and before 14, there is no concurrent form: then the wait has to be short. */
function onlyPlain(operation: OperationOf<'detach partition'>, here: Situation): readonly Finding[] {
  const queues = here.queues;
  if (queues.length === 0) return [];
  return [{ message: here.queueBehind(queues, describe(operation)), at: here.at, because: queues, cure: givesUpSoon('contract', keep(here.at)) }];
}

function defaultPartition(here: Situation): 'yes' | 'no' | 'perhaps' {
  const lock = here.locks.find(({ role }) => role === 'default partition');
  if (!lock) return 'no';
  return lock.certain ? 'yes' : 'perhaps';
}
