import type { Cure, Part } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { concurrentlyIn, guardIn } from '../../sql/guard.ts';
import { quoteName } from '../../sql/quote.ts';
import type { Situation } from '../situation.ts';
import { change, insertion, outside, samePhases } from './build.ts';
import { indexNameFor } from './name.ts';

/** The same index, built concurrently in a file of its own. */
export function builtConcurrently(operation: OperationOf<'create index'>, here: Situation): Cure {
  return samePhases(outside('expand', concurrentForm(operation, here)));
}

/**
 * After a failed build IF NOT EXISTS would find the INVALID index and skip; an unnamed one would be built twice. `as`:
 * under another name than the writer's.
 */
export function concurrentForm(operation: OperationOf<'create index'>, here: Situation, as?: string): Part {
  const { table, name, afterIndex } = operation;
  const word = concurrentlyIn(here.sql, afterIndex);
  const behind = word?.end ?? afterIndex;
  const guard = guardIn(here.sql, behind);
  const added = `${word ? '' : ' CONCURRENTLY'}${name === undefined ? ` ${quoteName(indexNameFor(table, operation, here))}` : ''}`;
  return change(here.at, word ? 'without clause' : 'concurrently',
    ...(added === '' ? [] : [insertion(behind, added)]),
    ...(guard === undefined ? [] : [{ span: guard, text: '' }]),
    ...(as === undefined || name === undefined ? [] : [{ span: name.span, text: quoteName(as) }]));
}
