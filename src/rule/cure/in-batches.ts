import type { Cure, Phase } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import type { Assignment } from '../../sql/assignments.ts';
import { assignmentsOf } from '../../sql/assignments.ts';
import { tokensOf } from '../../sql/tokens.ts';
import type { Situation } from '../situation.ts';
import { batchedDelete } from './batched-delete.ts';
import { inTransaction, noCure, sql } from './build.ts';

/**
 * The same data change cut into batches, as part of a cure. None where other tables take part in it, or where running
 * it twice over one row would change the row twice.
 */
export function inBatches(operation: OperationOf<'update' | 'delete'>, here: Situation, cure: (batches: Phase) => Cure): Cure {
  const { table, reads } = operation;
  if (reads.length > 0) return byRanges(table.name, `The rows depend on ${reads.map(({ name }) => name).join(', ')} too`);
  if (operation.kind === 'delete') {
    return cure(inTransaction('backfill', sql(batchedDelete(here.textOf(table.span), operation.where?.text))));
  }
  const set = here.textOf(operation.assignments);
  const where = stillToDo(operation, assignmentsOf(set));
  if (where === undefined) return byRanges(table.name, 'No condition tells the rows that are done from those that are not');
  return cure(inTransaction('backfill', { kind: 'backfill', table, set, where }));
}

function byRanges(table: string, because: string): Cure {
  return noCure(`${because}: walk over the key of ${table} in ranges, and run this statement for one range at a time, each in a transaction of its own.`);
}

/** The rows that the change has not reached yet; undefined where nothing tells. */
function stillToDo({ where, sets }: OperationOf<'update'>, assignments: readonly Assignment[] | undefined): string | undefined {
  if (assignments === undefined || assignments.some(readsItself)) return undefined;
  if (where && sets.some((column) => where.columns.includes(column))) return where.text;
  const undone = assignments.map(({ column, value }) => `${column} IS DISTINCT FROM ${value}`).join(' OR ');
  if (!where) return undone;
  return `(${where.text}) AND (${undone})`;
}

function readsItself({ column, value }: Assignment): boolean {
  return tokensOf(value).some(({ start, end }) => value.slice(start, end).toLowerCase() === column.toLowerCase());
}
