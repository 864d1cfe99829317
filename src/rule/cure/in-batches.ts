import type { Cure, Phase } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { aliasBehind, withoutAlias } from '../../sql/alias.ts';
import { assignmentsOf } from '../../sql/assignments.ts';
import type { Situation } from '../situation.ts';
import { batchedDelete } from './batched-delete.ts';
import { inTransaction, noCure, sql } from './build.ts';
import { hasEquality } from './distinct.ts';
import { stillToDo } from './still-to-do.ts';

/**
 * The same data change cut into batches, as part of a cure. None where other tables take part in it, or where running
 * it twice over one row would change the row twice.
 */
export function inBatches(operation: OperationOf<'update' | 'delete'>, here: Situation, cure: (batches: Phase) => Cure): Cure {
  const { table, reads } = operation;
  if (reads.length > 0) return byRanges(table.name, `The rows depend on ${reads.map(({ name }) => name).join(', ')} too`);
  const alias = aliasBehind(here.sql, table.span.end);
  const told = (text: string) => (alias === undefined ? text : withoutAlias(text, alias, table.name));
  const where = operation.where && told(operation.where.text);
  if (operation.kind === 'delete') {
    return cure(inTransaction('backfill', sql(batchedDelete(here.textOf(table.span), where))));
  }
  const set = told(here.textOf(operation.assignments));
  const comparable = operation.sets.every((column) => {
    const type = here.typeOf(table, column);
    return type === undefined || hasEquality(type);
  });
  const undone = stillToDo(where, operation, assignmentsOf(set), comparable);
  if (undone === undefined) return byRanges(table.name, 'No condition tells the rows that are done from those that are not');
  return cure(inTransaction('backfill', { kind: 'backfill', table, set, where: undone }));
}

function byRanges(table: string, because: string): Cure {
  return noCure(`${because}: walk over the key of ${table} in ranges, and run this statement for one range at a time, each in a transaction of its own.`);
}
