import type { Cure, Phase } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import type { Situation } from '../situation.ts';
import { inTransaction, noCure, sql } from './build.ts';
import { batchedDelete } from './batched-delete.ts';

/** The same data change cut into batches, as part of a cure; none where other tables take part in it. */
export function inBatches(operation: OperationOf<'update' | 'delete'>, here: Situation, cure: (batches: Phase) => Cure): Cure {
  const { table, where, reads } = operation;
  if (reads.length > 0) {
    return noCure(`The rows depend on ${reads.map(({ name }) => name).join(', ')} too: walk over the key of ${table.name} in ranges, and run this statement for one range at a time, each in a transaction of its own.`);
  }
  if (operation.kind === 'delete') {
    return cure(inTransaction('backfill', sql(batchedDelete(here.textOf(table.span), where?.text))));
  }
  return cure(inTransaction('backfill', {
    kind: 'backfill', table, set: here.textOf(operation.assignments), where: where?.text ?? 'true',
  }));
}
